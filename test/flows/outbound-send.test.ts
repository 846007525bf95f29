import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { database } from '../../server/platform/database.ts';
import { OutboundWorld } from '../support/outbound-world.ts';

let world: OutboundWorld;
before(async () => {
  world = await OutboundWorld.create();
  world.startWorker();
  world.startSweep();
});
after(() => world.close());

test('a reply travels from the queue to the merchant and opens the ticket', async () => {
  const merchant = await world.addMerchant();
  const id = await world.reply(merchant, 'Please switch the printer off and on.');
  const state = await world.until(id, 'sent');
  const [accepted] = world.graph.control.acceptedFor(merchant.phone);
  assert.equal(accepted?.id, state.wa_message_id);
  assert.equal(accepted?.opaque, id, 'our message id must travel with it');
  assert.deepEqual(world.texts(merchant), ['Please switch the printer off and on.']);
  const [ticket] = await database().query<{ status: string; unread_count: number; awaiting_since: Date | null; first_response_at: Date | null; preview_status: string; preview_text: string; revision: number }>('SELECT * FROM ticket WHERE id = ?', [merchant.ticketId]);
  assert.equal(ticket?.status, 'open');
  assert.equal(ticket?.unread_count, 0);
  assert.equal(ticket?.awaiting_since, null);
  assert.ok(ticket?.first_response_at);
  assert.equal(ticket?.preview_status, 'sent');
  assert.equal(ticket?.preview_text, 'Please switch the printer off and on.');
  const attempts = await database().query<{ result: string; wa_message_id: string; http_status: number }>('SELECT * FROM message_attempt WHERE message_id = ?', [id]);
  assert.deepEqual(attempts.map((row) => [row.result, row.wa_message_id, row.http_status]), [['accepted', state.wa_message_id, 200]]);
  assert.deepEqual(await database().query('SELECT * FROM outbound WHERE message_id = ?', [id]), []);
});
