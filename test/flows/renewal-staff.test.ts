import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { database } from '../../server/platform/database.ts';
import { metrics } from '../../server/platform/metrics.ts';
import type { UserCtx } from '../../server/platform/trpc.ts';
import { addTask } from '../../server/renewals/add-task.ts';
import { findUnwanted } from '../../server/renewals/find-unwanted.ts';
import { logCall } from '../../server/renewals/log-call.ts';
import { markPaid } from '../../server/renewals/mark-paid.ts';
import { readRenewalSettings } from '../../server/renewals/read-renewal-settings.ts';
import { refreshRenewals } from '../../server/renewals/refresh-renewals.ts';
import { sendReminder } from '../../server/renewals/send-reminder.ts';
import { snoozeRenewal } from '../../server/renewals/snooze-renewal.ts';
import { undoRenewal } from '../../server/renewals/undo-renewal.ts';
import { RenewalWorld, type RenewalState } from '../support/renewal-world.ts';

let world: RenewalWorld;
let userId: string;
before(async () => {
  world = await RenewalWorld.create();
  ({ insertId: userId } = await database().execute("INSERT INTO user (tenant_id, name, role, scope_all) VALUES (?, 'Rosnah', 'renewal', 1)", [world.tenantId]));
});
after(() => world.close());

const staff = (at: string): UserCtx => ({
  ...world.ctx(at),
  actor: { kind: 'user', userId, name: 'Rosnah', role: 'renewal', scope: { all: true }, pii: 'full' },
});
/** An outlet with its cycle, as the night of that day leaves it. */
const cycleOf = async (expiresOn: string, on: string): Promise<RenewalState> => {
  const oid = await world.addOutlet({ expiresOn });
  await refreshRenewals(world.ctx(on), { runId: null, oids: [oid] });
  return world.cycle(oid);
};
const send = async ({ id, contact_id: contactId }: RenewalState, at: string): Promise<string[]> =>
  (await sendReminder(world.ctx(at), { contactId, renewalIds: [id], mode: 'cadence' })).map(({ verdict, step, reason }) => `${verdict} ${step} ${reason}`);

test('undone: prompts taken back because it was paid are decided anew', async () => {
  const renewal = await cycleOf('2026-07-25', '2026-07-11');
  const [sent] = await sendReminder(world.ctx('2026-07-11 10:00'), { contactId: renewal.contact_id, renewalIds: [renewal.id], mode: 'cadence' });
  const { revision } = await world.cycle(renewal.oid);
  await markPaid(staff('2026-07-11 10:01'), { id: renewal.id, revision, paidOn: '2026-07-11' });
  assert.ok(sent?.messageId);
  assert.equal((await findUnwanted(world.ctx('2026-07-11 10:02'), sent.messageId))?.kind, 'withdrawn');
  // as the sender does when it is not wanted
  await database().execute("UPDATE message SET status = 'failed', error_code = 'withdrawn' WHERE id = ?", [sent.messageId]);
  await database().execute('UPDATE renewal_decision SET created_at = ? WHERE renewal_id = ? AND created_at > ?', [
    world.ctx('2026-07-11 10:02').now,
    renewal.id,
    world.ctx('2026-07-11 10:02').now,
  ]);
  await undoRenewal(staff('2026-07-11 10:05'), renewal.id);
  assert.deepEqual(await send(renewal, '2026-07-11 10:10'), ['sent d-14 step_due']);
});

test('undone: what was given up before is given up again', async () => {
  const renewal = await cycleOf('2026-07-25', '2026-07-11');
  await refreshRenewals(world.ctx('2026-10-24'), { runId: null, oids: [renewal.oid] });
  const lost = await world.cycle(renewal.oid);
  assert.deepEqual([lost.status, lost.outcome], ['failed', 'lost']);
  await markPaid(staff('2026-10-24 10:00'), { id: lost.id, revision: lost.revision, paidOn: '2026-10-24' });
  await undoRenewal(staff('2026-10-24 10:05'), lost.id);
  const again = await world.cycle(renewal.oid);
  assert.deepEqual([again.status, again.outcome, again.reason], ['failed', 'lost', null]);
});

test('who spoke with us on the phone is not written to by the clock; who could not be reached is', async () => {
  for (const [result, step] of [
    ['no_answer', 'sent d-7 step_due'],
    ['wrong_number', 'sent d-7 step_due'],
    ['reached', 'stop null replied'],
    ['promised', 'stop null replied'],
    ['refused', 'stop null replied'],
  ] as const) {
    const renewal = await cycleOf('2026-07-25', '2026-07-15');
    await logCall(staff('2026-07-16 10:00'), { id: renewal.id, result });
    assert.equal((await world.cycle(renewal.oid)).next_reason === 'replied', step.endsWith('replied'), 'said at once');
    assert.deepEqual(await send(renewal, '2026-07-18 10:00'), [step], result);
  }
});

test('days that cannot be meant are refused', async () => {
  const { id, revision } = await cycleOf('2026-07-25', '2026-07-15');
  const ctx = staff('2026-07-16 10:00');
  const refused = (work: Promise<unknown>): Promise<void> => assert.rejects(work, { code: 'invalid_input' });
  for (const until of ['2026-07-16', '2026-07-15', '2028-07-20', '9999-12-31']) await refused(snoozeRenewal(ctx, { id, until }));
  for (const day of ['2026-07-15', '2062-07-16']) {
    await refused(addTask(ctx, { id, kind: 'call', dueOn: day }));
    await refused(logCall(ctx, { id, result: 'reached', followUpOn: day }));
  }
  for (const paidOn of ['0026-07-16', '2024-07-01', '2026-07-17']) await refused(markPaid(ctx, { id, revision, paidOn }));
  await addTask(ctx, { id, kind: 'call', dueOn: '2026-07-16' });
  await snoozeRenewal(ctx, { id, until: '2028-07-10' });
  const { revision: now } = await world.cycle((await database().query<{ oid: string }>('SELECT oid FROM renewal WHERE id = ?', [id]))[0]?.oid ?? '');
  await markPaid(ctx, { id, revision: now, paidOn: '2025-03-01' });
});

test('stored settings nobody understands switch reminders off, and the alert is told', async () => {
  const renewal = await cycleOf('2026-07-25', '2026-07-15');
  const store = async (value: unknown): Promise<void> => {
    await database().execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'renewals', ?) ON DUPLICATE KEY UPDATE value = VALUES(value)", [
      world.tenantId,
      JSON.stringify(value),
    ]);
  };
  const broken = async (): Promise<number> => (await metrics.renewalSettingsBroken.get()).values[0]?.value ?? 0;
  await store({ isOn: true, mostPerCycle: 'many', amount: '99.00' });
  const settings = await readRenewalSettings(world.tenantId);
  assert.deepEqual([settings.isOn, settings.mostPerCycle, settings.amount, await broken()], [false, 4, '99.00', 1]);
  assert.deepEqual(await send(renewal, '2026-07-18 10:00'), ['stop null reminders_off']);
  await store({ mostPerCycle: 3 });
  assert.deepEqual([(await readRenewalSettings(world.tenantId)).isOn, await broken()], [true, 0]);
  assert.deepEqual(await send(renewal, '2026-07-18 10:05'), ['sent d-7 step_due']);
});
