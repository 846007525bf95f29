import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

interface Row {
  status: string;
  wa_message_id: string | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  error_code: string | null;
}

describe('statuses of outbound messages', () => {
  let world: World;
  let meta: WebhookSender;
  let ticket: { ticketId: string; contactId: string };

  /** An outbound message as the sender left it. */
  const outbound = async (status: string, waMessageId: string | null, attempts = 1): Promise<string> => {
    const { tenantId, numberId } = world.tenant;
    const { insertId } = await world.sql.execute(
      "INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, status, occurred_at, attempts) VALUES (?, ?, ?, ?, 'out', ?, 'text', 'Baik', ?, ?, ?)",
      [tenantId, ticket.ticketId, ticket.contactId, numberId, waMessageId, status, new Date(), attempts],
    );
    if (status === 'sending' || status === 'unknown') {
      await world.sql.execute(
        'INSERT INTO outbound (tenant_id, message_id, number_id, contact_id, state, claimed_at, next_attempt_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [tenantId, insertId, numberId, ticket.contactId, status, new Date(), new Date()],
      );
    }
    return insertId;
  };
  const row = async (id: string): Promise<Row> => {
    const [found] = await world.sql.query<Row>('SELECT status, wa_message_id, sent_at, delivered_at, read_at, error_code FROM message WHERE id = ?', [id]);
    assert.ok(found);
    return found;
  };
  const report = (id: string, status: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    id,
    status,
    timestamp: String(Math.floor(Date.now() / 1000)),
    recipient_id: '60120000001',
    ...more,
  });
  const wamid = (): string => `wamid.out-${randomUUID()}`;
  const until = (id: string, status: string): Promise<unknown> => eventually(async () => (await row(id)).status === status, `${status} of ${id}`);
  /** A marker on the same lane: when it has moved, everything before it was handled. */
  const settle = async (): Promise<void> => {
    const marker = wamid();
    const id = await outbound('sent', marker);
    assert.equal(await meta.statuses([report(marker, 'read')]), 200);
    await until(id, 'read');
  };

  before(async () => {
    world = await createWorld({ graph: false });
    meta = new WebhookSender(world.url);
    ticket = await world.seedTicket();
  });
  after(() => world.close());

  it('only ever moves forward, whatever the order and however often', async () => {
    const id = wamid();
    const message = await outbound('sent', id);
    for (const status of ['read', 'delivered', 'sent', 'read', 'failed']) assert.equal(await meta.statuses([report(id, status)]), 200);
    await settle();
    const found = await row(message);
    assert.equal(found.status, 'read');
    assert.ok(found.delivered_at && found.read_at && found.sent_at, 'the times that came late are there');
    assert.equal(found.error_code, null);
  });

  it('settles a message whose answer never came, by our own id, and learns its WhatsApp id', async () => {
    const id = wamid();
    const message = await outbound('unknown', null);
    await meta.statuses([report(id, 'sent', { biz_opaque_callback_data: message })]);
    await until(message, 'sent');
    assert.equal((await row(message)).wa_message_id, id);
    assert.equal((await world.sql.query('SELECT 1 FROM outbound WHERE message_id = ?', [message])).length, 0, 'the way is free for the next one');
    await meta.statuses([report(id, 'delivered')]);
    await until(message, 'delivered');
  });

  it('parks a status that comes before the message is known, and applies it then', async () => {
    const id = wamid();
    await meta.statuses([report(id, 'sent'), report(id, 'delivered'), report(id, 'delivered')]);
    await eventually(async () => (await world.sql.query('SELECT 1 FROM unmatched_status WHERE wa_message_id = ?', [id])).length === 2, 'the parked statuses');
    const message = await outbound('sent', id);
    await until(message, 'delivered');
    await eventually(async () => (await world.sql.query('SELECT 1 FROM unmatched_status WHERE wa_message_id = ?', [id])).length === 0, 'the place to be empty');
  });

  it('records a failure with its code, tells the widgets, and marks the person who opted out', async () => {
    const id = wamid();
    const message = await outbound('sent', id);
    const live = await world.live(await world.token());
    live.send({ t: 'watch', ticketId: ticket.ticketId });
    await live.settle();
    await meta.statuses([
      report(id, 'failed', { errors: [{ code: 131050, title: 'stopped', error_data: { details: 'User has stopped marketing messages' } }] }),
    ]);
    await until(message, 'failed');
    assert.equal((await row(message)).error_code, '131050');
    await eventually(() => live.of('status').some((delta) => delta.messageId === message && delta.failure?.key === 'opted_out'), 'the push');
    await eventually(
      async () => (await world.sql.query('SELECT 1 FROM contact WHERE id = ? AND opted_out_at IS NOT NULL', [ticket.contactId])).length === 1,
      'the opt-out',
    );
  });

  it('does not let an earlier attempt’s failure touch the next attempt', async () => {
    const { tenantId } = world.tenant;
    const [first, second] = [wamid(), wamid()];
    const message = await outbound('sending', null, 2);
    await world.sql.execute("INSERT INTO message_attempt (tenant_id, message_id, attempt, result, wa_message_id) VALUES (?, ?, 1, 'accepted', ?)", [
      tenantId,
      message,
      first,
    ]);
    await meta.statuses([report(first, 'failed', { biz_opaque_callback_data: message, errors: [{ code: 131000 }] })]);
    await settle();
    assert.equal((await row(message)).status, 'sending');
    await meta.statuses([report(second, 'sent', { biz_opaque_callback_data: message })]);
    await until(message, 'sent');
    assert.equal((await row(message)).wa_message_id, second);
  });

  it('does not take another system’s numbers for our message ids', async () => {
    const message = await outbound('sent', wamid());
    await meta.statuses([report(wamid(), 'failed', { biz_opaque_callback_data: message })]);
    await settle();
    assert.equal((await row(message)).status, 'sent');
  });

  it('shows the tick on the ticket’s line when the message is its last', async () => {
    const id = wamid();
    const message = await outbound('sent', id);
    await world.sql.execute(
      "UPDATE ticket SET preview_message_id = ?, preview_type = 'text', preview_text = 'Baik', preview_direction = 'out', preview_status = 'sent' WHERE id = ?",
      [message, ticket.ticketId],
    );
    const live = await world.live(await world.token());
    await meta.statuses([report(id, 'read')]);
    await until(message, 'read');
    await eventually(() => live.of('ticket').some((delta) => delta.id === ticket.ticketId && delta.patch.preview?.status === 'read'), 'the line');
  });

  it('keeps statuses it does not know, and takes a thousand at once', async () => {
    await meta.statuses([report(wamid(), 'teleported')]);
    await eventually(async () => (await world.sql.query("SELECT 1 FROM webhook_event WHERE event_type = 'other_status'")).length === 1, 'the kept status');
    const id = wamid();
    const message = await outbound('sent', id);
    const many = Array.from({ length: 999 }, (_, index) => report(id, index % 2 ? 'sent' : 'delivered'));
    assert.equal(await meta.statuses([...many, report(id, 'read')]), 200);
    await until(message, 'read');
  });

  it('follows template and account news', async () => {
    const { tenantId } = world.tenant;
    await world.sql.execute(
      "INSERT INTO whatsapp_template (tenant_id, waba_id, meta_id, name, language, category, status, components) VALUES (?, 'waba-1', '77', 'renewal_reminder', 'en_US', 'UTILITY', 'APPROVED', '[]')",
      [tenantId],
    );
    assert.equal(
      (
        await meta.field('message_template_status_update', {
          event: 'PAUSED',
          message_template_id: 77,
          message_template_name: 'renewal_reminder',
          message_template_language: 'en-US',
          reason: 'NONE',
        })
      ).status,
      200,
    );
    await eventually(
      async () => (await world.sql.query("SELECT 1 FROM whatsapp_template WHERE name = 'renewal_reminder' AND status = 'PAUSED'")).length === 1,
      'the paused template',
    );
    assert.equal(
      (
        await meta.field('template_category_update', {
          message_template_id: 77,
          message_template_name: 'renewal_reminder',
          message_template_language: 'en_US',
          previous_category: 'UTILITY',
          new_category: 'MARKETING',
        })
      ).status,
      200,
    );
    await eventually(
      async () => (await world.sql.query("SELECT 1 FROM whatsapp_template WHERE name = 'renewal_reminder' AND category = 'MARKETING'")).length === 1,
      'the new category',
    );
  });
});
