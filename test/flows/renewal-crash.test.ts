import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import mysql from 'mysql2/promise';
import { clock } from '../../server/platform/clock.ts';
import { queue } from '../../server/platform/queue.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { sendReminder } from '../../server/renewals/send-reminder.ts';
import { eventually } from '../support/eventually.ts';
import { JourneyWorld, type Merchant } from '../support/journey-world.ts';

let renewals: JourneyWorld;
before(async () => {
  renewals = await JourneyWorld.create();
});
after(() => renewals.close());

/** On the morning of D-14, before anything was given out. */
async function dueToday(outlets = 1): Promise<{ merchant: Merchant; job: { contactId: string; renewalIds: string[]; mode: 'cadence' } }> {
  const merchant = await renewals.merchant({ outlets });
  await renewals.goTo(merchant, -20);
  await clock.moveTo(new Date(`${moveDay(merchant.dueOn, -14)}T10:00:00+08:00`));
  await renewals.refresh();
  const renewalIds = await Promise.all(merchant.oids.map(async (_, index) => (await renewals.renewal(merchant, index)).id));
  return { merchant, job: { contactId: merchant.contactId, renewalIds, mode: 'cadence' } };
}
const written = async (merchant: Merchant): Promise<number> =>
  (
    await renewals.world.sql.query("SELECT id FROM message WHERE tenant_id = ? AND contact_id = ? AND direction = 'out'", [
      renewals.tenantId,
      merchant.contactId,
    ])
  ).length;

describe('claim and send', () => {
  it('two senders at once, and every delivery ten times: one message', async () => {
    const { merchant, job } = await dueToday(3);
    await Promise.all([
      sendReminder(renewals.ctx(), job),
      sendReminder(renewals.ctx(), job),
      sendReminder(renewals.ctx(), { ...job, renewalIds: job.renewalIds.toReversed() }),
    ]);
    for (let times = 0; times < 10; times++) await queue().publish({ routingKey: 'renewal.sender', body: { tenantId: renewals.tenantId, ...job } });
    await renewals.build();
    await renewals.build();
    await renewals.quiet();
    assert.equal(await written(merchant), 1);
    assert.deepEqual(renewals.texts(merchant), ['template']);
    for (let index = 0; index < 3; index++) assert.deepEqual(await renewals.steps(merchant, index), ['d-14']);
  });

  it('a sender that loses its database before COMMIT leaves nothing, and the next one sends', async () => {
    const { merchant, job } = await dueToday();
    const other = await mysql.createConnection(renewals.world.config.DATABASE_URL);
    try {
      // the number is held by somebody, so that the sender stands in the middle of its transaction
      const numberId = renewals.world.tenant.numberId;
      await other.query('INSERT INTO conversation (tenant_id, number_id, contact_id) VALUES (?, ?, ?)', [renewals.tenantId, numberId, merchant.contactId]);
      await other.beginTransaction();
      await other.query('SELECT id FROM whatsapp_number FORCE INDEX (uq_number_tenant) WHERE tenant_id = ? AND id = ? FOR UPDATE', [
        renewals.tenantId,
        numberId,
      ]);
      const sending = sendReminder(renewals.ctx(), job).then(
        () => 'sent',
        () => 'lost',
      );
      const victim = await eventually(async () => {
        const rows = await renewals.world.sql.query<{ id: string }>(
          "SELECT ID AS id FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND INFO LIKE 'INSERT INTO ticket%'",
        );
        return rows[0]?.id;
      }, 'the sender to wait for the number');
      await other.query(`KILL ${Number(victim)}`);
      assert.equal(await sending, 'lost');
      await other.rollback();
    } finally {
      await other.end();
    }
    assert.equal(await written(merchant), 0);
    assert.deepEqual(await renewals.steps(merchant), []);
    await renewals.round();
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
    assert.deepEqual(renewals.texts(merchant), ['template']);
  });

  it('a manual prompt and the cadence at the same moment: the gap holds, one message', async () => {
    const { merchant, job } = await dueToday();
    const manual = { ...job, mode: 'manual' as const, claim: 'key-of-the-person' };
    await Promise.all([sendReminder(renewals.ctx(), job), sendReminder(renewals.ctx(), manual), sendReminder(renewals.ctx(), manual)]);
    await renewals.quiet();
    assert.equal(await written(merchant), 1);
  });
});
