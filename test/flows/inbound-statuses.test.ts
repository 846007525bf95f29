import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { callbackData } from '../../server/messages/callback-data.ts';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
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
  /** What the message carries to WhatsApp and back. */
  const carried = async (messageId: string): Promise<string> => {
    const [found] = await world.sql.query<{ created_at: Date }>('SELECT created_at FROM message WHERE id = ?', [messageId]);
    return callbackData.write({ messageId, writtenAt: found?.created_at.getTime() ?? 0 });
  };
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
    await meta.statuses([report(id, 'sent', { biz_opaque_callback_data: await carried(message) })]);
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
    const heardAt = new Date('2026-03-02T01:00:00.000Z');
    await world.sql.execute(
      "INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, status, occurred_at) VALUES (?, ?, ?, ?, 'in', ?, 'text', 'tolong', 'received', ?)",
      [world.tenant.tenantId, ticket.ticketId, ticket.contactId, world.tenant.numberId, wamid(), heardAt],
    );
    await world.sql.execute('UPDATE ticket SET awaiting_since = NULL, first_response_at = NOW(3) WHERE id = ?', [ticket.ticketId]);
    const live = await world.live(await world.token());
    live.send({ t: 'watch', ticketId: ticket.ticketId });
    await live.settle();
    await meta.statuses([
      report(id, 'failed', { errors: [{ code: 131050, title: 'stopped', error_data: { details: 'User has stopped marketing messages' } }] }),
    ]);
    await until(message, 'failed');
    assert.equal((await row(message)).error_code, '131050');
    await eventually(() => live.of('status').some((delta) => delta.messageId === message && delta.failure?.key === 'opted_out'), 'the push');
    const isRestored = ({ id: of, patch }: { id: string; patch: { awaitingSince?: string | null; firstResponseAt?: string | null } }): boolean =>
      of === ticket.ticketId && patch.awaitingSince === heardAt.toISOString() && patch.firstResponseAt === null;
    await eventually(() => live.of('ticket').some(isRestored), 'the lists and the heading to hear that the merchant waits again');
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
    await meta.statuses([report(first, 'failed', { biz_opaque_callback_data: await carried(message), errors: [{ code: 131000 }] })]);
    await settle();
    assert.equal((await row(message)).status, 'sending');
    await meta.statuses([report(second, 'sent', { biz_opaque_callback_data: await carried(message) })]);
    await until(message, 'sent');
    assert.equal((await row(message)).wa_message_id, second);
  });

  it('does not take another system’s numbers for our message ids', async () => {
    const message = await outbound('sent', wamid());
    await meta.statuses([report(wamid(), 'failed', { biz_opaque_callback_data: await carried(message) })]);
    await settle();
    assert.equal((await row(message)).status, 'sent');
  });

  it('believes no status of a message that never left, and none that only has its number', async () => {
    const stranger = { recipient_id: '60129998888' };
    const [waiting, unsure] = [await outbound('queued', null, 0), await outbound('unknown', null, 1)];
    const own = await carried(unsure);
    await meta.statuses([
      report(wamid(), 'read', { ...stranger, biz_opaque_callback_data: await carried(waiting) }),
      report(wamid(), 'read', { ...stranger, biz_opaque_callback_data: unsure }),
      // after a backup was restored: the number of a message of before
      report(wamid(), 'read', { ...stranger, biz_opaque_callback_data: `${unsure}.${(Number.parseInt(own.split('.')[1] ?? '', 36) - 1).toString(36)}` }),
    ]);
    await settle();
    assert.deepEqual([(await row(waiting)).status, (await row(unsure)).status], ['queued', 'unknown']);
    assert.deepEqual(await world.sql.query('SELECT 1 FROM contact_identity WHERE value = ?', ['+60129998888']), [], 'a stranger is not this merchant');
  });

  it('keeps what a message was billed as, once said, beside what it holds', async () => {
    const id = wamid();
    const message = await outbound('sent', id);
    await world.sql.execute('UPDATE message SET payload = ? WHERE id = ?', [JSON.stringify({ voice: true }), message]);
    await meta.statuses([report(id, 'delivered', { pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' } })]);
    await meta.statuses([report(id, 'read')]);
    await until(message, 'read');
    const [stored] = await world.sql.query<{ payload: unknown }>('SELECT payload FROM message WHERE id = ?', [message]);
    const payload: unknown = typeof stored?.payload === 'string' ? JSON.parse(stored.payload) : stored?.payload;
    assert.deepEqual(payload, { voice: true, pricing: { type: 'regular', category: 'utility', model: 'PMP' } });
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

  describe('teach who the recipient is', () => {
    let people = 0;
    /** A merchant known by number alone, with a ticket and a reply on its way. */
    const merchant = async (): Promise<{ phone: string; user: string; contactId: string; ticketId: string; wamid: string }> => {
      const phone = `6016${String(8_000_000 + ++people)}`;
      const { insertId: contactId } = await world.sql.execute('INSERT INTO contact (tenant_id, wa_phone_e164) VALUES (?, ?)', [
        world.tenant.tenantId,
        `+${phone}`,
      ]);
      const { ticketId } = await world.seedTicket({ contactId, oid: null });
      const id = wamid();
      const { tenantId, numberId } = world.tenant;
      await world.sql.execute(
        "INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, status, occurred_at, attempts) VALUES (?, ?, ?, ?, 'out', ?, 'text', 'Baik', 'sent', ?, 1)",
        [tenantId, ticketId, contactId, numberId, id, new Date()],
      );
      return { phone, user: `MY.88${String(1_000_000 + people)}`, contactId, ticketId, wamid: id };
    };
    const ownerOf = async (kind: string, value: string): Promise<string | undefined> =>
      (
        await world.sql.query<{ contact_id: string }>('SELECT contact_id FROM contact_identity WHERE kind = ? AND value = ? AND valid_to IS NULL', [
          kind,
          value,
        ])
      )[0]?.contact_id;

    for (const way of ['the status itself', 'its contact block'] as const) {
      it(`by ${way}: the merchant who later writes under the user id alone is the same one`, async () => {
        const { phone, user, contactId, ticketId, wamid: id } = await merchant();
        const bare = report(id, 'delivered', { recipient_id: phone });
        const value =
          way === 'the status itself'
            ? { statuses: [{ ...bare, recipient_user_id: user }] }
            : { contacts: [{ wa_id: phone, user_id: user }], statuses: [bare] };
        assert.equal((await meta.value(value)).status, 200);
        await eventually(async () => (await ownerOf('bsuid', user)) === contactId, 'the user id');
        const { from: _from, ...message } = textMessage('', 'tanpa nombor', { from_user_id: user });
        assert.equal(await meta.messages([message], { user_id: user, profile: { name: 'Salmah' } }), 200);
        const [stored] = await eventually(async () => {
          const rows = await world.sql.query<{ ticket_id: string; contact_id: string }>('SELECT ticket_id, contact_id FROM message WHERE wa_message_id = ?', [
            message.id,
          ]);
          return rows.length > 0 ? rows : null;
        }, 'the message');
        assert.deepEqual(stored, { ticket_id: ticketId, contact_id: contactId });
      });
    }

    it('join two contacts when each was known by one of the ids', async () => {
      const { phone, user, contactId, wamid: id } = await merchant();
      const { from: _from, ...message } = textMessage('', 'tanpa nombor', { from_user_id: user });
      assert.equal(await meta.messages([message], { user_id: user, profile: { name: 'Salmah' } }), 200);
      const byUser = await eventually(() => ownerOf('bsuid', user), 'the second contact');
      assert.notEqual(byUser, contactId);
      await meta.statuses([report(id, 'read', { recipient_id: phone, recipient_user_id: user })]);
      await eventually(async () => (await ownerOf('phone_e164', `+${phone}`)) === byUser, 'the merge');
      const [gone] = await world.sql.query<{ merged_into_id: string }>('SELECT merged_into_id FROM contact WHERE id = ?', [contactId]);
      assert.equal(gone?.merged_into_id, byUser);
    });

    it('but not when the contact has another user id: the number went to somebody else', async () => {
      const { phone, user, contactId, wamid: id } = await merchant();
      await world.sql.execute("INSERT INTO contact_identity (tenant_id, kind, value, contact_id) VALUES (?, 'bsuid', ?, ?)", [
        world.tenant.tenantId,
        `${user}9`,
        contactId,
      ]);
      await meta.statuses([report(id, 'delivered', { recipient_id: phone, recipient_user_id: user })]);
      // people are learnt one at a time: whoever comes after was looked at after
      const next = await merchant();
      await meta.statuses([report(next.wamid, 'delivered', { recipient_id: next.phone, recipient_user_id: next.user })]);
      await eventually(async () => (await ownerOf('bsuid', next.user)) === next.contactId, 'the next one');
      assert.equal(await ownerOf('bsuid', user), undefined);
    });

    it('and under which number WhatsApp knows them, when that is written differently', async () => {
      const { phone, contactId, wamid: id } = await merchant();
      const other = `${phone}7`;
      await meta.statuses([report(id, 'delivered', { recipient_id: other })]);
      await eventually(async () => (await ownerOf('phone_e164', `+${other}`)) === contactId, 'the other form');
    });
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
