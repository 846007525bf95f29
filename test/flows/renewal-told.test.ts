import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { drivePosRun } from '../../server/outlets/drive-pos-run.ts';
import { findPosRun } from '../../server/outlets/find-pos-run.ts';
import { startPosRun } from '../../server/outlets/start-pos-run.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { eventually } from '../support/eventually.ts';
import { JourneyWorld, type Merchant, POS_SECRET } from '../support/journey-world.ts';

let renewals: JourneyWorld;
before(async () => {
  renewals = await JourneyWorld.create();
  // without GET /outlets/{oid}: only its lists tell
  renewals.pos.configure({ hasOutletEndpoint: false });
});
after(() => renewals.close());
beforeEach(() => renewals.settings({}));

/** Reads what changed at the POS, as far as it goes without a person. */
async function load(): Promise<{ id: string; state: string }> {
  // loads have the real time
  const ctx = { ...renewals.ctx(), now: new Date() };
  const { id } = await startPosRun(ctx, { kind: 'incremental', cause: 'admin' });
  await eventually(async () => {
    await drivePosRun(ctx, id);
    return ['held', 'done', 'failed'].includes((await findPosRun(renewals.tenantId, id)).state);
  }, 'the load to be read');
  return { id, state: (await findPosRun(renewals.tenantId, id)).state };
}
/** Reads what is new at the POS and lets it in, whatever its share. */
async function takeOver(): Promise<void> {
  const { id, state } = await load();
  if (state === 'done') return;
  const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
  await boss.pos.approve.mutate({ runId: id });
  await eventually(async () => (await findPosRun(renewals.tenantId, id)).state === 'done', 'the load to be applied');
}
const pay = (merchant: Merchant, index: number, more: object = {}): void =>
  renewals.pos.putOutlet({ oid: Number(merchant.oids[index]), expiry_date: moveDay(merchant.dueOn, 365), ...more });
const toldOf = async (merchant: Merchant, index = 0): Promise<[string, string | null, number]> => {
  const { status, next_reason: reason } = await renewals.renewal(merchant, index);
  return [status, reason, (await renewals.steps(merchant, index)).length];
};

describe('what the POS told and nobody could take over yet', () => {
  it('holds reminders of who paid by a load that waits, and what went out later did not bring the payment', async () => {
    const merchant = await renewals.merchant({ outlets: 12 });
    await renewals.goTo(merchant, -30);
    await takeOver();
    for (let index = 0; index < 11; index++) pay(merchant, index);
    const run = await load();
    assert.equal(run.state, 'held');
    await renewals.goTo(merchant, -14);
    assert.deepEqual(await toldOf(merchant), ['due', 'expiry_changed', 0]);
    assert.deepEqual((await toldOf(merchant, 11))[2], 1, 'who did not pay is reminded');
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    const { id } = await renewals.renewal(merchant, 0);
    const { now } = await boss.renewals.explain.query({ id });
    assert.deepEqual([now.verdict, now.reason, now.facts['expiresOn']], ['wait', 'expiry_changed', moveDay(merchant.dueOn, 365)]);
    assert.equal((await boss.renewals.sendOne.mutate({ id })).reason, 'expiry_changed');
    // one that went out all the same, while the load waited
    await renewals.world.sql.execute(
      `INSERT INTO renewal_attempt (tenant_id, renewal_id, step, claim_key, channel, contact_id, result, created_at)
       SELECT tenant_id, id, 'manual', 'x', 'whatsapp', contact_id, 'read', ? FROM renewal WHERE id = ?`,
      [renewals.ctx().now, id],
    );
    await boss.pos.approve.mutate({ runId: run.id });
    await eventually(async () => (await renewals.renewal(merchant, 0)).status === 'paid', 'the payment');
    const paid = await renewals.renewal(merchant, 0);
    assert.equal(paid.outcome, 'renewed', 'told before anything was sent');
  });

  it('holds reminders of an outlet whose row cannot be used, until one can', async () => {
    const [merchant, other] = [await renewals.merchant(), await renewals.merchant()];
    await renewals.goTo(merchant, -30);
    pay(merchant, 0, { currency: 'RM' });
    renewals.pos.putOutlet({ oid: Number(other.oids[0]), currency: 'RM' });
    await takeOver();
    await renewals.goTo(merchant, -14);
    assert.deepEqual(await toldOf(merchant), ['due', 'expiry_changed', 0]);
    assert.equal((await toldOf(other))[2], 1, 'nothing later is said of it');
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    const quality = await boss.quality.read.query();
    assert.deepEqual(quality.toldLater, {
      count: 1,
      outlets: [{ oid: merchant.oids[0], name: quality.toldLater.outlets[0]?.name, dueOn: merchant.dueOn, toldOn: moveDay(merchant.dueOn, 365) }],
    });
    pay(merchant, 0, { currency: 'MYR' });
    await takeOver();
    await eventually(async () => (await renewals.renewal(merchant)).status === 'paid', 'the payment');
    assert.equal((await boss.quality.read.query()).toldLater.count, 0);
  });
});

/** A signed push of these payments of a merchant; whatever is not named is a good one. */
async function push(merchant: Merchant, ...changes: readonly object[]): Promise<{ status: number; body: unknown }> {
  const event = () => ({
    id: randomUUID(),
    type: 'renewal.paid',
    oid: Number(merchant.oids[0]),
    paid_at: new Date().toISOString(),
    amount: 588,
    currency: 'MYR',
  });
  const body = JSON.stringify({ events: changes.map((change) => ({ ...event(), ...change })) });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', POS_SECRET).update(`${timestamp}.${body}`).digest('hex');
  const answer = await fetch(`${renewals.world.url}/webhook/pos`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-engage-signature': `sha256=${signature}`, 'x-engage-timestamp': timestamp },
  });
  return { status: answer.status, body: await answer.json() };
}

describe('what a push tells', () => {
  it('is judged event by event: a fault in one costs none of the others', async () => {
    const [merchant, other] = [await renewals.merchant({ inDays: 40 }), await renewals.merchant({ inDays: 40 })];
    await renewals.refresh();
    const id = randomUUID();
    const answer = await push(
      merchant,
      { amount: -588 },
      { paid_at: '2026-11-21 10:00:00' },
      { type: 'outlet.closed', paid_at: undefined },
      { oid: 999_999_997 },
      { id },
      { id: `${id} `, oid: Number(other.oids[0]) },
    );
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, {
      ok: false,
      paid: 1,
      problem: 'events not understood: 0 (amount), 1 (paid_at); unknown outlets: 999999997',
      refused: [
        { index: 0, reason: 'amount' },
        { index: 1, reason: 'paid_at' },
        { index: 3, reason: 'unknown_outlet' },
      ],
    });
    assert.deepEqual(
      [(await renewals.renewal(merchant)).status, (await renewals.renewal(other)).status],
      ['paid', 'due'],
      'one number, with a space or without',
    );
  });

  it('pays nothing of a part of the price: a person is told once, and reminders wait until somebody looked', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -30);
    const id = randomUUID();
    for (const event of [
      { id, amount: 100 },
      { id, amount: 100, reference: 'again' },
    ])
      assert.deepEqual((await push(merchant, event)).body, { ok: true, paid: 0 });
    const tasks = await renewals.world.sql.query<{ id: string; kind: string; reason: string; title: string }>(
      'SELECT k.id, k.kind, k.reason, k.title FROM renewal_task k JOIN renewal r ON r.id = k.renewal_id WHERE r.oid = ?',
      [merchant.oids[0] ?? ''],
    );
    assert.deepEqual(
      tasks.map(({ kind, reason, title }) => [kind, reason, title]),
      [['follow_up', 'part_payment', 'MYR 100 / MYR 588.00']],
    );
    await renewals.goTo(merchant, -14);
    assert.deepEqual(await toldOf(merchant), ['due', 'part_payment', 0]);
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    await boss.renewals.finishTask.mutate({ taskId: tasks[0]?.id ?? '', isDone: true });
    await renewals.round();
    assert.deepEqual((await toldOf(merchant))[2], 1);
    assert.deepEqual((await push(merchant, { amount: 600 })).body, { ok: true, paid: 1 });
  });

  it('is not lost when staff had settled the renewal and take that back', async () => {
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    for (const settle of ['markPaid', 'cancel'] as const) {
      const merchant = await renewals.merchant({ inDays: 40 });
      await renewals.refresh();
      const { id, revision } = await renewals.renewal(merchant);
      if (settle === 'cancel') await boss.renewals.cancel.mutate({ id, revision, reason: 'other' });
      else await boss.renewals.markPaid.mutate({ id, revision, paidOn: moveDay(merchant.dueOn, -41) });
      assert.deepEqual((await push(merchant, { reference: 'PAY-77' })).body, { ok: true, paid: 0 });
      assert.equal((await boss.renewals.undo.mutate({ id })).status, 'paid', settle);
      const { status, evidence } = await renewals.renewal(merchant);
      assert.deepEqual([status, /PAY-77/.test(JSON.stringify(evidence))], ['paid', true]);
      const trail = await renewals.world.sql.query<{ action: string; actor_name: string | null; actor_user_id: string | null }>(
        "SELECT action, actor_name, actor_user_id FROM audit_log WHERE entity_type = 'renewal' AND entity_id = ? ORDER BY id DESC LIMIT 2",
        [id],
      );
      assert.deepEqual(
        trail.map(({ action, actor_user_id: by }) => [action, by === null]),
        [
          ['paid', true],
          ['undone', false],
        ],
      );
    }
  });
});
