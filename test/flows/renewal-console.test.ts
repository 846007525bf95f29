import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { z } from 'zod';
import type { listRenewalsInput, RenewalFilter, RenewalRow, RenewalTab } from '../../types/renewals.ts';
import { clock } from '../../server/platform/clock.ts';
import { companyToday } from '../../server/renewals/company-today.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { createWorld, type Client, type World } from '../support/create-world.ts';
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
    const outcome = status === 'paid' ? pick(['renewed', 'recovered', 'winback', 'returned'] as const) : status === 'cancelled' ? ('lost' as const) : null;
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
  if (tab === 'lost') return (isUnpaid && dueOn < moveDay(today, -30)) || status === 'cancelled';
  return true;
}

function naive(filter: Partial<RenewalFilter> & { tab: RenewalTab }, sort: 'due' | 'amount' | 'next', descending: boolean): string[] {
  const words = filter.query?.toLowerCase();
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
      (!words || one.outletName.toLowerCase().includes(words)),
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
        ...(random() < 0.3 ? { query: pick(['kedai', '100%', 'Restoran_', '7', 'nothing of this']) } : {}),
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
