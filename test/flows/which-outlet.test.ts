import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readSettings } from '../../server/access/read-settings.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { askOutlet } from '../../server/tickets/ask-outlet.ts';
import { createWorld, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

const DAY_MS = 86_400_000;
let world: World;
let agent: Client;
let people = 0;
before(async () => {
  world = await createWorld();
  agent = await world.clientOf({ sub: 'agent', name: 'Agent Ana' });
});
after(() => world.close());

/** Somebody with a handset who speaks for these outlets. */
async function merchant(oids: readonly string[], more: { locale?: string; optedOut?: boolean } = {}): Promise<{ id: string; handset: string }> {
  const phone = `60127${String(100_000 + ++people)}`;
  const handset = `handset-${people}`;
  world.graph.control.addHandset({ id: handset, name: `Owner ${people}`, phone });
  const { tenantId } = world.tenant;
  const { insertId: id } = await world.sql.execute(
    'INSERT INTO contact (tenant_id, wa_phone_e164, display_name, locale, opted_out_at) VALUES (?, ?, ?, ?, ?)',
    [tenantId, `+${phone}`, `Owner ${people}`, more.locale ?? null, more.optedOut ? new Date() : null],
  );
  if (oids.length > 0)
    await world.sql.execute('INSERT INTO contact_outlet (tenant_id, contact_id, oid, source, is_listed) VALUES ?', [
      oids.map((oid) => [tenantId, id, oid, 'pos', 1]),
    ]);
  return { id, handset };
}
const write = (handset: string, text: string): Promise<unknown> => world.graph.control.inbound(handset, { kind: 'text', text });
const tap = (handset: string, choiceId: string): Promise<unknown> => world.graph.control.inbound(handset, { kind: 'list_reply', choiceId, title: 'An outlet' });

interface Ticket {
  id: string;
  oid: string | null;
  fid: string | null;
  link_state: string;
  status: string;
  first_response_at: Date | null;
  awaiting_since: Date | null;
}
const ticketsOf = (contactId: string): Promise<Ticket[]> => world.sql.query<Ticket>('SELECT * FROM ticket WHERE contact_id = ? ORDER BY id', [contactId]);
async function ticketOf(contactId: string): Promise<Ticket> {
  await eventually(async () => (await ticketsOf(contactId)).length > 0, 'the ticket');
  const ticket = (await ticketsOf(contactId)).at(-1);
  assert.ok(ticket);
  return ticket;
}
interface Question {
  id: string;
  content_text: string;
  payload: { interactive: { type: string; options: { id: string; title: string }[] } } | string;
  status: string;
}
const questionsOf = (contactId: string): Promise<Question[]> =>
  world.sql.query<Question>(
    "SELECT m.id, m.content_text, m.payload, m.status FROM message m JOIN automatic_message a ON a.message_id = m.id WHERE m.contact_id = ? AND a.kind = 'outlet_question' ORDER BY m.id",
    [contactId],
  );
const offered = ({ payload }: Question): { type: string; options: { id: string; title: string }[] } =>
  (typeof payload === 'string' ? (JSON.parse(payload) as Exclude<Question['payload'], string>) : payload).interactive;
/** Somebody else's question, asked later, has come: what was to happen before has happened. */
async function settled(): Promise<void> {
  const other = await merchant([world.tenant.oids[0], world.tenant.oids[1]]);
  await write(other.handset, 'another one');
  await eventually(async () => (await questionsOf(other.id)).length === 1, 'the question of somebody else');
}

describe('a new ticket of somebody with several outlets', () => {
  it('asks which one is meant, sends it, and does not stop the clock of the first response', async () => {
    const { oids } = world.tenant;
    const { id, handset } = await merchant([oids[0], oids[1]]);
    await write(handset, 'The printer is broken');
    await eventually(async () => ['sent', 'delivered', 'read'].includes((await questionsOf(id))[0]?.status ?? ''), 'the question to be sent');
    const [question] = await questionsOf(id);
    assert.ok(question);
    assert.match(question.content_text, /^Which outlet/);
    assert.deepEqual(
      offered(question).options.map((option) => option.id),
      [`outlet:${oids[0]}`, `outlet:${oids[1]}`],
    );
    const ticket = await ticketOf(id);
    assert.deepEqual([ticket.link_state, ticket.status, ticket.first_response_at], ['ambiguous', 'new', null]);
    assert.notEqual(ticket.awaiting_since, null, 'the merchant still waits for a person');
  });

  it('takes the outlet that is tapped, remembers it for half a year, and says that the merchant chose', async () => {
    const { oids, fids } = world.tenant;
    const { id, handset } = await merchant([oids[0], oids[1], oids[2]]);
    await write(handset, 'My till is slow');
    await eventually(async () => (await questionsOf(id)).length === 1, 'the question');
    const probe = await world.live(await world.token({ sub: 'ipoh', scope: { fids: [fids[1]], oids: [] } }));
    await tap(handset, `outlet:${oids[2]}`);
    await eventually(async () => (await ticketOf(id)).link_state === 'linked', 'the link');
    const ticket = await ticketOf(id);
    assert.deepEqual([ticket.oid, ticket.fid, ticket.first_response_at], [oids[2], fids[1], null]);
    assert.equal((await ticketsOf(id)).length, 1, 'the tap is an answer, not a new ticket');
    const [link] = await world.sql.query<{ source: string; confidence: number; is_primary: number; expires_at: Date }>(
      'SELECT source, confidence, is_primary, expires_at FROM contact_outlet WHERE contact_id = ? AND oid = ?',
      [id, oids[2]],
    );
    assert.deepEqual([link?.source, link?.confidence, link?.is_primary], ['merchant', 95, 1]);
    assert.ok(Math.abs((link?.expires_at.getTime() ?? 0) - Date.now() - 180 * DAY_MS) < 60_000);
    const audit = await world.sql.query<{ action: string; actor_user_id: string | null; actor_name: string }>(
      "SELECT action, actor_user_id, actor_name FROM audit_log WHERE entity_type = 'ticket' AND entity_id = ? ORDER BY id DESC LIMIT 1",
      [ticket.id],
    );
    assert.deepEqual(audit, [{ action: 'outlet_chosen', actor_user_id: null, actor_name: 'merchant' }]);
    await eventually(() => probe.of('ticket').some((delta) => delta.id === ticket.id), 'the push to who may see it now');
    const thread = await agent.tickets.thread.query({ ticketId: ticket.id });
    assert.ok(thread.items.some((item) => item.kind === 'event' && item.action === 'outlet_chosen'));
    await world.sql.execute("UPDATE ticket SET status = 'closed', closed_at = NOW(3), resolved_at = NOW(3) WHERE id = ?", [ticket.id]);
    await write(handset, 'The next day');
    await eventually(async () => (await ticketsOf(id)).length === 2, 'the next ticket');
    assert.deepEqual([(await ticketOf(id)).oid, (await questionsOf(id)).length], [oids[2], 1], 'remembered, and not asked again');
  });

  it('lets the merchant change their mind, but not a colleague’s', async () => {
    const { oids } = world.tenant;
    const { id, handset } = await merchant([oids[0], oids[1]]);
    await write(handset, 'Hello');
    await eventually(async () => (await questionsOf(id)).length === 1, 'the question');
    for (const oid of [oids[0], oids[1]]) {
      await tap(handset, `outlet:${oid}`);
      await eventually(async () => (await ticketOf(id)).oid === oid, `the tap on ${oid}`);
    }
    const ticket = await ticketOf(id);
    await agent.tickets.linkOutlet.mutate({ ticketId: ticket.id, oid: oids[0], remember: true });
    await agent.links.remove.mutate({ oid: oids[1], contactId: id });
    await tap(handset, `outlet:${oids[0]}`);
    await tap(handset, `outlet:${oids[1]}`);
    await settled();
    assert.equal((await ticketOf(id)).oid, oids[0]);
    const links = await world.sql.query<{ oid: string; state: string; source: string; is_primary: number }>(
      'SELECT oid, state, source, is_primary FROM contact_outlet WHERE contact_id = ? ORDER BY oid',
      [id],
    );
    assert.deepEqual(links, [
      { oid: oids[0], state: 'active', source: 'agent', is_primary: 1 },
      { oid: oids[1], state: 'rejected', source: 'merchant', is_primary: 0 },
    ]);
  });

  it('leaves alone a tap on an outlet the person does not speak for, of another tenant, or that is none', async () => {
    const { oids } = world.tenant;
    const { id, handset } = await merchant([oids[0], oids[1]]);
    await write(handset, 'Hello');
    await eventually(async () => (await questionsOf(id)).length === 1, 'the question');
    await world.sql.execute("UPDATE contact_outlet SET state = 'rejected' WHERE contact_id = ? AND oid = ?", [id, oids[1]]);
    for (const choice of [`outlet:${oids[2]}`, `outlet:${world.otherTenant.oids[0]}`, `outlet:${oids[1]}`, 'outlet:999999999', 'outlet:1 OR 1=1', 'csat:5'])
      await tap(handset, choice);
    await settled();
    const ticket = await ticketOf(id);
    assert.deepEqual([ticket.link_state, ticket.oid], ['ambiguous', null]);
    assert.equal((await world.sql.query('SELECT 1 FROM contact_outlet WHERE contact_id = ?', [id])).length, 2);
  });

  it('speaks Malay to who does, and offers a list when there are many', async () => {
    const { tenantId, oids, fids } = world.tenant;
    const more = ['8001', '8002', '8003'];
    await world.sql.execute('INSERT INTO outlet (tenant_id, oid, fid, name, status) VALUES ?', [
      [
        ...more.map((oid) => [tenantId, oid, fids[0], `Restoran Nasi Kandar Pelita cawangan ${oid}`, 'active']),
        [tenantId, '8004', fids[0], 'Closed long ago', 'closed'],
      ],
    ]);
    const { id, handset } = await merchant([...more, '8004', oids[0]], { locale: 'ms' });
    await write(handset, 'Mesin rosak');
    await eventually(async () => (await questionsOf(id)).length === 1, 'the question');
    const [question] = await questionsOf(id);
    assert.ok(question);
    assert.match(question.content_text, /cawangan/);
    const { type, options } = offered(question);
    assert.deepEqual([type, options.length], ['list', 4], 'the closed one is not offered');
  });
});

describe('nobody is asked', () => {
  const silent = async (id: string, tickets = 1): Promise<void> => {
    await eventually(async () => (await ticketsOf(id)).length === tickets, 'the ticket');
    await settled();
  };
  it('who has one outlet, a default, or said stop', async () => {
    const { oids } = world.tenant;
    const [one, several, out] = [await merchant([oids[0]]), await merchant([oids[0], oids[1]]), await merchant([oids[0], oids[1]], { optedOut: true })];
    await world.sql.execute('UPDATE contact_outlet SET is_primary = 1 WHERE contact_id = ? AND oid = ?', [several.id, oids[1]]);
    for (const { handset } of [one, several, out]) await write(handset, 'Hello');
    for (const { id } of [one, several, out]) await silent(id);
    for (const { id } of [one, several, out]) assert.deepEqual(await questionsOf(id), []);
  });

  it('again within a day', async () => {
    const { oids } = world.tenant;
    const { id, handset } = await merchant([oids[0], oids[1]]);
    await write(handset, 'Hello');
    await eventually(async () => (await questionsOf(id)).length === 1, 'the question');
    await world.sql.execute("UPDATE ticket SET status = 'closed', closed_at = NOW(3), resolved_at = NOW(3) WHERE contact_id = ?", [id]);
    await write(handset, 'Hello again');
    await silent(id, 2);
    assert.equal((await questionsOf(id)).length, 1);
  });

  it('who was written to as often as they may be', async () => {
    const { tenantId, oids } = world.tenant;
    const { id, handset } = await merchant([oids[0], oids[1]]);
    const other = await world.seedTicket({ contactId: id, oid: null, status: 'closed' });
    await world.sql.execute(
      "INSERT INTO automatic_message (tenant_id, contact_id, kind, claim_key, message_id, created_at) VALUES (?, ?, 'renewal', ?, ?, NOW(3))",
      [tenantId, id, `test-${id}`, other.messageId],
    );
    await write(handset, 'Hello');
    await silent(id, 2);
    assert.deepEqual(await questionsOf(id), []);
  });

  it('when the company does not want it', async () => {
    const { tenantId, oids } = world.tenant;
    const { id } = await merchant([oids[0], oids[1]]);
    const { ticketId } = await world.seedTicket({ contactId: id, oid: null });
    await world.sql.execute("UPDATE ticket SET link_state = 'ambiguous' WHERE id = ?", [ticketId]);
    await world.sql.execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'ask_outlet', 'false')", [tenantId]);
    const later = systemContext(tenantId, 'test', world.log);
    // settings are remembered for half a minute
    assert.equal((await readSettings(tenantId, new Date(Date.now() + 60_000))).ask_outlet, false);
    assert.equal(await askOutlet(later, ticketId), null);
    await world.sql.execute("DELETE FROM setting WHERE name = 'ask_outlet'");
  });
});

describe('who is written to', () => {
  it('follows the word of a colleague: an open renewal goes to whom they chose', async () => {
    const { tenantId, fids, contactIds } = world.tenant;
    const oid = '8101';
    const inTenDays = new Date(Date.now() + 10 * DAY_MS).toISOString().slice(0, 10);
    await world.sql.execute("INSERT INTO outlet (tenant_id, oid, fid, name, expiry_date) VALUES (?, ?, ?, 'Roti Raja Taiping', ?)", [
      tenantId,
      oid,
      fids[1],
      inTenDays,
    ]);
    await world.sql.execute("INSERT INTO contact_outlet (tenant_id, contact_id, oid, source) VALUES (?, ?, ?, 'pos')", [tenantId, contactIds[2], oid]);
    const { insertId } = await world.sql.execute('INSERT INTO renewal (tenant_id, fid, oid, due_date, cycle_start, contact_id) VALUES (?, ?, ?, ?, ?, ?)', [
      tenantId,
      fids[1],
      oid,
      inTenDays,
      inTenDays,
      contactIds[2],
    ]);
    const card = await agent.links.add.mutate({ oid, phone: '017-222 3344', name: 'The accountant' });
    const accountant = card.people.find(({ name }) => name === 'The accountant')?.contactId ?? '';
    const recipient = async (): Promise<string | undefined> =>
      (await world.sql.query<{ contact_id: string }>('SELECT contact_id FROM renewal WHERE id = ?', [insertId]))[0]?.contact_id;
    await agent.links.choosePayer.mutate({ oid, contactId: contactIds[2] });
    await eventually(async () => (await recipient()) === contactIds[2], 'the first choice');
    await agent.links.choosePayer.mutate({ oid, contactId: accountant });
    await eventually(async () => (await recipient()) === accountant, 'the second choice');
    await agent.links.remove.mutate({ oid, contactId: accountant });
    await eventually(async () => (await recipient()) === contactIds[2], 'whoever is left');
  });
});
