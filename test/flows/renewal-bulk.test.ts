import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { clock } from '../../server/platform/clock.ts';
import { queue } from '../../server/platform/queue.ts';
import { companyToday } from '../../server/renewals/company-today.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { resumeJob } from '../../server/renewals/resume-job.ts';
import { resumeJobs } from '../../server/renewals/resume-jobs.ts';
import type { Client } from '../support/create-world.ts';
import { errorOf } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { JourneyWorld, type Merchant } from '../support/journey-world.ts';

let renewals: JourneyWorld;
let staff: Client;
let made = 0;

before(async () => {
  renewals = await JourneyWorld.create();
  staff = await renewals.world.clientOf({ sub: 'renewer', name: 'Rosnah', role: 'renewal' });
  await staff.auth.me.query();
});
after(() => renewals.close());

/** Merchants more than a month before their day: found by the refresh, nothing sent yet. */
async function merchants(count: number, outlets = 1): Promise<Merchant[]> {
  const all: Merchant[] = [];
  for (let index = 0; index < count; index++) all.push(await renewals.merchant({ inDays: 40, outlets }));
  await renewals.refresh();
  return all;
}
const idsOf = async (all: readonly Merchant[]): Promise<string[]> =>
  (await Promise.all(all.flatMap((merchant) => merchant.oids.map(async (_, index) => renewals.renewal(merchant, index))))).map(({ id }) => id);
/** The calendar stands at eleven in the morning in Kuala Lumpur. */
const noon = async (): Promise<void> => void (await clock.moveTo(new Date(`${clock.now().toISOString().slice(0, 10)}T03:00:00Z`)));
const key = (): string => `bulk-key-${++made}`;

async function finished(id: string): Promise<{ state: string; sent: number; skipped: number; total: number }> {
  await eventually(async () => (await staff.renewals.job.query({ id })).state !== 'running', 'the sending to end', 20_000);
  const { state, sent, skipped, total } = await staff.renewals.job.query({ id });
  return { state, sent, skipped, total };
}

describe('a bulk sending', () => {
  afterEach(() => renewals.quiet());

  it('does what its preview said: the waterfall, digests, and one message for each of the others', async () => {
    await noon();
    const [paid, out, closed, unknown, complaint, snoozed] = await merchants(6);
    const [digest] = await merchants(1, 3);
    const plain = await merchants(4);
    assert.ok(paid && out && closed && unknown && complaint && snoozed && digest);
    const { sql } = renewals.world;
    const every = [paid, out, closed, unknown, complaint, snoozed, digest, ...plain];
    const ids = await idsOf(every);
    const revisionOf = async (merchant: Merchant): Promise<{ id: string; revision: number }> => {
      const { id, revision } = await renewals.renewal(merchant);
      return { id, revision };
    };
    await staff.renewals.markPaid.mutate({ ...(await revisionOf(paid)), paidOn: clock.now().toISOString().slice(0, 10) });
    await sql.execute('UPDATE contact SET opted_out_at = ? WHERE id = ?', [clock.now(), out.contactId]);
    await sql.execute("UPDATE outlet SET status = 'closed' WHERE oid = ?", [closed.oids[0] ?? '']);
    await sql.execute("UPDATE contact_outlet SET state = 'rejected' WHERE contact_id = ?", [unknown.contactId]);
    await sql.execute('UPDATE renewal SET contact_id = NULL WHERE id = ?', [(await renewals.renewal(unknown)).id]);
    const { ticketId } = await renewals.world.seedTicket({ contactId: complaint.contactId, oid: complaint.oids[0] ?? null, text: 'I am angry' });
    await sql.execute("UPDATE ticket SET priority = 'urgent' WHERE id = ?", [ticketId]);
    await staff.renewals.snooze.mutate({ id: (await renewals.renewal(snoozed)).id, until: paid.dueOn });

    const preview = await staff.renewals.previewSend.query({ selection: { ids } });
    assert.deepEqual(
      preview.excluded.map(({ reason, count }) => [reason, count]),
      [
        ['paid', 1],
        ['outlet_closed', 1],
        ['opted_out', 1],
        ['snoozed', 1],
        ['complaint', 1],
        ['no_contact', 1],
      ],
    );
    assert.deepEqual([preview.selected, preview.renewals, preview.messages, preview.people], [13, 7, 5, 5]);
    assert.ok(preview.startsAt <= clock.now().toISOString(), 'now');
    assert.ok(preview.sample && /Outlet \d/.test(preview.sample.text), preview.sample?.text);
    assert.deepEqual(
      preview.excluded[0]?.examples.map(({ id }) => id),
      [(await renewals.renewal(paid)).id],
    );

    const live = await renewals.world.live(await renewals.world.token({ sub: 'renewer', name: 'Rosnah', role: 'renewal' }));
    const job = await staff.renewals.sendNow.mutate({ selection: { ids }, clientKey: key() });
    assert.deepEqual(await finished(job.id), { state: 'done', sent: 7, skipped: 6, total: 13 });
    const { skippedBy } = await staff.renewals.job.query({ id: job.id });
    assert.equal(
      skippedBy.reduce((sum, { count }) => sum + count, 0),
      6,
      'why, of each',
    );
    await renewals.quiet();
    for (const merchant of plain) assert.equal(renewals.texts(merchant).length, 1);
    assert.equal(renewals.texts(digest).length, 1, 'three outlets, one message');
    for (const merchant of [paid, out, closed, unknown, complaint, snoozed]) assert.equal(renewals.texts(merchant).length, 0);
    const [attempt] = (await staff.renewals.get.query({ id: (await renewals.renewal(digest, 2)).id })).history.flatMap((item) => item.attempt ?? []);
    assert.deepEqual([attempt?.author, attempt?.isDigest, attempt?.step], ['Rosnah', true, 'manual']);
    await eventually(() => live.of('renewalJob').some((delta) => delta.id === job.id && delta.state === 'done' && delta.sent === 7), 'the progress, live');
  });

  it('happens once, whatever is sent twice: the click, the message of the broker, the resumption', async () => {
    await noon();
    const all = await merchants(3);
    const ids = await idsOf(all);
    const clientKey = key();
    const jobs = await Promise.all([1, 2, 3].map(() => staff.renewals.sendNow.mutate({ selection: { ids }, clientKey })));
    assert.equal(new Set(jobs.map(({ id }) => id)).size, 1);
    const jobId = jobs[0]?.id ?? '';
    await resumeJob(renewals.ctx(), jobId);
    await resumeJob(renewals.ctx(), jobId);
    const body = { tenantId: renewals.tenantId, contactId: all[0]?.contactId, renewalIds: [ids[0]], mode: 'manual', jobId };
    await Promise.all([1, 2, 3].map(() => queue().publish({ routingKey: 'renewal.sender', body })));
    assert.deepEqual(await finished(jobId), { state: 'done', sent: 3, skipped: 0, total: 3 });
    await renewals.quiet();
    for (const merchant of all) assert.equal(renewals.texts(merchant).length, 1);
    const colleague = await renewals.world.clientOf({
      sub: 'other',
      name: 'Other',
      role: 'renewal',
      scope: { fids: [renewals.world.tenant.fids[0]], oids: [] },
    });
    assert.equal((await errorOf(colleague.renewals.sendNow.mutate({ selection: { ids }, clientKey }))).code, 'conflict');
    assert.equal((await errorOf(colleague.renewals.job.query({ id: jobId }))).code, 'not_found');
  });

  it('goes on after a crash between writing it down and telling the broker', async () => {
    await noon();
    const all = await merchants(2);
    const ids = await idsOf(all);
    const { sql } = renewals.world;
    const [user] = await sql.query<{ id: string }>("SELECT id FROM user WHERE external_id = 'renewer'");
    const { insertId } = await sql.execute('INSERT INTO renewal_job (tenant_id, user_id, client_key, total, created_at) VALUES (?)', [
      [renewals.tenantId, user?.id ?? '', key(), ids.length, clock.now()],
    ]);
    await sql.execute('INSERT INTO renewal_job_item (tenant_id, job_id, renewal_id) VALUES ?', [ids.map((id) => [renewals.tenantId, insertId, id])]);
    assert.equal(await resumeJobs(renewals.ctx()), 2);
    assert.deepEqual(await finished(insertId), { state: 'done', sent: 2, skipped: 0, total: 2 });
    await renewals.quiet();
    for (const merchant of all) assert.equal(renewals.texts(merchant).length, 1);
  });

  it('waits for the end of quiet hours, and can be stopped meanwhile', async () => {
    const day = clock.now().toISOString().slice(0, 10);
    await clock.moveTo(new Date(`${day}T15:00:00Z`));
    const [one, two] = await merchants(2);
    assert.ok(one && two);
    const preview = await staff.renewals.previewSend.query({ selection: { ids: await idsOf([one]) } });
    assert.ok(preview.messages === 1 && preview.startsAt > clock.now().toISOString(), preview.startsAt);
    const [first, second] = [
      await staff.renewals.sendNow.mutate({ selection: { ids: await idsOf([one]) }, clientKey: key() }),
      await staff.renewals.sendNow.mutate({ selection: { ids: await idsOf([two]) }, clientKey: key() }),
    ];
    const { sql } = renewals.world;
    const waiting = async (): Promise<number> =>
      (await sql.query('SELECT renewal_id FROM renewal_job_item WHERE job_id IN (?) AND not_before IS NOT NULL', [[first.id, second.id]])).length;
    await eventually(async () => (await waiting()) === 2, 'both to wait for the morning');
    const told = await staff.renewals.jobs.query();
    for (const { id } of [first, second]) assert.deepEqual(told.find((job) => job.id === id)?.waiting, { count: 1, until: preview.startsAt });
    const [line] = await staff.renewals.rows.query({ ids: await idsOf([two]) });
    assert.deepEqual(line?.next, { step: 'manual', at: preview.startsAt, reason: 'quiet_hours' }, 'its line says so, too');
    assert.equal((await staff.renewals.cancelJob.mutate({ id: second.id })).state, 'cancelled');
    assert.notEqual((await staff.renewals.rows.query({ ids: await idsOf([two]) }))[0]?.next?.step, 'manual', 'called off');
    assert.equal((await staff.renewals.cancelJob.mutate({ id: second.id })).state, 'cancelled', 'said twice');
    assert.equal(renewals.texts(one).length, 0);
    await clock.moveTo(new Date(preview.startsAt));
    await clock.moveBy(60_000);
    await resumeJob(renewals.ctx(), first.id);
    await resumeJob(renewals.ctx(), second.id);
    assert.deepEqual(await finished(first.id), { state: 'done', sent: 1, skipped: 0, total: 1 });
    await renewals.quiet();
    assert.deepEqual([renewals.texts(one).length, renewals.texts(two).length], [1, 0]);
  });

  it('decides again at the moment of sending: what was paid meanwhile is left out', async () => {
    await noon();
    const [one, two] = await merchants(2);
    assert.ok(one && two);
    const ids = await idsOf([one, two]);
    assert.equal((await staff.renewals.previewSend.query({ selection: { ids } })).messages, 2);
    const { id, revision } = await renewals.renewal(one);
    await staff.renewals.markPaid.mutate({ id, revision, paidOn: clock.now().toISOString().slice(0, 10) });
    const job = await staff.renewals.sendNow.mutate({ selection: { ids }, clientKey: key() });
    assert.deepEqual(await finished(job.id), { state: 'done', sent: 1, skipped: 1, total: 2 });
    const items = await renewals.world.sql.query<{ state: string; reason: string }>(
      'SELECT state, reason FROM renewal_job_item WHERE job_id = ? AND renewal_id = ?',
      [job.id, id],
    );
    assert.deepEqual(
      items.map(({ state, reason }) => [state, reason]),
      [['skipped', 'paid']],
    );
  });

  it('leaves out whom a colleague is talking with; a person may still write to them one by one', async () => {
    await noon();
    const [one] = await merchants(1);
    assert.ok(one);
    const { id } = await renewals.renewal(one);
    assert.equal((await staff.renewals.sendOne.mutate({ id })).verdict, 'send');
    await renewals.quiet();
    await renewals.write(one, 'How much is it?');
    await eventually(async () => (await renewals.renewal(one)).answered_at !== null, 'the answer to be taken up');
    await clock.moveBy(5 * 86_400_000);
    await noon();
    const preview = await staff.renewals.previewSend.query({ selection: { ids: [id] } });
    assert.deepEqual(
      preview.excluded.map(({ reason, count }) => [reason, count]),
      [['replied', 1]],
    );
    const job = await staff.renewals.sendNow.mutate({ selection: { ids: [id] }, clientKey: key() });
    assert.deepEqual(await finished(job.id), { state: 'done', sent: 0, skipped: 1, total: 1 });
    assert.equal((await staff.renewals.sendOne.mutate({ id })).verdict, 'send');
  });

  it('takes everything that matches a filter, and says when that is nothing', async () => {
    await noon();
    const [one] = await merchants(1, 2);
    assert.ok(one);
    const selection = { filter: { tab: 'due' as const, contactId: one.contactId } };
    const preview = await staff.renewals.previewSend.query({ selection });
    assert.deepEqual([preview.selected, preview.renewals, preview.messages], [2, 2, 1]);
    const job = await staff.renewals.sendNow.mutate({ selection, clientKey: key() });
    assert.deepEqual(await finished(job.id), { state: 'done', sent: 2, skipped: 0, total: 2 });
    const again = await staff.renewals.previewSend.query({ selection });
    assert.deepEqual(
      again.excluded.map(({ reason, count }) => [reason, count]),
      [['gap', 2]],
    );
    assert.equal(
      (await errorOf(staff.renewals.sendNow.mutate({ selection: { filter: { tab: 'due', query: 'nobody' } }, clientKey: key() }))).code,
      'invalid_input',
    );
  });
});

describe('who is lost (G-02)', () => {
  it('is asked back when they agreed, each outlet by itself, and not written to at all otherwise', async () => {
    await noon();
    const [silent, agreed] = await merchants(2, 2);
    assert.ok(silent && agreed);
    const { sql } = renewals.world;
    const ids = await idsOf([silent, agreed]);
    // by hand only: the clock would ask them back too
    await renewals.settings({ isOn: false });
    await sql.execute('UPDATE contact SET opted_in_at = ? WHERE id = ?', [clock.now(), agreed.contactId]);
    const day = moveDay(companyToday(clock.now()), -60);
    for (const oid of [...silent.oids, ...agreed.oids]) {
      await sql.execute('UPDATE outlet SET expiry_date = ? WHERE oid = ?', [day, oid]);
      await sql.execute("UPDATE renewal SET due_date = ?, status = 'failed' WHERE oid = ?", [day, oid]);
      renewals.pos.putOutlet({ oid: Number(oid), expiry_date: day });
    }
    const preview = await staff.renewals.previewSend.query({ selection: { ids } });
    assert.deepEqual(
      preview.excluded.map(({ reason, count }) => [reason, count]),
      [
        ['not_opted_in', 2],
        ['pressure', 1],
      ],
      'winback is no digest: the second outlet waits for another day',
    );
    const job = await staff.renewals.sendNow.mutate({ selection: { ids }, clientKey: key() });
    assert.deepEqual(await finished(job.id), { state: 'done', sent: 1, skipped: 3, total: 4 });
    const alone = await staff.renewals.sendOne.mutate({ id: ids[0] ?? '' });
    assert.deepEqual([alone.verdict, alone.reason], ['stop', 'not_opted_in']);
    await renewals.quiet();
    assert.equal(renewals.texts(silent).length, 0);
    const sent = await sql.query<{ step: string; template: string }>('SELECT step, template FROM renewal_attempt WHERE renewal_id IN (?)', [ids]);
    assert.deepEqual(
      sent.map(({ step, template }) => [step, template]),
      [['winback-manual', 'winback_v1']],
    );
    await sql.execute("UPDATE renewal SET status = 'cancelled', next_at = NULL WHERE id IN (?)", [ids]);
    await sql.execute("DELETE FROM setting WHERE name = 'renewals'");
  });
});

describe('a single sending', () => {
  it('asked for several times at once under one key is one message, and everybody hears that it went', async () => {
    await noon();
    const [one] = await merchants(1);
    assert.ok(one);
    const { id } = await renewals.renewal(one);
    const clientKey = '6f0b0f1e-96a5-4f2c-8f0e-0d2b6f1f7a02';
    const answers = await Promise.all(Array.from({ length: 6 }, () => staff.renewals.sendOne.mutate({ id, clientKey })));
    assert.deepEqual(
      answers.map(({ verdict, reason }) => `${verdict} ${reason}`),
      Array.from({ length: 6 }, () => 'send manual'),
    );
    await renewals.quiet();
    assert.equal(renewals.texts(one).length, 1);
  });

  it('goes at once, once per key, and says why not when it does not', async () => {
    await noon();
    const [one] = await merchants(1);
    assert.ok(one);
    const { id } = await renewals.renewal(one);
    const clientKey = '6f0b0f1e-96a5-4f2c-8f0e-0d2b6f1f7a01';
    const sent = await staff.renewals.sendOne.mutate({ id, clientKey });
    assert.deepEqual([sent.verdict, sent.reason, sent.renewal.last?.step], ['send', 'manual', 'manual']);
    assert.equal((await staff.renewals.sendOne.mutate({ id, clientKey })).verdict, 'send', 'the same click');
    const another = await staff.renewals.sendOne.mutate({ id });
    assert.deepEqual([another.verdict, another.reason], ['wait', 'gap']);
    await renewals.quiet();
    assert.equal(renewals.texts(one).length, 1);
    assert.equal((await staff.renewals.get.query({ id })).attempts, 1);
    const { ticketId } = (await staff.renewals.get.query({ id })).history.find(({ attempt }) => attempt)?.attempt ?? {};
    assert.ok(
      (await staff.renewals.get.query({ id })).tickets.some((ticket) => ticket.id === ticketId),
      'the ticket it went into is linked',
    );
  });
});
