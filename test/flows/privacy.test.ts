import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLog } from '../../server/platform/log.ts';
import { store } from '../../server/platform/store.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { closeResolvedTickets } from '../../server/tickets/close-resolved-tickets.ts';
import { pruneHistory } from '../../server/tickets/prune-history.ts';
import { pruneEvents } from '../../server/whatsapp/prune-events.ts';
import { createWorld, errorOf, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

const DAY = 24 * 3_600_000;
const context = (): ReturnType<typeof systemContext> => systemContext(world.tenant.tenantId, 'test', createLog('fatal'));

describe('a data subject', () => {
  it('gets everything we hold, and is gone everywhere once erased, files included', async () => {
    const admin = await world.clientOf({ sub: 'dpo', name: 'Officer', role: 'admin' });
    world.graph.control.addHandset({ id: 'lim', name: 'Lim Secretive', phone: '60177654321' });
    await world.graph.control.inbound('lim', { kind: 'text', text: 'my private matter' });
    await world.graph.control.inbound('lim', { kind: 'image', caption: 'private picture' });
    const row = await eventually(async () => (await admin.tickets.list.query({ search: 'Secretive' })).rows[0], 'the ticket');
    const stored = await eventually(
      async () => (await world.sql.query<{ media_key: string }>("SELECT media_key FROM message WHERE ticket_id = ? AND media_state = 'stored'", [row.id]))[0],
      'the picture',
    );
    await admin.tickets.addNote.mutate({ ticketId: row.id, text: 'private note', clientKey: 'privacy-note' });
    await admin.tickets.change.mutate({ ticketId: row.id, subject: { from: null, to: 'private subject' } });
    const contactId = row.contact.id;
    const [oid] = world.tenant.oids;
    const { insertId: renewalId } = await world.sql.execute(
      "INSERT INTO renewal (tenant_id, fid, oid, due_date, cycle_start, contact_id) SELECT tenant_id, fid, oid, '2026-12-31', '2025-12-31', ? FROM outlet WHERE tenant_id = ? AND oid = ?",
      [contactId, world.tenant.tenantId, oid],
    );
    await admin.renewals.logCall.mutate({ id: renewalId, result: 'promised', contactId, note: 'private call' });

    const data = await admin.privacy.exportContact.mutate({ contactId });
    assert.equal(data.contact['phone'], '+60177654321');
    assert.deepEqual(
      data.messages.map(({ text }) => text),
      ['my private matter', 'private picture'],
    );
    assert.equal(data.notes[0]?.text, 'private note');
    assert.deepEqual(
      data.reminders.map(({ channel, result, note }) => [channel, result, note]),
      [['call', 'promised', 'private call']],
    );
    assert.equal(data.tickets[0]?.subject, 'private subject');

    const keep = (hash: string, status: string, raw: string, at = new Date()): Promise<unknown> =>
      world.sql.execute(
        "INSERT INTO webhook_event (tenant_id, provider, event_type, payload_hash, raw, status, received_at) VALUES (?, 'whatsapp', 'test', ?, ?, ?, ?)",
        [hash.startsWith('nobody') ? null : world.tenant.tenantId, hash, Buffer.from(raw), status, at],
      );
    await keep('theirs', 'failed', '{"from":"60177654321","text":"private matter"}');
    await keep('nobody-knows-whose', 'failed', '{"from":"60177654321"');
    await keep('of another', 'failed', '{"from":"60177654322"}');
    const erased = await admin.privacy.eraseContact.mutate({ contactId });
    assert.deepEqual(erased, { tickets: 1, messages: 2, files: 1 });
    await assert.rejects(store().stat(stored.media_key));
    for (const table of [
      'contact',
      'contact_identity',
      'contact_outlet',
      'ticket',
      'message',
      'ticket_note',
      'audit_log',
      'webhook_event',
      'event',
      'renewal_attempt',
    ]) {
      const text = JSON.stringify(await world.sql.query(`SELECT * FROM ${table}`), (_key, value: unknown) =>
        typeof value === 'string' ? value.toLowerCase() : value,
      );
      assert.ok(!/private (matter|picture|note|subject|call)|secretive|177654321/.test(text), table);
      assert.ok(!text.includes(Buffer.from('60177654321').toString('base64').slice(0, 12).toLowerCase()), `${table} keeps the phone inside a WhatsApp id`);
    }
    const kept = await world.sql.query<{ payload_hash: string }>("SELECT payload_hash FROM webhook_event WHERE event_type = 'test' AND raw IS NOT NULL");
    assert.deepEqual(
      kept.map((event) => event.payload_hash),
      ['of another'],
    );
    const { items } = await admin.tickets.thread.query({ ticketId: row.id });
    assert.ok(items.some((item) => item.kind === 'message' && item.deletedAt !== null && item.text === null));
    assert.deepEqual(
      (
        await world.sql.query<{ action: string }>(
          "SELECT action FROM audit_log WHERE entity_type = 'contact' AND entity_id = ? AND actor_user_id IS NOT NULL ORDER BY id",
          [contactId],
        )
      ).map(({ action }) => action),
      ['exported', 'erased'],
    );
    // who writes again is somebody new
    await world.graph.control.inbound('lim', { kind: 'text', text: 'hello again' });
    const again = await eventually(async () => (await admin.tickets.list.query({ search: 'Secretive' })).rows[0], 'the new ticket');
    assert.notEqual(again.contact.id, contactId);
  });

  it('is the business of administrators who see everything', async () => {
    const { contactId } = await world.seedTicket();
    for (const person of [
      { sub: 's', role: 'supervisor' as const },
      { sub: 'n', role: 'admin' as const, scope: { fids: [world.tenant.fids[0]], oids: [] } },
      { sub: 'm', role: 'admin' as const, pii: 'masked' as const },
    ]) {
      const client = await world.clientOf(person);
      assert.equal((await errorOf(client.privacy.exportContact.mutate({ contactId }))).code, 'forbidden');
      assert.equal((await errorOf(client.privacy.eraseContact.mutate({ contactId }))).code, 'forbidden');
    }
  });
});

describe('time', () => {
  it('closes what stayed resolved for 72 hours, once, and leaves the rest', async () => {
    const old = await world.seedTicket({ status: 'resolved', at: new Date(Date.now() - 4 * DAY) });
    const fresh = await world.seedTicket({ status: 'resolved', at: new Date(Date.now() - 2 * DAY) });
    await closeResolvedTickets(context());
    const states = await world.sql.query<{ id: string; status: string }>('SELECT id, status FROM ticket WHERE id IN (?)', [[old.ticketId, fresh.ticketId]]);
    assert.deepEqual(Object.fromEntries(states.map(({ id, status }) => [id, status])), { [old.ticketId]: 'closed', [fresh.ticketId]: 'resolved' });
    assert.equal(await closeResolvedTickets(context()), 0);
  });

  it('forgets webhook parts, the failed ones later, and never what still waits for the broker', async () => {
    const rows = {
      done: ['processed', 31],
      'done lately': ['processed', 29],
      failed: ['failed', 91],
      'failed lately': ['failed', 89],
      waiting: ['received', 400],
    } as const;
    for (const [hash, [status, days]] of Object.entries(rows))
      await world.sql.execute("INSERT INTO webhook_event (provider, event_type, payload_hash, status, received_at) VALUES ('whatsapp', 'age', ?, ?, ?)", [
        hash,
        status,
        new Date(Date.now() - days * DAY),
      ]);
    await pruneEvents(new Date());
    const left = await world.sql.query<{ payload_hash: string }>("SELECT payload_hash FROM webhook_event WHERE event_type = 'age' ORDER BY id");
    assert.deepEqual(
      left.map((event) => event.payload_hash),
      ['done lately', 'failed lately', 'waiting'],
    );
  });

  it('takes the content of finished conversations after 24 months, and their audit; open ones stay', async () => {
    const at = new Date(Date.now() - 26 * 31 * DAY);
    const done = await world.seedTicket({ status: 'closed', at, text: 'ancient words', subject: 'ancient subject' });
    const open = await world.seedTicket({ status: 'open', at, text: 'ancient but open' });
    const recent = await world.seedTicket({ status: 'closed', text: 'recent words' });
    await world.sql.execute("INSERT INTO audit_log (tenant_id, entity_type, entity_id, action, created_at) VALUES (?, 'ticket', ?, 'created', ?)", [
      world.tenant.tenantId,
      done.ticketId,
      at,
    ]);
    const pruned = await pruneHistory(context());
    assert.deepEqual(pruned, { tickets: 1, auditRows: 1 });
    const texts = await world.sql.query<{ ticket_id: string; content_text: string | null }>(
      'SELECT ticket_id, content_text FROM message WHERE ticket_id IN (?)',
      [[done.ticketId, open.ticketId, recent.ticketId]],
    );
    assert.deepEqual(Object.fromEntries(texts.map((row) => [row.ticket_id, row.content_text])), {
      [done.ticketId]: null,
      [open.ticketId]: 'ancient but open',
      [recent.ticketId]: 'recent words',
    });
    assert.deepEqual(await pruneHistory(context()), { tickets: 0, auditRows: 0 });
  });
});
