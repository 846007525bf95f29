import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { z } from 'zod';
import type { listRenewalsInput, RenewalFilter, RenewalRow, RenewalTab } from '../../types/renewals.ts';
import { clock } from '../../server/platform/clock.ts';
import { companyToday } from '../../server/renewals/company-today.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { createWorld, errorOf, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { seedRenewal, type RenewalSeed } from '../support/seed-renewals.ts';

/** What a random renewal was made of, for the naive answer. */
interface Known extends Required<Pick<RenewalSeed, 'dueOn' | 'amount' | 'status'>> {
  id: string;
  oid: string;
  fid: string;
  outcome: string | null;
  paidOn: string | null;
  contactId: string | null;
  ownerId: string | null;
  nextAt: Date | null;
  outletName: string;
}

let world: World;
let today: string;
let known: Known[];
let me: string;
let staff: Client;
let random: () => number;

/** The same numbers every time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const pick = <T>(from: readonly T[]): T => {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};

before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  random = numbers(20_261_121);
  today = companyToday(clock.now());
  staff = await world.clientOf({ sub: 'renewer', name: 'Rosnah', role: 'renewal' });
  await staff.auth.me.query();
  me = await world.userId('renewer');
  const other = await world.clientOf({ sub: 'colleague', name: 'Kumar', role: 'renewal' });
  await other.auth.me.query();
  const colleague = await world.userId('colleague');
  known = [];
  const { tenant } = world;
  for (let index = 0; index < 260; index++) {
    const dueOn = moveDay(today, Math.floor(random() * 260) - 160);
    const status = pick(['due', 'due', 'paid', 'paid', 'failed', 'cancelled'] as const);
    // cancelled without an outcome: another cycle took its place
    const ended = status === 'cancelled' ? pick(['lost', 'lost', null] as const) : null;
    const outcome = status === 'paid' ? pick(['renewed', 'recovered', 'winback', 'returned'] as const) : ended;
    const seed = {
      fid: pick(tenant.fids),
      dueOn,
      status,
      outcome,
      amount: pick(['0.00', '99.90', '1200.00', '1200.00', '4500.50']),
      paidOn: status === 'paid' ? moveDay(dueOn, Math.floor(random() * 20) - 8) : null,
      contactId: pick([null, ...tenant.contactIds]),
      ownerId: pick([null, me, colleague]),
      nextAt: status === 'due' && random() < 0.7 ? new Date(Date.parse(`${dueOn}T01:00:00Z`) - Math.floor(random() * 5) * 86_400_000) : null,
      nextReason: 'not_yet',
      outletName: `${pick(['Kedai', 'Warung', 'Gerai 100%', 'Restoran_A'])} ${index}`,
    };
    known.push({ ...seed, ...(await seedRenewal(world.sql, tenant, seed)) });
  }
});
after(() => world.close());

/** The tabs as types/renewals.ts says them, with the defaults of the settings. */
function isIn(tab: RenewalTab, { status, dueOn, outcome }: Known): boolean {
  const isUnpaid = status === 'due' || status === 'failed';
  if (tab === 'due') return status === 'due' && dueOn >= today && dueOn <= moveDay(today, 60);
  if (tab === 'overdue') return isUnpaid && dueOn < today && dueOn >= moveDay(today, -30);
  if (tab === 'recovered') return status === 'paid' && (outcome === 'recovered' || outcome === 'winback');
  if (tab === 'lost') return (isUnpaid && dueOn < moveDay(today, -30)) || (status === 'cancelled' && outcome === 'lost');
  return true;
}

function naive(filter: Partial<RenewalFilter> & { tab: RenewalTab }, sort: 'due' | 'amount' | 'next', descending: boolean): string[] {
  const words = filter.query?.toLowerCase().match(/[^\s,]+/g) ?? [];
  const found = known.filter(
    (one) =>
      isIn(filter.tab, one) &&
      (!filter.fids || filter.fids.length === 0 || filter.fids.includes(one.fid)) &&
      (filter.owner === undefined || (filter.owner === 'none' ? one.ownerId === null : one.ownerId === (filter.owner === 'me' ? me : filter.owner))) &&
      (filter.contactId === undefined || one.contactId === filter.contactId) &&
      (filter.amountFrom === undefined || Number(one.amount) >= filter.amountFrom) &&
      (filter.amountTo === undefined || Number(one.amount) <= filter.amountTo) &&
      (filter.dueFrom === undefined || one.dueOn >= filter.dueFrom) &&
      (filter.dueTo === undefined || one.dueOn <= filter.dueTo) &&
      words.every((word) => one.outletName.toLowerCase().includes(word)),
  );
  const byId = (one: Known, other: Known): number => Number(one.id) - Number(other.id);
  const compare = <T extends string | number>(one: T, other: T): number => (one < other ? -1 : one > other ? 1 : 0);
  const sign = descending ? -1 : 1;
  if (sort === 'due') found.sort((one, other) => sign * (compare(one.dueOn, other.dueOn) || byId(one, other)));
  else if (sort === 'amount') found.sort((one, other) => sign * (Number(one.amount) - Number(other.amount) || byId(one, other)));
  else
    found.sort((one, other) => {
      if (one.nextAt && other.nextAt) return sign * (one.nextAt.getTime() - other.nextAt.getTime() || byId(one, other));
      if (one.nextAt || other.nextAt) return one.nextAt ? -1 : 1;
      return compare(one.dueOn, other.dueOn) || byId(one, other);
    });
  return found.map(({ id }) => id);
}

async function all(client: Client, input: z.input<typeof listRenewalsInput>): Promise<RenewalRow[]> {
  const rows: RenewalRow[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await client.renewals.list.query({ ...input, cursor });
    rows.push(...page.rows);
    cursor = page.nextCursor;
    if (cursor === null) return rows;
  }
}

describe('the list of renewals', () => {
  it('shows for any filter, order and page size what a look at every row would', async () => {
    const { tenant } = world;
    let shown = 0;
    for (let round = 0; round < 60; round++) {
      const sort = pick(['due', 'amount', 'next'] as const);
      const descending = random() < 0.5;
      const filter = {
        tab: pick(['due', 'overdue', 'recovered', 'lost', 'all'] as const),
        ...(random() < 0.3 ? { fids: [pick(tenant.fids)] } : {}),
        ...(random() < 0.3 ? { owner: pick(['none', 'me'] as const) } : {}),
        ...(random() < 0.2 ? { contactId: pick(tenant.contactIds) } : {}),
        ...(random() < 0.2 ? { amountFrom: 99.9 } : {}),
        ...(random() < 0.2 ? { amountTo: 1_200 } : {}),
        ...(random() < 0.2 ? { dueFrom: moveDay(today, -40) } : {}),
        ...(random() < 0.2 ? { dueTo: moveDay(today, 30) } : {}),
        ...(random() < 0.3 ? { query: pick(['kedai', '100%', 'Restoran_', '7', '2, kedai', '100% 1 gerai', 'kedai warung', 'nothing of this']) } : {}),
      };
      const limit = pick([1, 7, 50, 100]);
      const rows = await all(staff, { ...filter, sort, descending, limit });
      // a query that is a number also finds outlets and franchises of that number, of which there is none here
      assert.deepEqual(
        rows.map(({ id }) => id),
        naive(filter, sort, descending),
        JSON.stringify({ filter, sort, descending, limit }),
      );
      shown += rows.length;
    }
    assert.ok(shown > 500, `the rounds looked at ${shown} rows only`);
  });

  it('finds by words of outlet, franchise, person and number together, in any order', async () => {
    const { tenant } = world;
    const [contactId] = tenant.contactIds;
    const [person] = await world.sql.query<{ display_name: string }>('SELECT display_name FROM contact WHERE id = ?', [contactId]);
    const [franchise] = await world.sql.query<{ name: string }>('SELECT name FROM franchise WHERE tenant_id = ? AND fid = ?', [
      tenant.tenantId,
      tenant.fids[0],
    ]);
    const { id, oid } = await seedRenewal(world.sql, tenant, { fid: tenant.fids[0], dueOn: moveDay(today, 400), outletName: 'Zapin Bangsar', contactId });
    const name = person?.display_name.split(' ')[0] ?? '';
    for (const query of ['bangsar zapin', 'Zapin, Bangsar', `${franchise?.name} zapin`, `${name}, bangsar`, `bangsar ${oid}`, `${oid} ZAPIN ${name}`, ','])
      assert.equal((await all(staff, { tab: 'all', dueFrom: moveDay(today, 399), query })).map((row) => row.id).join(), id, query);
    for (const query of ['zapin cheras', 'zapin 999999', 'nobody bangsar'])
      assert.deepEqual(await all(staff, { tab: 'all', dueFrom: moveDay(today, 399), query }), [], query);
    await world.sql.execute('DELETE FROM renewal WHERE id = ?', [id]);
  });

  it('shows to a person what is within their scope, once, whichever part of it covers it', async () => {
    const [one, two] = [known[3], known[90]];
    assert.ok(one && two);
    const fid = one.fid;
    const narrow = await world.clientOf({ sub: 'narrow', role: 'renewal', scope: { fids: [fid], oids: [one.oid, two.oid] } });
    const seen = (row: { fid: string; oid: string }): boolean => row.fid === fid || [one.oid, two.oid].includes(row.oid);
    const rows = await all(narrow, { tab: 'all', limit: 13 });
    assert.deepEqual(
      rows.map(({ id }) => id),
      naive({ tab: 'all' }, 'due', false).filter((id) => known.some((row) => row.id === id && seen(row))),
    );
    const [elsewhere] = known.filter((row) => !seen(row));
    assert.ok(elsewhere);
    assert.deepEqual(
      await narrow.renewals.rows.query({ ids: [elsewhere.id, one.id] }),
      rows.filter(({ id }) => id === one.id),
    );
    assert.deepEqual(
      (await narrow.renewals.list.query({ tab: 'all', fids: [elsewhere.fid], limit: 100 })).rows.map(({ oid }) => oid),
      elsewhere.fid === two.fid ? [two.oid] : [],
    );
  });

  it('says in each line how many days are left, seen from the company', async () => {
    const rows = await all(staff, { tab: 'all', limit: 100 });
    for (const row of rows) assert.equal(row.daysLeft, Math.round((Date.parse(row.dueOn) - Date.parse(today)) / 86_400_000));
  });

  it('refuses a cursor of another order, and one that is none', async () => {
    const { nextCursor } = await staff.renewals.list.query({ tab: 'all', limit: 5 });
    assert.ok(nextCursor);
    for (const input of [{ cursor: nextCursor, sort: 'amount' as const }, { cursor: nextCursor, descending: true }, { cursor: 'bm9uc2Vuc2U' }])
      await assert.rejects(staff.renewals.list.query({ tab: 'all', ...input }), /cursor/);
  });
});

describe('the overview', () => {
  it('counts what the tabs show, their money and their ages', async () => {
    const overview = await staff.renewals.overview.query({});
    for (const tab of ['due', 'overdue', 'recovered', 'lost'] as const) {
      const inside = known.filter((one) => isIn(tab, one));
      assert.equal(overview.counts[tab], inside.length, tab);
      const cents = inside.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
      assert.deepEqual(overview.money[tab], [{ amount: (cents / 100).toFixed(2), currency: 'MYR' }], tab);
    }
    const open = known.filter((one) => isIn('due', one) || isIn('overdue', one) || (isIn('lost', one) && one.status !== 'cancelled'));
    for (const { from, to, count } of overview.aging) {
      const inside = open.filter(({ dueOn }) => (from === null || dueOn >= moveDay(today, from)) && dueOn <= moveDay(today, to ?? 999));
      assert.equal(count, inside.length, `${from} to ${to}`);
    }
    assert.equal(
      overview.aging.reduce((sum, { count }) => sum + count, 0),
      open.length,
      'every open one has an age',
    );
  });

  it('tells both recovery rates as counted by hand, and weeks that add up', async () => {
    for (const [days, owner] of [
      [90, undefined],
      [30, undefined],
      [160, 'me'],
    ] as const) {
      const { rates, weeks } = await staff.renewals.overview.query({ days, owner });
      const mine = known.filter(({ ownerId }) => owner === undefined || ownerId === me);
      const counting = mine.filter(({ dueOn, status }) => dueOn >= moveDay(today, -days) && dueOn < today && status !== 'cancelled');
      const over = counting.filter(({ dueOn }) => moveDay(dueOn, 7) < today);
      const late = counting.filter(({ dueOn, paidOn }) => paidOn === null || paidOn > dueOn);
      assert.deepEqual(
        [rates.b.recovered, rates.b.of],
        [over.filter(({ dueOn, paidOn }) => paidOn !== null && paidOn <= moveDay(dueOn, 7)).length, over.length],
      );
      assert.deepEqual([rates.a.recovered, rates.a.of], [late.filter(({ paidOn }) => paidOn !== null).length, late.length]);
      assert.equal(rates.b.share, rates.b.recovered / rates.b.of);
      assert.equal(rates.goal, 0.6);
      const inWeeks = mine.filter(
        ({ dueOn, status, outcome }) =>
          dueOn >= moveDay(today, -days) && dueOn < moveDay(weeks.at(-1)?.week ?? today, 7) && (status !== 'cancelled' || outcome !== null),
      );
      assert.equal(
        weeks.reduce((sum, week) => sum + week.due, 0),
        inWeeks.filter(({ dueOn }) => dueOn <= moveDay(today, 60)).length,
      );
      for (const { due, paidAlone, recovered, lost } of weeks) assert.ok(paidAlone + recovered + lost <= due, 'each is in one part');
      assert.equal(
        weeks.reduce((sum, { due, paidAlone, recovered, lost }) => sum + due - paidAlone - recovered - lost, 0),
        inWeeks.filter((one) => isIn('overdue', one) || (isIn('due', one) && one.dueOn <= moveDay(today, 60))).length,
        'what is left is open',
      );
      assert.ok(weeks.every(({ week }) => new Date(`${week}T00:00:00Z`).getUTCDay() === 1));
    }
  });

  it('follows filter and scope, and is empty rather than wrong where there is nothing', async () => {
    const [fid] = world.tenant.fids;
    const narrow = await world.clientOf({ sub: 'narrow-2', role: 'renewal', scope: { fids: [fid], oids: [] } });
    const [own, filtered] = [await narrow.renewals.overview.query({}), await staff.renewals.overview.query({ fids: [fid] })];
    assert.deepEqual([own.counts, own.money, own.rates, own.weeks], [filtered.counts, filtered.money, filtered.rates, filtered.weeks]);
    assert.equal(own.counts.due, known.filter((one) => one.fid === fid && isIn('due', one)).length);
    const nothing = await staff.renewals.overview.query({ query: 'nothing of this' });
    assert.deepEqual(nothing.counts, { due: 0, overdue: 0, recovered: 0, lost: 0 });
    assert.deepEqual([nothing.rates.b.share, nothing.rates.a.share, nothing.winback.share], [null, null, null]);
    const stranger = await world.clientOf({ sub: 'stranger', tenant: 'beta', role: 'admin' });
    assert.deepEqual((await stranger.renewals.overview.query({})).counts, { due: 0, overdue: 0, recovered: 0, lost: 0 });
  });

  it('names the templates the cadence waits for', async () => {
    const waiting = async (): Promise<number | undefined> =>
      (await staff.renewals.overview.query({})).blocked.find(({ template }) => template === 'renewal_reminder_v1')?.waiting;
    assert.equal(await waiting(), 0, 'nothing is approved here, which is said before anybody waits');
    const seed = { dueOn: moveDay(today, 40), nextStep: 'd-14', nextAt: new Date(`${moveDay(today, 26)}T01:00:00Z`), nextReason: 'not_yet' };
    const { id } = await seedRenewal(world.sql, world.tenant, seed);
    assert.equal(await waiting(), 1, 'whose next step needs it');
    await world.sql.execute('DELETE FROM renewal WHERE id = ?', [id]);
  });
});

describe('what staff do', () => {
  const fresh = (more: Partial<RenewalSeed> = {}): Promise<{ id: string; oid: string; fid: string }> =>
    seedRenewal(world.sql, world.tenant, { dueOn: moveDay(today, 10), contactId: world.tenant.contactIds[0], ...more });

  it('marks paid with a reference, and takes it back: everything is as it was', async () => {
    const { id, oid } = await fresh();
    await world.sql.execute(
      "INSERT INTO renewal_attempt (tenant_id, renewal_id, step, claim_key, channel, result, created_at) VALUES (?, ?, 'd-14', 'd-14', 'whatsapp', 'read', ?)",
      [world.tenant.tenantId, id, new Date(clock.now().getTime() - 3_600_000)],
    );
    const before = await staff.renewals.get.query({ id });
    const paid = await staff.renewals.markPaid.mutate({ id, revision: before.revision, paidOn: today, reference: 'TT 4711', note: 'by cheque' });
    assert.deepEqual([paid.status, paid.outcome, paid.paidOn, paid.settledBy], ['paid', 'recovered', today, 'Rosnah']);
    assert.equal(paid.evidence?.['reference'], 'TT 4711');
    assert.equal(paid.evidence?.['attemptStep'], 'd-14', 'what it is owed to is named');
    assert.ok(
      paid.undoUntil !== null &&
        paid.history.some(({ note }) => note === 'by cheque') &&
        paid.history.some(({ action, params }) => action === 'paid_reference' && params?.['reference'] === 'TT 4711'),
    );
    assert.equal(paid.last?.result, 'read', 'the payment is an event of its own: what happened before stays');
    assert.equal(paid.history.find(({ attempt }) => attempt)?.attempt?.result, 'read');
    const colleague = await world.clientOf({ sub: 'colleague', role: 'renewal' });
    assert.equal((await colleague.renewals.get.query({ id })).undoUntil, null, 'only whoever did it takes it back');
    assert.equal((await errorOf(colleague.renewals.undo.mutate({ id }))).code, 'conflict');
    const undone = await staff.renewals.undo.mutate({ id });
    const shown = ({ status, outcome, paidOn, evidence, reason, settledBy, settledAt, attempts, last }: typeof undone): unknown => ({
      status,
      outcome,
      paidOn,
      evidence,
      reason,
      settledBy,
      settledAt,
      attempts,
      last,
    });
    assert.deepEqual(shown(undone), shown(before));
    assert.ok(undone.next?.at, 'what comes next is there again at once');
    assert.equal((await errorOf(staff.renewals.undo.mutate({ id }))).code, 'conflict', 'once');
    const { current } = await staff.renewals.forOutlet.query({ oid });
    assert.equal(current?.id, id);
  });

  it('cancels with a reason, which nothing but an undo changes', async () => {
    const { id } = await fresh();
    const { revision } = await staff.renewals.get.query({ id });
    const cancelled = await staff.renewals.cancel.mutate({ id, revision, reason: 'competitor', note: 'went to another' });
    assert.deepEqual([cancelled.status, cancelled.outcome, cancelled.reason, cancelled.next?.at ?? null], ['cancelled', 'lost', 'competitor', null]);
    const again = await errorOf(staff.renewals.markPaid.mutate({ id, revision: cancelled.revision, paidOn: today }));
    assert.equal(again.code, 'conflict');
    assert.equal((await staff.renewals.undo.mutate({ id })).status, 'due');
  });

  it('takes nothing back after ten minutes', async () => {
    const { id } = await fresh();
    const { revision } = await staff.renewals.get.query({ id });
    await staff.renewals.cancel.mutate({ id, revision, reason: 'price' });
    await world.sql.execute("UPDATE audit_log SET created_at = created_at - INTERVAL 11 MINUTE WHERE entity_type = 'renewal' AND entity_id = ?", [id]);
    assert.equal((await staff.renewals.get.query({ id })).undoUntil, null);
    assert.equal((await errorOf(staff.renewals.undo.mutate({ id }))).code, 'conflict');
  });

  it('refuses what was decided about something older, and says what it is now', async () => {
    const { id } = await fresh();
    const { revision } = await staff.renewals.get.query({ id });
    const until = moveDay(today, 3);
    await staff.renewals.snooze.mutate({ id, until });
    const changes = [
      () => staff.renewals.cancel.mutate({ id, revision, reason: 'other' }),
      () => staff.renewals.markPaid.mutate({ id, revision, paidOn: today }),
    ];
    for (const change of changes) {
      const { code, details = {} } = await errorOf(change());
      assert.equal(code, 'conflict');
      assert.equal((details['current'] as { snoozedUntil: string }).snoozedUntil, until);
    }
    const both = await Promise.allSettled([1, 2, 3].map(() => staff.renewals.cancel.mutate({ id, revision: revision + 1, reason: 'other' })));
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1, 'of three at once one wins');
  });

  it('snoozes, wakes, and takes either back', async () => {
    const { id } = await fresh();
    const until = moveDay(today, 5);
    const snoozed = await staff.renewals.snooze.mutate({ id, until });
    assert.deepEqual([snoozed.snoozedUntil, snoozed.next?.reason], [until, 'snoozed']);
    assert.equal((await staff.renewals.snooze.mutate({ id, until: null })).snoozedUntil, null);
    assert.equal((await staff.renewals.undo.mutate({ id })).snoozedUntil, until);
    assert.equal((await errorOf(staff.renewals.snooze.mutate({ id, until: today }))).code, 'invalid_input');
  });

  it('assigns many at once or none, only to who sees them, and audits each', async () => {
    const [one, two] = [await fresh(), await fresh({ fid: world.tenant.fids[1] })];
    const near = await world.clientOf({ sub: 'near', name: 'Near', role: 'renewal', scope: { fids: [world.tenant.fids[0]], oids: [] } });
    await near.auth.me.query();
    const nearId = await world.userId('near');
    assert.equal((await errorOf(staff.renewals.assign.mutate({ ids: [one.id, two.id], userId: nearId }))).code, 'invalid_input');
    assert.equal((await staff.renewals.get.query({ id: one.id })).owner, null, 'none of them');
    const rows = await staff.renewals.assign.mutate({ ids: [two.id, one.id, one.id], userId: me });
    assert.deepEqual([...new Set(rows.map(({ owner }) => owner?.userId))], [me]);
    const { history } = await staff.renewals.get.query({ id: one.id });
    assert.deepEqual(
      history.filter(({ action }) => action === 'assigned').map(({ actor, params }) => [actor, params]),
      [['Rosnah', { name: 'Rosnah' }]],
    );
    assert.equal((await errorOf(near.renewals.assign.mutate({ ids: [one.id, two.id], userId: nearId }))).code, 'not_found');
  });

  it('keeps notes once per key, calls, and what is to be done', async () => {
    const { id } = await fresh();
    const note = { id, text: 'Asked for a discount', clientKey: 'note-key-1' };
    await staff.renewals.addNote.mutate(note);
    const noted = await staff.renewals.addNote.mutate(note);
    assert.equal(noted.history.filter(({ note: text }) => text === note.text).length, 1);
    const added = await staff.renewals.addTask.mutate({ id, kind: 'call', dueOn: moveDay(today, 1), title: 'Call back' });
    const [task] = added.tasks;
    assert.ok(task && task.assignee?.userId === me);
    assert.ok((await staff.renewals.tasks.query({})).some((one) => one.id === task.id));
    const called = await staff.renewals.logCall.mutate({ id, result: 'promised', note: 'pays on Friday', taskId: task.id, followUpOn: moveDay(today, 4) });
    assert.deepEqual([called.last?.channel, called.last?.result, called.openTasks], ['call', 'promised', 1]);
    assert.ok(called.history.some(({ attempt }) => attempt?.note === 'pays on Friday' && attempt.author === 'Rosnah'));
    const [next] = (await staff.renewals.tasks.query({})).filter((one) => one.renewalId === id);
    assert.equal(next?.dueOn, moveDay(today, 4));
    const done = await staff.renewals.finishTask.mutate({ taskId: next?.id ?? '', isDone: true });
    assert.equal(done.openTasks, 0);
    assert.equal((await staff.renewals.finishTask.mutate({ taskId: next?.id ?? '', isDone: false })).openTasks, 1);
    const colleague = await world.clientOf({ sub: 'no-tasks', role: 'renewal' });
    for (const client of [staff, colleague]) {
      const { openTasks } = await client.renewals.overview.query({ query: 'nothing of this' });
      assert.equal(openTasks, (await client.renewals.tasks.query({ limit: 200 })).length, 'the badge counts what the tab opens');
    }
    assert.equal((await colleague.renewals.overview.query({})).openTasks, 0, 'not what others owe');
  });

  it('sets what an outlet pays: the open cycle takes it, the paid one keeps its own', async () => {
    const { id, oid, fid } = await fresh();
    const former = await seedRenewal(world.sql, world.tenant, {
      oid,
      fid,
      dueOn: moveDay(today, -355),
      status: 'paid',
      outcome: 'renewed',
      paidOn: moveDay(today, -356),
    });
    await world.sql.execute('UPDATE outlet SET expiry_date = ? WHERE oid = ?', [moveDay(today, 10), oid]);
    const url = 'https://pay.example.my/kedai';
    const { current, former: before } = await staff.renewals.setBilling.mutate({ oid, amount: '1500', currency: 'SGD', cycleMonths: 6, paymentUrl: url });
    assert.deepEqual([current?.id, current?.price, current?.paymentUrl], [id, { amount: '1500.00', currency: 'SGD' }, url]);
    assert.deepEqual(
      before.map((row) => [row.id, row.price.amount]),
      [[former.id, '1200.00']],
    );
    assert.ok(current?.history.some(({ action }) => action === 'billing'));
  });

  it('tells in its history who was chosen to be written to', async () => {
    const { id, oid } = await fresh();
    const contactId = world.tenant.contactIds[1];
    await world.sql.execute('INSERT INTO contact_outlet (tenant_id, contact_id, oid) VALUES (?)', [[world.tenant.tenantId, contactId, oid]]);
    await staff.links.choosePayer.mutate({ oid, contactId });
    const { history, people } = await staff.renewals.get.query({ id });
    const [chosen] = history.filter(({ action }) => action === 'payer');
    assert.deepEqual([chosen?.actor, chosen?.params], ['Rosnah', { name: people[0]?.name }]);
    assert.ok(people[0]?.isChosen && people[0].contactId === contactId && people[0].canReceive);
  });

  it('explains itself with facts and a log, and shows the plan', async () => {
    const { id } = await fresh({ dueOn: moveDay(today, 40) });
    const { now } = await staff.renewals.explain.query({ id });
    assert.deepEqual([now.verdict, now.reason, now.step, now.facts['daysLeft']], ['wait', 'not_yet', 'd-14', 40]);
    const { plan, people } = await staff.renewals.get.query({ id });
    assert.deepEqual(
      plan.slice(0, 2).map(({ step, on, state }) => [step, on, state]),
      [
        ['d-14', moveDay(today, 26), 'next'],
        ['d-7', moveDay(today, 33), 'later'],
      ],
    );
    assert.deepEqual(people, [], 'nobody is linked to this outlet');
  });

  it('leads to the ticket that holds it back', async () => {
    const { tenant } = world;
    const { id, oid } = await fresh();
    const before = await staff.renewals.get.query({ id });
    assert.ok(before.tickets.every(({ holdsBack }) => !holdsBack));
    const { insertId } = await world.sql.execute(
      "INSERT INTO ticket (tenant_id, contact_id, number_id, fid, oid, status, priority, created_at, last_message_at) VALUES (?, ?, ?, ?, ?, 'open', 'urgent', NOW(3), NOW(3))",
      [tenant.tenantId, tenant.contactIds[3], tenant.numberId, tenant.fids[0], oid],
    );
    const { tickets } = await staff.renewals.get.query({ id });
    assert.deepEqual(
      tickets.filter(({ holdsBack }) => holdsBack).map((ticket) => ticket.id),
      [insertId],
    );
    await world.sql.execute('UPDATE ticket SET priority = ? WHERE id = ?', ['normal', insertId]);
  });

  it('is for those who work on renewals; everybody within scope may look', async () => {
    const { id } = await fresh();
    for (const role of ['agent', 'sales'] as const) {
      const other = await world.clientOf({ sub: `role-${role}`, role });
      assert.equal((await other.renewals.get.query({ id })).id, id);
      const calls = [
        () => other.renewals.cancel.mutate({ id, revision: 1, reason: 'other' }),
        () => other.renewals.sendOne.mutate({ id }),
        () => other.renewals.addNote.mutate({ id, text: 'x', clientKey: 'a-key-of-mine' }),
        () => other.renewals.saveSettings.mutate({ settings: {}, revision: 'none' }),
        () => other.renewals.simulate.query({ settings: {}, mode: 'ahead', days: 7 }),
      ];
      for (const refused of calls) assert.equal((await errorOf(refused())).code, 'forbidden');
    }
  });

  it('tells live who may see it, and nobody else', async () => {
    const { id, oid } = await fresh();
    const near = await world.live(await world.token({ sub: 'near', role: 'renewal', scope: { fids: [world.tenant.fids[0]], oids: [] } }));
    const far = await world.live(await world.token({ sub: 'far', role: 'renewal', scope: { fids: [world.tenant.fids[1]], oids: [] } }));
    await staff.renewals.addNote.mutate({ id, text: 'live', clientKey: 'live-note-1' });
    await eventually(() => near.of('renewal').some((delta) => delta.id === id && delta.oid === oid), 'the delta');
    await far.settle();
    assert.deepEqual(far.of('renewal'), []);
  });
});

describe('the export', () => {
  const fetchCsv = async (token: string, query: string): Promise<Response> =>
    fetch(`${world.url}/api/renewals/export?${query}`, { headers: { authorization: `Bearer ${token}` } });

  /** RFC 4180, strictly. */
  function parse(csv: string): string[][] {
    const rows: string[][] = [];
    let row: string[] = [];
    const pattern = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
    for (let match = pattern.exec(csv); match; match = pattern.exec(csv)) {
      const cell = match[1] ?? '';
      row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
      if (match[2] === '\r\n') {
        rows.push(row);
        row = [];
      }
      if (pattern.lastIndex === csv.length) return rows;
    }
    throw new Error('this is no CSV');
  }

  it('carries what the list shows, page after page, and nothing a spreadsheet would run', async () => {
    const names = ['=HYPERLINK("https://evil.example";"pay")', '+60 12', "-2+3+cmd|' /C calc'!A0", '@SUM(1)', '\t=1+1', 'Kedai "Ali", Sdn\nBhd', ' =1', '＝1'];
    const owner = await world.clientOf({ sub: 'exporter', name: 'Exporter', role: 'renewal' });
    await owner.auth.me.query();
    const ownerId = await world.userId('exporter');
    for (const outletName of names) await seedRenewal(world.sql, world.tenant, { dueOn: moveDay(today, 20), outletName, ownerId, amount: '12.50' });
    const token = await world.token({ sub: 'exporter', name: 'Exporter', role: 'renewal' });
    const response = await fetchCsv(token, `tab=due&owner=${ownerId}`);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/csv/);
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="renewals-due-\d{4}-\d\d-\d\d\.csv"$/);
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf], 'a byte order mark');
    const [head, ...lines] = parse(new TextDecoder().decode(bytes));
    assert.ok(head);
    const cell = (line: string[], name: string): string => line[head.indexOf(name)] ?? '';
    assert.equal(lines.length, names.length);
    for (const line of lines) {
      assert.equal(line.length, head.length);
      for (const [index, text] of line.entries()) assert.ok(!/^[\s]*[=+\-@＝]/.test(text), `${head[index]}: ${text}`);
      assert.deepEqual(
        [cell(line, 'due_on'), cell(line, 'days_left'), cell(line, 'amount'), cell(line, 'owner')],
        [moveDay(today, 20), '20', '12.50', 'Exporter'],
      );
    }
    assert.deepEqual(new Set(lines.map((line) => cell(line, 'outlet').replace(/^'/, ''))), new Set(names));
    const [audit] = await world.sql.query<{ after_json: unknown }>("SELECT after_json FROM audit_log WHERE action = 'exported' AND actor_user_id = ?", [
      ownerId,
    ]);
    assert.match(JSON.stringify(audit?.after_json), /count\W+8\b/);
  });

  it('holds to scope, right, mask, form and measure', async () => {
    const { tenant } = world;
    const narrow = await fetchCsv(await world.token({ sub: 'narrow-3', role: 'renewal', scope: { fids: [], oids: [tenant.oids[2]] } }), 'tab=all');
    assert.equal(parse(await narrow.text()).length, 1, 'a head and nothing else');
    assert.equal((await fetchCsv(await world.token({ sub: 'role-agent', role: 'agent' }), 'tab=all')).status, 403);
    assert.equal((await fetch(`${world.url}/api/renewals/export`)).status, 401);
    const token = await world.token({ sub: 'exporter-2', role: 'renewal' });
    for (const bad of ['tab=everything', 'fids=1%20OR%201', 'amountFrom=much', 'dueFrom=yesterday', `query=${'x'.repeat(101)}`]) {
      const { status } = await fetchCsv(token, bad);
      assert.equal(status, 400, bad);
    }
    const whole = await (await fetchCsv(token, 'tab=all')).text();
    const masked = await (await fetchCsv(await world.token({ sub: 'exporter-3', role: 'renewal', pii: 'masked' }), 'tab=all')).text();
    assert.match(whole, /\+6012100\d{4}/);
    assert.doesNotMatch(masked, /\+6012100\d{4}/);
    assert.equal(parse(whole).length, parse(masked).length);
    const tired = await world.token({ sub: 'exporter-4', role: 'renewal' });
    const answers = await Promise.all(Array.from({ length: 12 }, () => fetchCsv(tired, 'tab=recovered')));
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [...Array.from({ length: 10 }, () => 200), 429, 429]);
    for (const answer of answers) await answer.text();
  });
});

describe('odd input', () => {
  it('is refused or harmless, however large', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => String(900_000_000 + index));
    assert.equal((await staff.renewals.previewSend.query({ selection: { ids: many } })).selected, 0);
    const tooMany = [
      staff.renewals.previewSend.query({ selection: { ids: [...many, '1'] } }),
      staff.renewals.rows.query({ ids: many }),
      staff.renewals.assign.mutate({ ids: many, userId: null }),
      staff.renewals.list.query({ query: 'x'.repeat(101) }),
      staff.renewals.list.query({ fids: many }),
      staff.renewals.list.query({ limit: 101 }),
      staff.renewals.addNote.mutate({ id: '1', text: 'x'.repeat(4_001), clientKey: 'a-long-note' }),
      staff.renewals.setBilling.mutate({ oid: '1', amount: '1e9', currency: null, cycleMonths: null, paymentUrl: null }),
      staff.renewals.setBilling.mutate({ oid: '1', amount: null, currency: null, cycleMonths: null, paymentUrl: 'javascript:alert(1)' }),
      staff.renewals.markPaid.mutate({ id: '1', revision: 1, paidOn: '2026-02-30' }),
    ];
    for (const call of tooMany) assert.equal((await errorOf(call)).code, 'invalid_input');
    for (const query of ["' OR 1=1 --", '%', '_', '\\', '100%_\\', '﷽'.repeat(20), '😀', '0', '99999999999999999999'])
      assert.ok(Array.isArray((await staff.renewals.list.query({ tab: 'all', query, limit: 5 })).rows), query);
  });
});
