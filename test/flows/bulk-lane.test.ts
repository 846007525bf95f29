import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { queueMessage } from '../../server/messages/queue-message.ts';
import { sweepOutbound } from '../../server/messages/sweep-outbound.ts';
import { database } from '../../server/platform/database.ts';
import type { QueueConsumer } from '../../server/platform/queue.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { eventually } from '../support/eventually.ts';
import { OutboundWorld, type OutboundMerchant } from '../support/outbound-world.ts';

let world: OutboundWorld;
let bulkWorker: QueueConsumer;
let keys = 0;
before(async () => {
  world = await OutboundWorld.create({ apiLatencyMs: 5 });
  world.startWorker();
});
after(() => world.close());

async function remind(merchant: OutboundMerchant, text: string): Promise<string> {
  const input = { ticketId: merchant.ticketId, content: { type: 'text', text }, clientKey: `bulk-${++keys}`, lane: 'bulk', asks: true } as const;
  return (await queueMessage(systemContext(world.tenantId, 'renewal', world.log), input)).messageId;
}

describe('the bulk lane', () => {
  it('lets a reply overtake a reminder that is only queued, and marks the ticket as asked', async () => {
    const merchant = await world.addMerchant();
    const reminder = await remind(merchant, 'Your subscription ends soon');
    const reply = await world.reply(merchant, 'The printer is fixed');
    await world.until(reply, 'sent');
    assert.equal((await world.state(reminder)).status, 'queued', 'nobody works on the bulk lane yet');
    const [ticket] = await database().query<{ prompt_state: string; status: string }>('SELECT prompt_state, status FROM ticket WHERE id = ?', [
      merchant.ticketId,
    ]);
    assert.deepEqual(ticket, { prompt_state: 'asked', status: 'open' });
    bulkWorker = world.startWorker(12, 'wa.send.bulk');
    await world.until(reminder, 'sent');
    assert.deepEqual(world.texts(merchant), ['The printer is fixed', 'Your subscription ends soon']);
  });

  it('sends a reminder only after what was written before it', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ recipientSuffix: merchant.phone.slice(-4), mode: 'http', status: 500, times: 1 });
    const reply = await world.reply(merchant, 'First');
    const reminder = await remind(merchant, 'Second');
    world.startSweep();
    await world.until(reply, 'sent');
    await world.until(reminder, 'sent');
    assert.deepEqual(world.texts(merchant), ['First', 'Second']);
  });

  it('takes a message nobody took from the queue up again', async () => {
    const merchant = await world.addMerchant();
    const reminder = await remind(merchant, 'Lost and found');
    await database().execute('UPDATE outbound SET woken_at = NULL WHERE message_id = ?', [reminder]);
    await eventually(
      async () => {
        await sweepOutbound(world.log, new Date());
        return (await world.state(reminder)).status === 'sent';
      },
      'the sweep to wake it',
      60_000,
    );
  });

  it('gives two thousand reminders half of the rate and no reply a place behind them', async () => {
    await world.useFreshNumber();
    // however long it takes to write them down, none has left before the first reply
    await bulkWorker.close();
    const crowd = await Promise.all(Array.from({ length: 40 }, () => world.addMerchant()));
    const rows: string[] = [];
    for (let round = 0; round < 50; round++) rows.push(...(await Promise.all(crowd.map((merchant) => remind(merchant, `Reminder ${round}`)))));
    const waiting = async (): Promise<number> =>
      Number((await database().query<{ n: string }>("SELECT COUNT(*) AS n FROM outbound WHERE lane = 'bulk'"))[0]?.n ?? 0);
    assert.ok((await waiting()) >= rows.length, 'all of them wait');
    const others = await Promise.all(Array.from({ length: 30 }, () => world.addMerchant()));
    world.startWorker(12, 'wa.send.bulk');
    const sentBefore = world.graph.control.state().accepted.length;
    const began = Date.now();
    const times: number[] = [];
    for (const merchant of others) {
      const from = Date.now();
      const reply = await world.reply(merchant, 'Coming');
      await world.until(reply, 'sent');
      times.push(Date.now() - from);
    }
    const slowest = times.toSorted((one, other) => one - other).at(-2) ?? 0;
    assert.ok(slowest < 1_000, `a reply took ${slowest} ms`);
    assert.ok((await waiting()) > 500, 'the reminders were still under way');
    const seconds = (Date.now() - began) / 1_000;
    const bulk = world.graph.control.state().accepted.length - sentBefore - others.length;
    assert.ok(bulk <= 40 * seconds + 25, `${bulk} reminders in ${seconds} s are more than half of 80 a second`);
    assert.ok(rows.length === 2_000);
  });
});
