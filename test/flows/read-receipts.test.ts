import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { systemContext } from '../../server/platform/system-context.ts';
import { tellRead } from '../../server/whatsapp/tell-read.ts';
import { createWorld, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

/** A merchant writes; answers the ticket, the message and what their phone shows of it. */
async function merchantWrites(world: World, phone: string, text: string): Promise<{ ticketId: string; messageId: string; ticks: () => string | undefined }> {
  world.graph.control.addHandset({ id: phone, name: `Merchant ${phone.slice(-2)}`, phone });
  await world.graph.control.inbound(phone, { kind: 'text', text });
  const row = await eventually(async () => {
    const rows = await world.sql.query<{ id: string; ticket_id: string }>("SELECT id, ticket_id FROM message WHERE direction = 'in' AND content_text = ?", [
      text,
    ]);
    return rows[0];
  }, 'the merchant’s message');
  const ticks = (): string | undefined => world.graph.control.chat(phone).find((line) => line.text === text)?.status;
  await eventually(() => ticks() === 'delivered', 'grey ticks');
  return { ticketId: row.ticket_id, messageId: row.id, ticks };
}

describe('blue ticks on the merchant’s phone', () => {
  let world: World;
  let agent: Client;
  before(async () => {
    world = await createWorld();
    agent = await world.clientOf({ sub: 'aina', name: 'Aina' });
  });
  after(() => world.close());
  const readAt = async (messageId: string): Promise<Date | null> =>
    (await world.sql.query<{ read_at: Date | null }>('SELECT read_at FROM message WHERE id = ?', [messageId]))[0]?.read_at ?? null;
  const tell = (messageId: string): Promise<void> => tellRead(systemContext(world.tenant.tenantId, 'test', world.log), messageId);

  test('come when somebody opens the ticket, for that message and the ones before it', async () => {
    const first = await merchantWrites(world, '60121220001', 'Is anybody there?');
    const second = await merchantWrites(world, '60121220001', 'Hello?');
    await agent.tickets.get.query({ ticketId: first.ticketId });
    assert.equal(first.ticks(), 'delivered');
    await agent.tickets.markRead.mutate({ ticketId: first.ticketId });
    await eventually(() => first.ticks() === 'read' && second.ticks() === 'read', 'blue ticks');
    assert.ok(await readAt(second.messageId));
    assert.deepEqual(world.graph.control.acceptedFor('60121220001'), []);
  });

  test('are told once for each message', async () => {
    const { ticketId, messageId, ticks } = await merchantWrites(world, '60121220002', 'Once');
    await agent.tickets.markRead.mutate({ ticketId });
    await eventually(() => ticks() === 'read', 'blue ticks');
    const at = await readAt(messageId);
    const [line] = world.graph.control.chat('60121220002');
    assert.ok(line);
    world.graph.control.loadHistory([{ ...line, status: 'delivered' }]);
    await tell(messageId);
    await agent.tickets.markRead.mutate({ ticketId });
    assert.deepEqual([ticks(), await readAt(messageId)], ['delivered', at]);
    assert.deepEqual(await world.sql.query("SELECT id FROM event WHERE type = 'ticket.read'"), []);
  });

  test('do not come for what WhatsApp no longer takes, nor from a number that is stopped', async () => {
    const old = await merchantWrites(world, '60121220003', 'Long ago');
    await world.sql.execute('UPDATE message SET occurred_at = ? WHERE id = ?', [new Date(Date.now() - 31 * 86_400_000), old.messageId]);
    await tell(old.messageId);
    assert.deepEqual([old.ticks(), await readAt(old.messageId)], ['delivered', null]);

    const stopped = await merchantWrites(world, '60121220004', 'Stopped');
    await world.sql.execute("UPDATE whatsapp_number SET stopped_reason = '190' WHERE tenant_id = ?", [world.tenant.tenantId]);
    await tell(stopped.messageId);
    assert.deepEqual([stopped.ticks(), await readAt(stopped.messageId)], ['delivered', null]);
    await world.sql.execute('UPDATE whatsapp_number SET stopped_reason = NULL WHERE tenant_id = ?', [world.tenant.tenantId]);
    await tell(stopped.messageId);
    assert.equal(stopped.ticks(), 'read');
  });

  test('that WhatsApp refuses trouble nobody: replies go out, the number goes on', async () => {
    const { ticketId, messageId } = await merchantWrites(world, '60121220005', 'Refused');
    await world.sql.execute("UPDATE message SET wa_message_id = 'wamid.nobody-knows' WHERE id = ?", [messageId]);
    await agent.tickets.markRead.mutate({ ticketId });
    await eventually(async () => (await readAt(messageId)) !== null, 'the attempt');
    const sent = await agent.messages.send.mutate({ ticketId, content: { type: 'text', text: 'Here' }, clientKey: 'receipts-refused' });
    await eventually(async () => (await world.sql.query("SELECT id FROM message WHERE id = ? AND status = 'read'", [sent.id])).length === 1, 'the reply');
    assert.deepEqual(await world.sql.query('SELECT id FROM whatsapp_number WHERE stopped_reason IS NOT NULL'), []);
  });
});

test('an installation that does not want them sends none', async () => {
  const world = await createWorld({ env: { WABA_READ_RECEIPTS: 'false' } });
  try {
    const agent = await world.clientOf({ sub: 'badrul', name: 'Badrul' });
    const { ticketId, messageId, ticks } = await merchantWrites(world, '60121220006', 'Unseen');
    await agent.tickets.markRead.mutate({ ticketId });
    const sent = await agent.messages.send.mutate({ ticketId, content: { type: 'text', text: 'Here' }, clientKey: 'receipts-off' });
    await eventually(async () => (await world.sql.query("SELECT id FROM message WHERE id = ? AND status = 'read'", [sent.id])).length === 1, 'the reply');
    assert.equal(ticks(), 'delivered');
    assert.deepEqual(await world.sql.query('SELECT id FROM message WHERE id = ? AND read_at IS NOT NULL', [messageId]), []);
  } finally {
    await world.close();
  }
});
