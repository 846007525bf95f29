import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import mysql from 'mysql2/promise';
import { clock } from '../../server/platform/clock.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { resumeJob } from '../../server/renewals/resume-job.ts';
import { sendReminder } from '../../server/renewals/send-reminder.ts';
import type { Client } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { JourneyWorld, type Merchant } from '../support/journey-world.ts';

let renewals: JourneyWorld;
before(async () => {
  renewals = await JourneyWorld.create();
});
after(() => renewals.close());
beforeEach(() => renewals.settings({}));

/** The calendar stands at that day and hour; nothing else happens. */
const moveTo = (merchant: Merchant, offset: number, time = '10:00'): Promise<unknown> =>
  clock.moveTo(new Date(`${moveDay(merchant.dueOn, offset)}T${time}:00+08:00`));

/** Queued messages to this person stay queued: the transport looks at them again when they are let go. */
async function hold(merchant: Merchant): Promise<void> {
  await renewals.goTo(merchant, -20);
  await renewals.write(merchant, 'Hello');
  const [ticket] = await renewals.world.sql.query<{ id: string }>('SELECT id FROM ticket WHERE tenant_id = ? AND contact_id = ? ORDER BY id LIMIT 1', [
    renewals.tenantId,
    merchant.contactId,
  ]);
  const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
  renewals.world.graph.control.fail({ recipientSuffix: merchant.phone.slice(-6), type: 'text', mode: 'http', status: 503, times: 1 });
  const content = { type: 'text' as const, text: 'One moment' };
  const { id } = await boss.messages.send.mutate({ ticketId: ticket?.id ?? '', content, clientKey: randomUUID() });
  await eventually(
    async () =>
      (
        await renewals.world.sql.execute(
          "UPDATE outbound SET next_attempt_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR WHERE message_id = ? AND state = 'queued' AND tries > 0",
          [id],
        )
      ).affectedRows > 0,
    'the reply to be kept waiting',
  );
}
const release = (merchant: Merchant): Promise<unknown> =>
  renewals.world.sql.execute(
    "UPDATE outbound SET next_attempt_at = UTC_TIMESTAMP(3), woken_at = NULL WHERE tenant_id = ? AND contact_id = ? AND state = 'queued'",
    [renewals.tenantId, merchant.contactId],
  );
/** D-14's reminder is written, and stands behind a reply that does not get through. */
async function written(merchant: Merchant): Promise<string> {
  await hold(merchant);
  await moveTo(merchant, -14);
  await renewals.refresh();
  await renewals.build();
  await eventually(async () => (await renewals.steps(merchant)).length === 1, 'the reminder to be written');
  return (await renewals.attempts(merchant))[0]?.message_id ?? '';
}
const withdrawn = (messageId: string): Promise<unknown> =>
  eventually(async () => {
    const [row] = await renewals.world.sql.query<{ status: string; error_code: string }>('SELECT status, error_code FROM message WHERE id = ?', [messageId]);
    return row?.status === 'failed' && row.error_code === 'withdrawn';
  }, 'the message to be taken back');
const templatesTo = (merchant: Merchant): number => renewals.texts(merchant).filter((type) => type === 'template').length;
/** Another person of the same outlet, and the first one is said to be wrong. */
async function replace(merchant: Merchant): Promise<Merchant> {
  const other = await renewals.merchant({ outlets: 1, inDays: 200 });
  const { sql } = renewals.world;
  await sql.execute("UPDATE contact_outlet SET state = 'rejected' WHERE tenant_id = ? AND contact_id = ?", [renewals.tenantId, merchant.contactId]);
  await sql.execute("INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_payer, source, confidence) VALUES (?, ?, ?, 1, 'agent', 100)", [
    renewals.tenantId,
    other.contactId,
    merchant.oids[0] ?? '',
  ]);
  return other;
}

describe('somebody is said to be the wrong person', () => {
  it('after the reminder was queued: it is taken back, and the right one gets it', async () => {
    const merchant = await renewals.merchant();
    const messageId = await written(merchant);
    const other = await replace(merchant);
    await release(merchant);
    await withdrawn(messageId);
    await eventually(() => Promise.resolve(templatesTo(other) === 1), 'the right person to be reminded');
    assert.equal(templatesTo(merchant), 0);
    assert.ok((await renewals.reasons(merchant)).includes('wait - other_recipient'));
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
  });

  it('before it is decided: the sender asks the links themselves', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -20);
    await moveTo(merchant, -14);
    await renewals.refresh();
    const other = await replace(merchant);
    const renewal = await renewals.renewal(merchant);
    const outcomes = await sendReminder(renewals.ctx(), { contactId: merchant.contactId, renewalIds: [renewal.id], mode: 'cadence' });
    assert.deepEqual(outcomes, []);
    await eventually(() => Promise.resolve(templatesTo(other) === 1), 'the right person to be reminded');
    assert.equal(templatesTo(merchant), 0);
  });
});

describe('a reminder that waited', () => {
  it('beyond the days of its step does not go any more: the next step does', async () => {
    const merchant = await renewals.merchant();
    const messageId = await written(merchant);
    await moveTo(merchant, -6);
    await release(merchant);
    await withdrawn(messageId);
    await renewals.turn();
    assert.deepEqual(await renewals.steps(merchant), ['d-7']);
    assert.equal(templatesTo(merchant), 1);
  });

  it('does not share its day with another: one automatic message a day', async () => {
    await renewals.settings({ digest: { isOn: false, from: 2, template: 'renewal_digest_v1', joinDays: 0 } });
    const merchant = await renewals.merchant({ outlets: 2 });
    await written(merchant);
    await moveTo(merchant, -13);
    await renewals.build();
    await eventually(async () => (await renewals.steps(merchant, 1)).length === 1, 'the second reminder to be written');
    await moveTo(merchant, -12);
    await release(merchant);
    await eventually(() => Promise.resolve(templatesTo(merchant) > 0), 'one to go');
    await renewals.round();
    assert.equal(templatesTo(merchant), 1);
    await renewals.goTo(merchant, -11);
    assert.equal(templatesTo(merchant), 2);
  });

  it('is taken back when reminders are switched off', async () => {
    const merchant = await renewals.merchant();
    const messageId = await written(merchant);
    await renewals.settings({ isOn: false });
    await release(merchant);
    await withdrawn(messageId);
    await renewals.round();
    assert.equal(templatesTo(merchant), 0);
    assert.equal((await renewals.renewal(merchant)).next_reason, 'reminders_off');
  });

  it('is taken back with the bulk sending it was of', async () => {
    const merchant = await renewals.merchant();
    await hold(merchant);
    await moveTo(merchant, -17);
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    const { id } = await renewals.renewal(merchant);
    const job = await boss.renewals.sendNow.mutate({ selection: { ids: [id] }, clientKey: randomUUID() });
    await eventually(async () => (await renewals.steps(merchant)).length === 1, 'the reminder to be written');
    const messageId = (await renewals.attempts(merchant))[0]?.message_id ?? '';
    assert.equal((await boss.renewals.cancelJob.mutate({ id: job.id })).state, 'cancelled', 'all are written, none has left');
    await release(merchant);
    await withdrawn(messageId);
    assert.equal(templatesTo(merchant), 0);
    assert.equal((await renewals.attempts(merchant))[0]?.result, 'withdrawn');
  });
});

describe('the POS in the last moment', () => {
  it('says that the outlet closed: nothing goes, and the refresh says what it means', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -30);
    renewals.pos.putOutlet({ oid: Number(merchant.oids[0]), status: 'closed' });
    await renewals.goTo(merchant, -14);
    assert.deepEqual(await renewals.steps(merchant), []);
    assert.deepEqual([(await renewals.renewal(merchant)).status, (await renewals.renewal(merchant)).next_reason], ['due', 'expiry_changed']);
  });

  it('settles nothing while a load is held', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -30);
    const { insertId } = await renewals.world.sql.execute(
      "INSERT INTO pos_sync_run (tenant_id, kind, cause, state, fence, started_at, heartbeat_at, listed_outlets) VALUES (?, 'full', 'admin', 'held', 1, NOW(3), NOW(3), 9)",
      [renewals.tenantId],
    );
    renewals.pos.putOutlet({ oid: Number(merchant.oids[0]), expiry_date: moveDay(merchant.dueOn, 365) });
    await renewals.goTo(merchant, -14);
    assert.deepEqual([(await renewals.renewal(merchant)).status, await renewals.steps(merchant)], ['due', []]);
    await renewals.world.sql.execute('DELETE FROM pos_sync_run WHERE id = ?', [insertId]);
    await renewals.goTo(merchant, -13);
    assert.equal((await renewals.renewal(merchant)).status, 'paid', JSON.stringify(await renewals.reasons(merchant)));
  });

  it('settles nothing, from the first on, when the POS tells of nobody what we know; only who paid is settled once it does', async () => {
    const [paid, unpaid] = [await renewals.merchant(), await renewals.merchant({ inDays: 61 })];
    await renewals.goTo(paid, -30);
    const known = await renewals.world.sql.query<{ oid: string; day: string }>(
      'SELECT oid, CAST(expiry_date AS CHAR) AS day FROM outlet WHERE tenant_id = ? AND expiry_date IS NOT NULL',
      [renewals.tenantId],
    );
    for (const { oid, day } of known) renewals.pos.putOutlet({ oid: Number(oid), expiry_date: moveDay(day, 365) });
    await renewals.goTo(paid, -13);
    for (const merchant of [paid, unpaid]) {
      const { status, next_reason: reason } = await renewals.renewal(merchant);
      assert.deepEqual([status, reason, await renewals.steps(merchant)], ['due', 'expiry_changed', []]);
    }
    for (const { oid, day } of known) if (oid !== paid.oids[0]) renewals.pos.putOutlet({ oid: Number(oid), expiry_date: day });
    await renewals.goTo(paid, -12);
    assert.equal((await renewals.renewal(paid)).status, 'paid', JSON.stringify(await renewals.reasons(paid)));
    assert.deepEqual([(await renewals.renewal(unpaid)).status, (await renewals.steps(unpaid)).length], ['due', 1]);
  });

  it('settles nothing when everybody is said to have paid', async () => {
    const merchant = await renewals.merchant({ outlets: 12 });
    await renewals.goTo(merchant, -30);
    for (const oid of merchant.oids) renewals.pos.putOutlet({ oid: Number(oid), expiry_date: moveDay(merchant.dueOn, 365) });
    await renewals.goTo(merchant, -14);
    for (let index = 0; index < 12; index++)
      assert.deepEqual([(await renewals.renewal(merchant, index)).status, (await renewals.renewal(merchant, index)).next_reason], ['due', 'expiry_changed']);
    assert.equal(templatesTo(merchant), 0);
  });

  it('is asked about every outlet of a digest, however many', async () => {
    const merchant = await renewals.merchant({ outlets: 60 });
    await renewals.goTo(merchant, -30);
    for (const oid of merchant.oids.slice(56)) renewals.pos.putOutlet({ oid: Number(oid), expiry_date: moveDay(merchant.dueOn, 365) });
    await renewals.goTo(merchant, -14);
    assert.equal((await renewals.renewal(merchant, 0)).status, 'due');
    assert.equal((await renewals.steps(merchant, 0)).length, 1);
    for (let index = 56; index < 60; index++)
      assert.deepEqual([(await renewals.renewal(merchant, index)).status, await renewals.steps(merchant, index)], ['paid', []]);
  });
});

describe('locks', () => {
  it('an opt-out that comes while a reminder is written: neither waits for the other, and nothing goes', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -20);
    await renewals.write(merchant, 'Hello');
    await renewals.quiet();
    await moveTo(merchant, -14);
    await renewals.refresh();
    const { id } = await renewals.renewal(merchant);
    const inbound = await mysql.createConnection(renewals.world.config.DATABASE_URL);
    try {
      // as a STOP is taken in: its conversation, then the person
      await inbound.beginTransaction();
      await inbound.query('SELECT contact_id FROM conversation WHERE tenant_id = ? AND contact_id = ? FOR UPDATE', [renewals.tenantId, merchant.contactId]);
      const sending = sendReminder(renewals.ctx(), { contactId: merchant.contactId, renewalIds: [id], mode: 'cadence' });
      await eventually(
        async () =>
          (
            await renewals.world.sql.query(
              "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID() AND INFO LIKE 'SELECT%FROM conversation%FOR UPDATE'",
            )
          ).length > 0,
        'the sender to wait',
      );
      await inbound.query('SET SESSION innodb_lock_wait_timeout = 2');
      await inbound.query('UPDATE contact SET opted_out_at = UTC_TIMESTAMP(3) WHERE tenant_id = ? AND id = ?', [renewals.tenantId, merchant.contactId]);
      await inbound.commit();
      const [outcome] = await sending;
      assert.deepEqual([outcome?.verdict, outcome?.reason], ['stop', 'opted_out']);
    } finally {
      await inbound.end();
    }
  });
});

describe('a bulk sending whose messages have not left yet', () => {
  const begin = async (merchant: Merchant): Promise<{ staff: Client; jobId: string; messageId: string }> => {
    await hold(merchant);
    const staff = await renewals.world.clientOf({ sub: 'renewer', name: 'Rosnah', role: 'renewal' });
    const ids = await Promise.all(merchant.oids.map(async (_, index) => (await renewals.renewal(merchant, index)).id));
    const { id: jobId } = await staff.renewals.sendNow.mutate({ selection: { ids }, clientKey: randomUUID() });
    await eventually(async () => (await staff.renewals.job.query({ id: jobId })).state === 'done', 'everything to be written');
    assert.equal((await staff.renewals.job.query({ id: jobId })).sent, merchant.oids.length);
    return { staff, jobId, messageId: (await renewals.attempts(merchant))[0]?.message_id ?? '' };
  };

  it('counts an outlet that paid meanwhile as left out, and goes on with the others of the message', async () => {
    const merchant = await renewals.merchant({ outlets: 3 });
    const { staff, jobId, messageId } = await begin(merchant);
    await renewals.pay(merchant, 1);
    await renewals.refresh();
    await release(merchant);
    await withdrawn(messageId);
    const between = await staff.renewals.job.query({ id: jobId });
    assert.deepEqual([between.state, between.sent, between.skipped, between.finishedAt], ['running', 0, 1, null]);
    assert.deepEqual(between.skippedBy, [{ reason: 'paid', count: 1 }]);
    await resumeJob(renewals.ctx(), jobId);
    await eventually(async () => (await staff.renewals.job.query({ id: jobId })).state === 'done', 'the others to be written');
    const { sent, skipped, total, skippedBy } = await staff.renewals.job.query({ id: jobId });
    assert.deepEqual({ sent, skipped, total, skippedBy }, { sent: 2, skipped: 1, total: 3, skippedBy: [{ reason: 'paid', count: 1 }] });
    await renewals.quiet();
    assert.equal(templatesTo(merchant), 1, 'one message about the two that have not paid');
  });

  it('counts what was taken back when it is stopped as left out, and stays stopped', async () => {
    const merchant = await renewals.merchant({ outlets: 2 });
    const { staff, jobId, messageId } = await begin(merchant);
    assert.equal((await staff.renewals.cancelJob.mutate({ id: jobId })).state, 'cancelled');
    await release(merchant);
    await withdrawn(messageId);
    const { state, sent, skipped, skippedBy } = await staff.renewals.job.query({ id: jobId });
    assert.deepEqual({ state, sent, skipped, skippedBy }, { state: 'cancelled', sent: 0, skipped: 2, skippedBy: [{ reason: 'sending_stopped', count: 2 }] });
    assert.equal(templatesTo(merchant), 0);
  });
});
