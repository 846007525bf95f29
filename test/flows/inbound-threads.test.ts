import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

interface Ticket {
  id: string;
  status: string;
  fid: string | null;
  oid: string | null;
  link_state: string;
  former_ticket_id: string | null;
  reopen_count: number;
  inbound_count: number;
  unread_count: number;
  awaiting_since: Date | null;
  first_inbound_at: Date | null;
  last_message_at: Date;
  preview_type: string | null;
  preview_text: string | null;
  revision: number;
}

describe('threads of inbound messages', () => {
  let world: World;
  let meta: WebhookSender;
  let phones = 0;
  const newPhone = (): string => `6013${String(7_000_000 + ++phones)}`;
  const tickets = (phone: string): Promise<Ticket[]> =>
    world.sql.query<Ticket>(
      'SELECT t.* FROM ticket t JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id WHERE c.wa_phone_e164 = ? ORDER BY t.id',
      [`+${phone}`],
    );
  const send = async (phone: string, text: string, more: Record<string, unknown> = {}, secondsAgo = 0): Promise<string> => {
    const message = textMessage(phone, text, more, secondsAgo);
    assert.equal(await meta.messages([message], { wa_id: phone, profile: { name: `Kedai ${phone}` } }), 200);
    await eventually(async () => (await world.sql.query('SELECT 1 FROM message WHERE wa_message_id = ?', [message.id])).length > 0, `"${text}" to be stored`);
    return message.id;
  };
  const only = async (phone: string): Promise<Ticket> => {
    const [ticket, second] = await tickets(phone);
    assert.ok(ticket && !second, 'exactly one ticket');
    return ticket;
  };
  const actions = async (ticketId: string): Promise<string[]> =>
    (await world.sql.query<{ action: string }>("SELECT action FROM audit_log WHERE entity_type = 'ticket' AND entity_id = ? ORDER BY id", [ticketId])).map(
      (row) => row.action,
    );

  before(async () => {
    world = await createWorld({ graph: false });
    meta = new WebhookSender(world.url);
  });
  after(() => world.close());

  it('opens a ticket, then appends, counts and shows the newest line', async () => {
    const phone = newPhone();
    await send(phone, 'pertama', {}, 30);
    await send(phone, 'kedua', {}, 10);
    const ticket = await only(phone);
    assert.deepEqual(
      [ticket.status, ticket.inbound_count, ticket.unread_count, ticket.preview_text, ticket.revision, ticket.link_state],
      ['new', 2, 2, 'kedua', 2, 'unknown'],
    );
    assert.deepEqual(ticket.awaiting_since, ticket.first_inbound_at);
    assert.ok(ticket.awaiting_since && ticket.last_message_at > ticket.awaiting_since);
    assert.deepEqual(await actions(ticket.id), ['created']);
    const [created] = await world.sql.query<{ created_at: Date }>("SELECT created_at FROM audit_log WHERE entity_type = 'ticket' AND entity_id = ?", [
      ticket.id,
    ]);
    assert.deepEqual(created?.created_at, ticket.first_inbound_at, 'it begins with the first message');
    const { items } = await (await world.clientOf({ sub: 'reader' })).tickets.thread.query({ ticketId: ticket.id });
    assert.deepEqual(
      items.map((item) => item.kind),
      ['event', 'message', 'message'],
    );
  });

  it('does not let a late message move the window, the last time or the line backwards', async () => {
    const phone = newPhone();
    await send(phone, 'baru', {}, 10);
    const before = await only(phone);
    await send(phone, 'lama', {}, 7200);
    const after = await only(phone);
    assert.deepEqual([after.last_message_at, after.preview_text, after.unread_count], [before.last_message_at, 'baru', 2]);
    assert.ok(after.first_inbound_at && before.first_inbound_at && after.first_inbound_at < before.first_inbound_at);
    const [window] = await world.sql.query<{ last_inbound_at: Date }>('SELECT last_inbound_at FROM conversation WHERE current_ticket_id = ?', [after.id]);
    assert.deepEqual(window?.last_inbound_at, before.last_message_at);
  });

  it('takes the outlet a contact speaks for; several without a choice are left to a person', async () => {
    const { tenantId, oids, fids } = world.tenant;
    const link = async (phone: string, list: [string, number][]): Promise<void> => {
      const { insertId } = await world.sql.execute('INSERT INTO contact (tenant_id, wa_phone_e164, display_name) VALUES (?, ?, ?)', [
        tenantId,
        `+${phone}`,
        'Dari POS',
      ]);
      for (const [oid, primary] of list)
        await world.sql.execute("INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source) VALUES (?, ?, ?, ?, 'pos')", [
          tenantId,
          insertId,
          oid,
          primary,
        ]);
    };
    const [one, several, chosen] = [newPhone(), newPhone(), newPhone()];
    await link(one, [[oids[0], 0]]);
    await link(several, [
      [oids[0], 0],
      [oids[2], 0],
    ]);
    await link(chosen, [
      [oids[0], 0],
      [oids[2], 1],
    ]);
    for (const phone of [one, several, chosen]) await send(phone, 'helo');
    const found = await Promise.all([one, several, chosen].map(only));
    assert.deepEqual(
      found.map((ticket) => [ticket.link_state, ticket.oid, ticket.fid]),
      [
        ['linked', oids[0], fids[0]],
        ['ambiguous', null, null],
        ['linked', oids[2], fids[1]],
      ],
    );
    assert.deepEqual(await actions(found[0]?.id ?? ''), ['created', 'outlet_matched']);
    assert.deepEqual(await actions(found[1]?.id ?? ''), ['created', 'outlet_ambiguous']);
    const [contacts] = await world.sql.query<{ n: string }>('SELECT COUNT(*) AS n FROM contact WHERE wa_phone_e164 = ?', [`+${one}`]);
    assert.equal(contacts?.n, '1', 'the contact the POS told us of is found by its phone');
  });

  it('reopens what was resolved less than 72 h ago and counts it; later there is a new ticket that points back', async () => {
    const phone = newPhone();
    await send(phone, 'rosak');
    const first = await only(phone);
    const resolve = (hours: number): Promise<unknown> =>
      world.sql.execute("UPDATE ticket SET status = 'resolved', resolved_at = ?, awaiting_since = NULL, unread_count = 0 WHERE id = ?", [
        new Date(Date.now() - hours * 3_600_000),
        first.id,
      ]);
    await resolve(71);
    await send(phone, 'rosak lagi');
    const again = await only(phone);
    assert.deepEqual([again.status, again.reopen_count, again.unread_count], ['open', 1, 1]);
    assert.ok(again.awaiting_since);
    assert.deepEqual(await actions(first.id), ['created', 'reopened']);
    await resolve(73);
    await send(phone, 'soal lain');
    const [, second] = await tickets(phone);
    assert.deepEqual([second?.status, second?.former_ticket_id, second?.inbound_count], ['new', first.id, 1]);
  });

  it('opens a ticket again that waited for the merchant, and goes to another open one when the current is done', async () => {
    const phone = newPhone();
    await send(phone, 'satu');
    const first = await only(phone);
    await world.sql.execute("UPDATE ticket SET status = 'pending_merchant' WHERE id = ?", [first.id]);
    await send(phone, 'jawapan');
    assert.equal((await only(phone)).status, 'open');
    assert.deepEqual(await actions(first.id), ['created', 'status_changed']);
    await world.sql.execute("UPDATE ticket SET status = 'closed' WHERE id = ?", [first.id]);
    const { insertId } = await world.sql.execute(
      "INSERT INTO ticket (tenant_id, number_id, contact_id, status, last_message_at) SELECT tenant_id, number_id, contact_id, 'pending_internal', last_message_at FROM ticket WHERE id = ?",
      [first.id],
    );
    await send(phone, 'ke tiket kedua');
    const [, second] = await tickets(phone);
    assert.deepEqual([second?.id, second?.status, second?.inbound_count], [insertId, 'pending_internal', 1]);
  });

  it('puts reactions on their message without a new ticket or unread; takes edits and deletions; keeps the newest edit', async () => {
    const phone = newPhone();
    const id = await send(phone, 'printer rosk');
    const messageOf = async (): Promise<{
      content_text: string;
      payload: { reactions?: unknown[] } | null;
      edited_at: Date | null;
      deleted_at: Date | null;
    }> => {
      const [row] = await world.sql.query<{ content_text: string; payload: { reactions?: unknown[] } | null; edited_at: Date | null; deleted_at: Date | null }>(
        'SELECT content_text, payload, edited_at, deleted_at FROM message WHERE wa_message_id = ?',
        [id],
      );
      assert.ok(row);
      return row;
    };
    const act = async (type: string, part: Record<string, unknown>, secondsAgo = 0): Promise<void> => {
      const message = { ...textMessage(phone, '', {}, secondsAgo), type, [type]: part, text: undefined };
      assert.equal(await meta.messages([message]), 200);
    };
    await act('reaction', { message_id: id, emoji: '👍' });
    await eventually(async () => (await messageOf()).payload?.reactions?.length === 1, 'the reaction');
    assert.deepEqual((await messageOf()).payload?.reactions, [{ emoji: '👍', from: 'merchant', by: null }]);
    await act('reaction', { message_id: id });
    await eventually(async () => (await messageOf()).payload?.reactions?.length === 0, 'the reaction taken back');
    const live = await world.live(await world.token());
    await live.settle();
    await act('edit', { original_message_id: id, message: { type: 'text', text: { body: 'printer rosak' } } });
    await eventually(async () => (await messageOf()).content_text === 'printer rosak', 'the edit');
    await act('edit', { original_message_id: id, message: { type: 'text', text: { body: 'lebih lama' } } }, 60);
    await act('revoke', { original_message_id: id });
    await eventually(async () => (await messageOf()).deleted_at !== null, 'the deletion');
    await eventually(() => live.of('ticket').some(({ patch }) => patch.preview?.type === 'deleted'), 'the push');
    assert.equal((await messageOf()).content_text, 'printer rosak', 'an older edit came too late');
    const ticket = await only(phone);
    assert.deepEqual([ticket.unread_count, ticket.inbound_count, ticket.preview_type, ticket.preview_text], [1, 1, 'deleted', null]);
    const previews = live.of('ticket').flatMap(({ id: ticketId, patch }) => (ticketId === ticket.id && patch.preview ? [patch.preview] : []));
    assert.deepEqual(
      previews.slice(-2).map(({ type, text }) => [type, text]),
      [
        ['text', 'printer rosak'],
        ['deleted', null],
      ],
      'the lists hear of both',
    );
  });

  it('takes reactions in the order they were made, whatever order they come in', async () => {
    const phone = newPhone();
    const id = await send(phone, 'terima kasih');
    const act = async (emoji: string | null, secondsAgo: number): Promise<void> => {
      const reaction = { message_id: id, ...(emoji === null ? {} : { emoji }) };
      const message = { ...textMessage(phone, '', {}, secondsAgo), type: 'reaction', reaction, text: undefined };
      assert.equal(await meta.messages([message]), 200);
      await eventually(async () => (await world.sql.query('SELECT 1 FROM message WHERE wa_message_id = ?', [message.id])).length > 0, 'the reaction');
    };
    const shown = async (): Promise<unknown> =>
      (await world.sql.query<{ payload: { reactions?: unknown } | null }>('SELECT payload FROM message WHERE wa_message_id = ?', [id]))[0]?.payload?.reactions;
    await act('❤️', 10);
    await act('👍', 30);
    assert.deepEqual(await shown(), [{ emoji: '❤️', from: 'merchant', by: null }]);
    await act(null, 5);
    await act('😂', 8);
    assert.deepEqual(await shown(), [], 'taken back is taken back');
  });

  it('applies an edit, a reaction and a deletion that came before their message, once it is there, and tells the open thread', async () => {
    const phone = newPhone();
    await send(phone, 'pembuka');
    const [edited, deleted] = [textMessage(phone, 'printer rosk', {}, 20), textMessage(phone, 'tersilap hantar', {}, 20)];
    const act = async (type: string, part: Record<string, unknown>, secondsAgo: number): Promise<void> =>
      assert.equal(await meta.messages([{ ...textMessage(phone, '', {}, secondsAgo), type, [type]: part, text: undefined }]), 200);
    const edit = (body: string): Record<string, unknown> => ({ original_message_id: edited.id, message: { type: 'text', text: { body } } });
    await act('edit', edit('printer rosak'), 5);
    await act('edit', edit('printer rsk'), 15);
    await act('reaction', { message_id: edited.id, emoji: '🙏' }, 4);
    await act('revoke', { original_message_id: deleted.id }, 5);
    const parked = async (): Promise<number> =>
      (await world.sql.query('SELECT 1 FROM unmatched_status WHERE wa_message_id IN (?)', [[edited.id, deleted.id]])).length;
    await eventually(async () => (await parked()) === 3, 'the changes to wait');
    const live = await world.live(await world.token());
    live.send({ t: 'watch', ticketId: (await only(phone)).id });
    await live.settle();
    assert.equal(await meta.messages([edited, deleted]), 200);
    await eventually(async () => (await parked()) === 0, 'the changes to be applied');
    const [first] = await world.sql.query<{ content_text: string; payload: { reactions?: unknown } }>(
      'SELECT content_text, payload FROM message WHERE wa_message_id = ?',
      [edited.id],
    );
    assert.equal(first?.content_text, 'printer rosak', 'the newest edit');
    assert.deepEqual(first?.payload.reactions, [{ emoji: '🙏', from: 'merchant', by: null }]);
    assert.equal((await world.sql.query('SELECT 1 FROM message WHERE wa_message_id = ? AND deleted_at IS NOT NULL', [deleted.id])).length, 1);
    await eventually(
      () => live.of('item').some(({ item }) => item.kind === 'message' && item.text === 'printer rosak' && item.reactions.length === 1),
      'the push',
    );
  });

  it('keeps a reaction to a message nobody knows, and opens no ticket for it', async () => {
    const phone = newPhone();
    const message = { ...textMessage(phone, ''), type: 'reaction', reaction: { message_id: 'wamid.of-another-world', emoji: '❤️' }, text: undefined };
    assert.equal(await meta.messages([message]), 200);
    await eventually(async () => (await world.sql.query("SELECT 1 FROM webhook_event WHERE event_type = 'orphan'")).length > 0, 'the kept reaction');
    assert.deepEqual(await tickets(phone), []);
  });

  it('records opt-out and opt-in words', async () => {
    const phone = newPhone();
    await send(phone, 'BERHENTI');
    const contact = async (): Promise<{ opted_out_at: Date | null; opted_in_at: Date | null } | undefined> =>
      (
        await world.sql.query<{ opted_out_at: Date | null; opted_in_at: Date | null }>(
          'SELECT opted_out_at, opted_in_at FROM contact WHERE wa_phone_e164 = ?',
          [`+${phone}`],
        )
      )[0];
    assert.ok((await contact())?.opted_out_at);
    await send(phone, 'Mula');
    assert.equal((await contact())?.opted_out_at, null);
    assert.ok((await contact())?.opted_in_at);
    const ledger = await world.sql.query<{ state: string; source: string }>(
      'SELECT n.state, n.source FROM contact_consent n JOIN contact c ON c.id = n.contact_id WHERE c.wa_phone_e164 = ? ORDER BY n.id',
      [`+${phone}`],
    );
    assert.deepEqual(
      ledger.map((row) => `${row.state} ${row.source}`),
      ['out whatsapp_word', 'in whatsapp_word'],
    );
  });

  it('shows unsupported and unknown kinds as what they are', async () => {
    const phone = newPhone();
    await send(phone, '', {
      type: 'unsupported',
      text: undefined,
      errors: [{ code: 131051, title: 'Message type unknown' }],
      unsupported: { type: 'poll_creation' },
    });
    await send(phone, '', { type: 'hologram', text: undefined, hologram: { deep: JSON.parse('['.repeat(60) + ']'.repeat(60)) as unknown, odd: '\ud800' } });
    const client = await world.clientOf();
    const { items } = await client.tickets.thread.query({ ticketId: (await only(phone)).id });
    assert.deepEqual(
      items.filter((item) => item.kind === 'message').map((item) => [item.type, item.detail]),
      [
        ['unsupported', 'poll_creation'],
        ['unknown', 'hologram'],
      ],
    );
    const [window] = await world.sql.query<{ last_inbound_at: Date | null }>('SELECT last_inbound_at FROM conversation WHERE current_ticket_id = ?', [
      (await only(phone)).id,
    ]);
    assert.ok(window?.last_inbound_at, 'the unknown kind opens the window');
  });

  it('pushes the new line and the bubble to those who may see them', async () => {
    const phone = newPhone();
    const live = await world.live(await world.token());
    await send(phone, 'satu');
    const { id } = await only(phone);
    await eventually(() => live.of('ticket').some((delta) => delta.id === id && delta.refetch), 'the new ticket');
    live.send({ t: 'watch', ticketId: id });
    await live.settle();
    const first = (await world.sql.query<{ wa_message_id: string }>('SELECT wa_message_id FROM message WHERE ticket_id = ?', [id]))[0]?.wa_message_id;
    await send(phone, 'dua', { context: { id: first } });
    await eventually(
      () => live.of('item').some(({ item }) => item.kind === 'message' && item.text === 'dua' && item.replyTo?.text === 'satu'),
      'the bubble with its quote',
    );
    const delta = live.of('ticket').findLast((frame) => frame.id === id);
    assert.deepEqual([delta?.patch.unread, delta?.rev, delta?.patch.preview?.text], [2, 2, 'dua']);
  });
});
