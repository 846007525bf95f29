import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mergeContacts } from '../../server/contacts/merge-contacts.ts';
import { inTransaction } from '../../server/platform/in-transaction.ts';
import { sendReminder } from '../../server/renewals/send-reminder.ts';
import { parseJson } from '../../server/platform/parse-json.ts';
import { database } from '../../server/platform/database.ts';
import { planDueRenewals } from '../../server/renewals/plan-due-renewals.ts';
import { pruneDecisions } from '../../server/renewals/prune-decisions.ts';
import { refreshRenewals } from '../../server/renewals/refresh-renewals.ts';
import { findSettingsRevision } from '../../server/renewals/find-settings-revision.ts';
import { readRenewalSettings } from '../../server/renewals/read-renewal-settings.ts';
import { saveRenewalSettings } from '../../server/renewals/save-renewal-settings.ts';
import { settleRenewal } from '../../server/renewals/settle-renewal.ts';
import { renewalSettingsSchema, saveRenewalSettingsInput } from '../../types/renewal-settings.ts';
import { RenewalWorld } from '../support/renewal-world.ts';

let world: RenewalWorld;
before(async () => {
  world = await RenewalWorld.create();
});
after(() => world.close());

const refresh = (at: string, runId: string | null = null, oids?: readonly string[]) => refreshRenewals(world.ctx(at), { runId, ...(oids ? { oids } : {}) });
const actions = async (id: string): Promise<string[]> =>
  (
    await database().query<{ action: string }>("SELECT action FROM audit_log WHERE tenant_id = ? AND entity_type = 'renewal' AND entity_id = ? ORDER BY id", [
      world.tenantId,
      id,
    ])
  ).map(({ action }) => action);
const dueNow = async (at: string): Promise<number> => {
  const [row] = await database().query<{ n: string }>(
    "SELECT COUNT(*) AS n FROM renewal WHERE tenant_id = ? AND status IN ('due', 'failed') AND next_at <= ? AND next_reason IN ('step_due', 'no_contact')",
    [world.tenantId, world.ctx(at).now],
  );
  return Number(row?.n ?? 0);
};
const tasks = async (id: string): Promise<string[]> =>
  (
    await database().query<{ kind: string; reason: string }>('SELECT kind, reason FROM renewal_task WHERE tenant_id = ? AND renewal_id = ? ORDER BY id', [
      world.tenantId,
      id,
    ])
  ).map(({ kind, reason }) => `${kind} ${reason}`);
const evidenceOf = async (oid: string): Promise<Record<string, unknown>> => parseJson((await world.cycle(oid)).evidence) ?? {};

test('outlets within the window get one cycle each, with defaults, and the first look at it', async () => {
  const due = await world.addOutlet({ expiresOn: '2026-07-31' });
  const far = await world.addOutlet({ expiresOn: '2026-09-20' });
  const late = await world.addOutlet({ expiresOn: '2026-06-20' });
  const ancient = await world.addOutlet({ expiresOn: '2026-01-02' });
  const closed = await world.addOutlet({ expiresOn: '2026-07-31', status: 'closed' });
  const undated = await world.addOutlet({ expiresOn: null });
  const alone = await world.addOutlet({ expiresOn: '2026-07-20', contactId: null });
  const report = await refresh('2026-07-10');
  assert.equal(report.created, 3);
  const row = await world.cycle(due);
  assert.deepEqual(
    [row.due_on, row.starts_on, row.amount, row.currency, row.status, row.source],
    ['2026-07-31', '2025-07-31', '0.00', 'MYR', 'due', 'computed'],
    'RENEW-01',
  );
  assert.deepEqual([row.next_step, row.next_reason, row.next_at?.toISOString()], ['d-14', 'not_yet', '2026-07-17T01:00:00.000Z']);
  for (const oid of [far, ancient, closed, undated]) assert.equal((await world.cycles(oid)).length, 0);
  const failed = await world.cycle(late);
  assert.deepEqual([failed.status, failed.next_at, failed.next_reason], ['failed', null, 'not_opted_in'], 'it was over when it was first seen');
  const nobody = await world.cycle(alone);
  assert.deepEqual([nobody.contact_id, nobody.next_step, nobody.next_reason], [null, 'd-14', 'no_contact']);
  assert.equal(nobody.next_at?.toISOString(), '2026-07-09T18:05:00.000Z', 'a person is to take it now');
});

test('twice, and twice at once, is once', async () => {
  const oids = [];
  for (let day = 11; day < 21; day++) oids.push(await world.addOutlet({ expiresOn: `2026-08-${day}` }));
  await Promise.all([refresh('2026-07-10'), refresh('2026-07-10')]);
  const before = [];
  for (const oid of oids) before.push(...(await world.cycles(oid)));
  assert.equal(before.length, 10);
  const again = await refresh('2026-07-10 02:10');
  assert.deepEqual(again, { created: 0, reopened: 0, paid: 0, moved: 0, cancelled: 0, failed: 0, lost: 0, changed: 0, decisions: 0 });
  const after = [];
  for (const oid of oids) after.push(...(await world.cycles(oid)));
  assert.deepEqual(after, before);
  const log = await database().query<{ total: string }>(
    'SELECT COUNT(*) AS total FROM renewal_decision WHERE tenant_id = ? AND renewal_id IN (?) GROUP BY renewal_id',
    [world.tenantId, before.map(({ id }) => id)],
  );
  assert.deepEqual(new Set(log.map(({ total }) => Number(total))), new Set([1]), 'an answer is kept once');
});

test('expiry a cycle further on is a payment, of the day before a run at two; nobody had written: renewed', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25' });
  await refresh('2026-07-10');
  await world.movePos(oid, { expiry_date: '2027-07-25' });
  const report = await refresh('2026-07-12 02:10', '4711', [oid]);
  assert.equal(report.paid, 1);
  const row = await world.cycle(oid);
  assert.deepEqual([row.status, row.outcome, row.paid, row.next_at, row.next_reason], ['paid', 'renewed', '2026-07-11', null, 'paid']);
  assert.deepEqual(await evidenceOf(oid), { kind: 'expiry_moved', from: '2026-07-25', to: '2027-07-25', runId: '4711' });
  assert.deepEqual(await actions(row.id), ['paid']);
  const [event] = await database().query<{ payload: unknown }>("SELECT payload FROM event WHERE tenant_id = ? AND type = 'renewal.paid'", [world.tenantId]);
  assert.ok(event, 'renewal.paid is announced');
});

test('paid after we wrote is recovered, and names the message it is owed to; tasks end', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25' });
  await refresh('2026-07-10');
  const { id } = await world.cycle(oid);
  const attempt = await world.addAttempt(id, { step: 'd-14', at: new Date('2026-07-11T02:00:00Z') });
  await world.addAttempt(id, { step: 'd-7', at: new Date('2026-07-18T02:00:00Z'), result: 'failed' });
  await database().execute(
    "INSERT INTO renewal_task (tenant_id, renewal_id, kind, reason, due_on, created_at) VALUES (?, ?, 'call', 'send_failed', '2026-07-18', ?)",
    [world.tenantId, id, new Date('2026-07-18T02:00:00Z')],
  );
  await world.movePos(oid, { expiry_date: '2027-07-25' });
  await refresh('2026-07-20', '4712');
  const row = await world.cycle(oid);
  assert.deepEqual([row.status, row.outcome], ['paid', 'recovered']);
  const evidence = await evidenceOf(oid);
  assert.deepEqual([evidence['attemptId'], evidence['attemptStep'], evidence['attemptResult']], [attempt, 'd-14', 'delivered']);
  const [marked] = await database().query<{ result: string }>('SELECT result FROM renewal_attempt WHERE id = ?', [attempt]);
  assert.equal(marked?.result, 'paid');
  const [task] = await database().query<{ done_at: Date | null }>('SELECT done_at FROM renewal_task WHERE renewal_id = ?', [id]);
  assert.ok(task?.done_at);
});

test('the next cycle of a paid outlet begins when it comes near, and a correction of its date begins none', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25', cycleMonths: 1, amount: '99' });
  await refresh('2026-07-10');
  assert.deepEqual([(await world.cycle(oid)).amount, (await world.cycle(oid)).starts_on, (await world.cycle(oid)).source], ['99.00', '2026-06-25', 'pos']);
  await world.movePos(oid, { expiry_date: '2026-08-25' });
  await refresh('2026-07-20');
  const cycles = await world.cycles(oid);
  assert.deepEqual(
    cycles.map(({ due_on, status }) => `${due_on} ${status}`),
    ['2026-07-25 paid', '2026-08-25 due'],
  );
  const paid = await world.addOutlet({ expiresOn: '2026-07-25' });
  await refresh('2026-07-21');
  await settleRenewal(world.ctx('2026-07-21 12:00'), (await world.cycle(paid)).id, { kind: 'paid', paidOn: '2026-07-21', evidence: { kind: 'staff' } });
  await world.movePos(paid, { expiry_date: '2026-08-04' });
  await refresh('2026-07-22');
  assert.deepEqual(
    (await world.cycles(paid)).map(({ due_on, status }) => `${due_on} ${status}`),
    ['2026-07-25 paid'],
  );
});

test('a small move of the date moves the same cycle, either way, and takes its caps along', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25' });
  await refresh('2026-07-10');
  const { id } = await world.cycle(oid);
  await world.addAttempt(id, { step: 'd-14', at: new Date('2026-07-11T02:00:00Z') });
  await world.movePos(oid, { expiry_date: '2026-08-10' });
  assert.equal((await refresh('2026-07-13')).moved, 1);
  await world.movePos(oid, { expiry_date: '2026-07-28' });
  assert.equal((await refresh('2026-07-14')).moved, 1);
  const cycles = await world.cycles(oid);
  assert.deepEqual(
    cycles.map((row) => [row.id, row.due_on, row.status, row.next_step]),
    [[id, '2026-07-28', 'due', 'd-7']],
    'D-14 is not said again',
  );
  assert.deepEqual(await actions(id), ['due_moved', 'due_moved']);
});

test('paid in parts: each part is a round of its own for the same cycle, with every step, cap and answer anew', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25' });
  await refresh('2026-07-10', null, [oid]);
  const { id, contact_id: contactId } = await world.cycle(oid);
  const send = (at: string) => sendReminder(world.ctx(at), { contactId, renewalIds: [id], mode: 'cadence' });
  const said = async (at: string): Promise<string[]> => (await send(at)).map(({ verdict, step }) => `${verdict} ${step}`);
  assert.deepEqual(await said('2026-07-11 10:00'), ['sent d-14']);
  assert.deepEqual(await said('2026-07-18 10:00'), ['sent d-7']);
  await database().execute('UPDATE renewal SET answered_at = ? WHERE id = ?', [world.ctx('2026-07-19 10:00').now, id]);
  for (const [expiresOn, on, first, second] of [
    ['2026-10-24', '2026-07-20', '2026-10-10', '2026-10-17'],
    ['2027-01-23', '2026-10-20', '2027-01-09', '2027-01-16'],
  ] as const) {
    await world.movePos(oid, { expiry_date: expiresOn });
    assert.equal((await refresh(on, null, [oid])).moved, 1);
    const moved = await world.cycle(oid);
    assert.deepEqual([moved.id, moved.due_on, moved.next_step, moved.next_reason], [id, expiresOn, 'd-14', 'not_yet']);
    assert.deepEqual(await said(`${first} 10:00`), ['sent d-14']);
    assert.deepEqual(await said(`${second} 10:00`), ['sent d-7']);
    assert.deepEqual(await said(`${second} 10:30`), ['wait d-1'], 'once in each round');
  }
  const told = await database().query<{ n: string }>(
    "SELECT COUNT(*) AS n FROM renewal_decision WHERE renewal_id = ? AND reason = 'expiry_changed' AND JSON_EXTRACT(facts, '$.isNewRound') = TRUE",
    [id],
  );
  assert.equal(Number(told[0]?.n), 2);
});

test('closed: cancelled; unpaid for seven days: failed; later: lost; as long as the POS says so', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25' });
  const closing = await world.addOutlet({ expiresOn: '2026-07-25' });
  await refresh('2026-07-10');
  await world.movePos(closing, { status: 'closed' });
  await refresh('2026-08-01');
  const cancelled = await world.cycle(closing);
  assert.deepEqual([cancelled.status, cancelled.reason, cancelled.outcome], ['cancelled', 'outlet_closed', 'lost']);
  assert.equal((await world.cycle(oid)).status, 'due', 'D+7 is still in time');
  await refresh('2026-08-02');
  const failed = await world.cycle(oid);
  assert.deepEqual([failed.status, failed.outcome, failed.failed_at?.toISOString()], ['failed', null, '2026-08-01T18:05:00.000Z']);
  const [event] = await database().query("SELECT 1 AS found FROM event WHERE tenant_id = ? AND type = 'renewal.failed'", [world.tenantId]);
  assert.ok(event);
  await refresh('2026-10-23');
  assert.equal((await world.cycle(oid)).outcome, null);
  await refresh('2026-10-24');
  const lost = await world.cycle(oid);
  assert.deepEqual([lost.status, lost.outcome, lost.next_at], ['failed', 'lost', null]);
  await refresh('2026-10-25');
  assert.deepEqual(await actions(oid === lost.oid ? lost.id : ''), ['failed', 'lost'], 'once each');
  await world.movePos(closing, { status: 'active' });
  await refresh('2026-10-26');
  assert.deepEqual(
    (await world.cycles(closing)).map(({ status, outcome }) => `${status} ${outcome}`),
    ['failed lost'],
    'there again, but too late',
  );
  await world.movePos(oid, { expiry_date: '2027-07-25' });
  await refresh('2026-10-27');
  const back = await world.cycle(oid);
  assert.deepEqual([back.status, back.outcome], ['paid', 'returned'], 'it came back by itself');
  await world.movePos(oid, { expiry_date: '2026-07-25' });
  await refresh('2026-10-28');
  assert.deepEqual(
    (await world.cycles(oid)).map(({ due_on, status, outcome }) => `${due_on} ${status} ${outcome}`),
    ['2026-07-25 failed lost'],
    'the POS took it back',
  );
});

test('won back: paid within the window of a winback message', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25' });
  await refresh('2026-07-10');
  await refresh('2026-08-02');
  await world.addAttempt((await world.cycle(oid)).id, { step: 'winback-30', at: new Date('2026-08-24T02:00:00Z') });
  await world.movePos(oid, { expiry_date: '2027-07-25' });
  await refresh('2026-09-10');
  assert.equal((await world.cycle(oid)).outcome, 'winback');
});

test("price and cycle: staff's word over the POS's over the setting, until it is paid", async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25', amount: '120.5' });
  await refresh('2026-07-10');
  assert.deepEqual([(await world.cycle(oid)).amount, (await world.cycle(oid)).source], ['120.50', 'pos']);
  await database().execute("INSERT INTO outlet_billing (tenant_id, oid, amount, currency, cycle_months) VALUES (?, ?, '80', 'SGD', 6)", [world.tenantId, oid]);
  await refresh('2026-07-11');
  const row = await world.cycle(oid);
  assert.deepEqual([row.amount, row.currency, row.starts_on, row.source], ['80.00', 'SGD', '2026-01-25', 'computed']);
  await settleRenewal(world.ctx('2026-07-12 12:00'), row.id, { kind: 'paid', paidOn: '2026-07-12', evidence: { kind: 'staff' } });
  await world.movePos(oid, { amount: '10' });
  await refresh('2026-07-13');
  assert.equal((await world.cycle(oid)).amount, '80.00');
});

test('settled by a person, seen by revision, and taken back with everything it moved', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25' });
  await refresh('2026-07-10');
  const row = await world.cycle(oid);
  const attempt = await world.addAttempt(row.id, { step: 'd-14', at: new Date('2026-07-11T02:00:00Z'), result: 'read' });
  const ctx = world.ctx('2026-07-12 12:00');
  await assert.rejects(settleRenewal(ctx, row.id, { kind: 'cancelled', reason: 'price' }, row.revision - 1), { code: 'conflict' });
  const settled = await settleRenewal(ctx, row.id, { kind: 'paid', paidOn: '2026-07-12', evidence: { kind: 'staff' } }, row.revision);
  assert.deepEqual([settled.status, settled.outcome, settled.revision], ['paid', 'recovered', row.revision + 1]);
  await assert.rejects(settleRenewal(ctx, row.id, { kind: 'cancelled', reason: 'price' }), { code: 'conflict' });
  assert.equal(
    (await settleRenewal(ctx, row.id, { kind: 'paid', paidOn: '2026-07-12', evidence: { kind: 'pos_push' } })).revision,
    settled.revision,
    'said twice',
  );
  await assert.rejects(settleRenewal(ctx, '999999', { kind: 'undo' }), { code: 'not_found' });
  await settleRenewal(ctx, row.id, { kind: 'undo' });
  const undone = await world.cycle(oid);
  assert.deepEqual([undone.status, undone.outcome, undone.paid, undone.evidence], ['due', null, null, null]);
  const [said] = await database().query<{ result: string }>('SELECT result FROM renewal_attempt WHERE id = ?', [attempt]);
  assert.equal(said?.result, 'read');
  await assert.rejects(settleRenewal(ctx, row.id, { kind: 'undo' }), { code: 'conflict' });
});

test('another person is to be written to: the open cycle follows', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25', contactId: null });
  await refresh('2026-07-15', null, [oid]);
  assert.equal((await world.cycle(oid)).next_reason, 'no_contact');
  const contactId = await world.addContact();
  await database().execute("INSERT INTO contact_outlet (tenant_id, contact_id, oid, source) VALUES (?, ?, ?, 'agent')", [world.tenantId, contactId, oid]);
  await refresh('2026-07-15 12:00', null, [oid]);
  const row = await world.cycle(oid);
  assert.deepEqual([row.contact_id, row.next_reason], [contactId, 'step_due']);
});

const revision = (): Promise<string> => findSettingsRevision(database(), world.tenantId);

test('settings somebody else saved meanwhile are not written over, and what is not named stays as it is', async () => {
  const ctx = world.ctx('2026-07-10 14:00');
  const input = (settings: object, of: string): Parameters<typeof saveRenewalSettings>[1] => saveRenewalSettingsInput.parse({ settings, revision: of });
  const read = await revision();
  const holidays = [{ on: '2026-12-25', name: 'A day', zones: [] }];
  const answers = await Promise.allSettled([
    saveRenewalSettings(ctx, input({ holidays }, read)),
    saveRenewalSettings(ctx, input({ holidays, minimumGapHours: 50 }, read)),
  ]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected'], 'one of two at once');
  await assert.rejects(saveRenewalSettings(ctx, input({ minimumGapHours: 52 }, read)), { code: 'conflict' });
  assert.equal(await saveRenewalSettings(ctx, input({ minimumGapHours: 51 }, await revision())), true);
  const settings = await readRenewalSettings(world.tenantId);
  assert.deepEqual([settings.minimumGapHours, settings.holidays], [51, holidays]);
  for (const odd of [{ sendFrom: '02:00' }, { sendUntil: '09:00' }, { paymentUrl: 'javascript:alert(1)' }, { cadence: [{ offsetDays: -7, template: 'nope' }] }])
    await assert.rejects(saveRenewalSettings(ctx, input(odd, await revision())), { code: 'invalid_input' });
  assert.equal(saveRenewalSettingsInput.safeParse({ settings: { minimumGapHours: -1 }, revision: read }).success, false);
  await database().execute("DELETE FROM setting WHERE tenant_id = ? AND name = 'renewals'", [world.tenantId]);
});

test('saved settings are audited with what changed, and everything open is looked at again', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-31' });
  await refresh('2026-07-10', null, [oid]);
  const ctx = world.ctx('2026-07-10 15:00');
  const settings = renewalSettingsSchema.parse({ cadence: [{ offsetDays: -21, template: 'renewal_reminder_v1' }], goalShare: 0.7 });
  assert.equal(await saveRenewalSettings(ctx, { settings, revision: await revision() }), true);
  assert.equal(await saveRenewalSettings(ctx, { settings, revision: await revision() }), false);
  assert.equal((await world.cycle(oid)).next_at?.getTime(), ctx.now.getTime());
  const [audit] = await database().query<{ before_json: unknown; after_json: unknown }>(
    "SELECT before_json, after_json FROM audit_log WHERE tenant_id = ? AND entity_type = 'setting' ORDER BY id DESC LIMIT 1",
    [world.tenantId],
  );
  const after = parseJson(audit?.after_json as string) as unknown as Record<string, unknown>;
  assert.equal(after['goalShare'], 0.7);
  assert.equal('mostPerCycle' in after, false);
  assert.ok((await planDueRenewals(world.ctx('2026-07-10 15:05'))) > 1, 'all that is open');
  assert.deepEqual([(await world.cycle(oid)).next_step, (await world.cycle(oid)).next_reason], ['d-21', 'step_due']);
  assert.equal(await planDueRenewals(world.ctx('2026-07-10 15:10')), await dueNow('2026-07-10 15:10'), 'what only waits is not due any more');
});

test('a payment found by two processes at once is one payment, told once', async () => {
  const oids: string[] = [];
  for (let count = 0; count < 20; count++) oids.push(await world.addOutlet({ expiresOn: '2026-07-28' }));
  await refresh('2026-07-10', null, oids);
  for (const oid of oids) await world.movePos(oid, { expiry_date: '2027-07-28' });
  const reports = await Promise.all([1, 2, 3].map(() => refresh('2026-07-12', '5', oids)));
  const ids = await Promise.all(oids.map(async (oid) => (await world.cycle(oid)).id));
  assert.ok(reports.every(({ paid }) => paid <= 20));
  for (const id of ids) assert.deepEqual(await actions(id), ['paid']);
  const told = await database().query<{ id: string }>(
    "SELECT JSON_UNQUOTE(JSON_EXTRACT(payload, '$.renewalId')) AS id FROM event WHERE tenant_id = ? AND type = 'renewal.paid'",
    [world.tenantId],
  );
  assert.equal(told.filter(({ id }) => ids.includes(id)).length, 20);
});

test('an outlet that went to another franchise takes its finished cycles along', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-28' });
  await refresh('2026-07-10', null, [oid]);
  await settleRenewal(world.ctx('2026-07-11 12:00'), (await world.cycle(oid)).id, { kind: 'paid', paidOn: '2026-07-11', evidence: { kind: 'staff' } });
  await database().execute("INSERT INTO franchise (tenant_id, fid, name) VALUES (?, 8, 'Roti Raja')", [world.tenantId]);
  await database().execute('UPDATE outlet SET fid = 8 WHERE tenant_id = ? AND oid = ?', [world.tenantId, oid]);
  const { insertId: runId } = await database().execute(
    "INSERT INTO pos_sync_run (tenant_id, kind, cause, state, fence, started_at, heartbeat_at) VALUES (?, 'full', 'admin', 'done', 1, NOW(3), NOW(3))",
    [world.tenantId],
  );
  await database().execute("INSERT INTO pos_sync_change (tenant_id, run_id, entity, entity_key, kind) VALUES (?, ?, 'outlet', ?, 'reparented')", [
    world.tenantId,
    runId,
    oid,
  ]);
  await refresh('2026-07-12', runId, [oid]);
  const [row] = await database().query<{ fid: string }>('SELECT fid FROM renewal WHERE tenant_id = ? AND oid = ?', [world.tenantId, oid]);
  assert.equal(row?.fid, '8');
});

test('two contacts that are one person share one budget, and the renewal stays with them', async () => {
  const [former, person] = [await world.addContact(), await world.addContact()];
  const oid = await world.addOutlet({ expiresOn: '2026-07-28', contactId: former });
  await refresh('2026-07-14 10:00', null, [oid]);
  assert.equal((await world.cycle(oid)).next_reason, 'step_due');
  const { id } = await world.cycle(oid);
  await sendReminder(world.ctx('2026-07-14 10:00'), { contactId: former, renewalIds: [id], mode: 'cadence' });
  await inTransaction(world.ctx('2026-07-14 12:00'), ({ tx }) =>
    mergeContacts(tx, { tenantId: world.tenantId, fromId: former, intoId: person, at: new Date('2026-07-14T04:00:00Z') }),
  );
  const other = await world.addOutlet({ expiresOn: '2026-07-27', contactId: person });
  await refresh('2026-07-14 12:05', null, [oid, other]);
  assert.equal((await world.cycle(oid)).contact_id, person);
  assert.equal((await world.cycle(other)).next_reason, 'pressure', 'one message a day');
  const [outcome] = await sendReminder(world.ctx('2026-07-14 12:05'), { contactId: person, renewalIds: [(await world.cycle(other)).id], mode: 'cadence' });
  assert.deepEqual([outcome?.verdict, outcome?.reason], ['wait', 'pressure']);
});

test('a payment the POS takes back: the cycle is open again with a task, the next one is none, until it is paid after all', async () => {
  const oid = await world.addOutlet({ expiresOn: '2026-07-25', cycleMonths: 1 });
  await refresh('2026-07-20', null, [oid]);
  await world.movePos(oid, { expiry_date: '2026-08-25' });
  await refresh('2026-07-21', null, [oid]);
  await world.movePos(oid, { expiry_date: '2026-07-25' });
  assert.equal((await refresh('2026-07-22', null, [oid])).reopened, 1);
  const words = async (): Promise<string[]> => (await world.cycles(oid)).map(({ due_on, status, next_reason }) => `${due_on} ${status} ${next_reason}`);
  assert.deepEqual(await words(), ['2026-07-25 due quiet_hours', '2026-08-25 cancelled cancelled']);
  const [taken, none] = await world.cycles(oid);
  assert.deepEqual([taken?.outcome, taken?.paid, taken?.evidence], [null, null, null]);
  assert.deepEqual([none?.reason, none?.outcome], ['payment_taken_back', null], 'replaced, and nobody lost');
  assert.deepEqual(await actions(taken?.id ?? ''), ['paid', 'reopened', 'task_added']);
  assert.deepEqual(await tasks(taken?.id ?? ''), ['follow_up payment_taken_back']);
  assert.equal((await refresh('2026-07-22 03:00', null, [oid])).reopened, 0, 'once');
  await world.movePos(oid, { expiry_date: '2026-08-25' });
  await refresh('2026-07-23', null, [oid]);
  assert.deepEqual(await words(), ['2026-07-25 paid paid', '2026-08-25 due not_yet'], 'said again: it goes on');
});

test('what staff said stays when the POS says otherwise, and a person is told; what was only told us waits for the lists', async () => {
  const [staff, pushed] = [await world.addOutlet({ expiresOn: '2026-07-25' }), await world.addOutlet({ expiresOn: '2026-07-25' })];
  await refresh('2026-07-20', null, [staff, pushed]);
  const said = (await world.cycle(staff)).id;
  await settleRenewal(world.ctx('2026-07-20 12:00'), said, { kind: 'paid', paidOn: '2026-07-20', evidence: { kind: 'staff' } });
  await settleRenewal(world.ctx('2026-07-20 12:00'), (await world.cycle(pushed)).id, { kind: 'paid', paidOn: '2026-07-20', evidence: { kind: 'pos_push' } });
  await refresh('2026-07-21', '7', [staff, pushed]);
  await refresh('2026-07-25', null, [staff, pushed]);
  assert.deepEqual([(await world.cycle(staff)).status, (await world.cycle(pushed)).status, await tasks(said)], ['paid', 'paid', []], 'the lists come later');
  await refresh('2026-07-26', '8', [staff, pushed]);
  assert.deepEqual([(await world.cycle(staff)).status, (await world.cycle(pushed)).status], ['paid', 'due']);
  for (const day of ['2026-08-02', '2026-08-03']) await refresh(day, null, [staff]);
  assert.deepEqual([(await world.cycle(staff)).status, await tasks(said)], ['paid', ['follow_up payment_taken_back']]);
});

test('an outlet that opens again has its cycle again; a later day than the paid one is a cycle, however short', async () => {
  const [closing, pieces] = [await world.addOutlet({ expiresOn: '2026-07-25' }), await world.addOutlet({ expiresOn: '2026-07-25' })];
  await refresh('2026-07-10', null, [closing, pieces]);
  await world.movePos(closing, { status: 'closed' });
  await settleRenewal(world.ctx('2026-07-12 12:00'), (await world.cycle(pieces)).id, { kind: 'paid', paidOn: '2026-07-12', evidence: { kind: 'staff' } });
  await refresh('2026-07-13', null, [closing, pieces]);
  assert.equal((await world.cycle(closing)).status, 'cancelled');
  await world.movePos(closing, { status: 'active' });
  await world.movePos(pieces, { expiry_date: '2026-10-24' });
  await refresh('2026-07-18', null, [closing, pieces]);
  const again = await world.cycle(closing);
  assert.deepEqual([again.status, again.outcome, again.reason, again.next_reason], ['due', null, null, 'quiet_hours']);
  await refresh('2026-09-01', null, [pieces]);
  assert.deepEqual(
    (await world.cycles(pieces)).map(({ due_on, status }) => `${due_on} ${status}`),
    ['2026-07-25 paid', '2026-10-24 due'],
    '91 days later',
  );
});

test('what was decided about cycles that ended years ago is let go; they themselves stay', async () => {
  const [gone, kept] = [await world.addOutlet({ expiresOn: '2026-07-28' }), await world.addOutlet({ expiresOn: '2026-07-28' })];
  await refresh('2026-07-20', null, [gone, kept]);
  await settleRenewal(world.ctx('2026-07-21 12:00'), (await world.cycle(gone)).id, { kind: 'paid', paidOn: '2026-07-21', evidence: { kind: 'staff' } });
  const decisions = async (oid: string): Promise<number> => {
    const [row] = await database().query<{ n: string }>('SELECT COUNT(*) AS n FROM renewal_decision WHERE tenant_id = ? AND renewal_id = ?', [
      world.tenantId,
      (await world.cycle(oid)).id,
    ]);
    return Number(row?.n ?? 0);
  };
  await pruneDecisions(world.ctx('2028-07-27'));
  assert.ok((await decisions(gone)) > 0, 'two years are not over');
  await pruneDecisions(world.ctx('2028-07-30'));
  assert.equal(await decisions(gone), 0);
  assert.ok((await decisions(kept)) > 0, 'it was never settled');
  assert.equal((await world.cycle(gone)).status, 'paid');
});
