import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { loadRecipients } from '../../server/contacts/load-recipients.ts';
import { createWorld, errorOf, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
let agent: Client;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  agent = await world.clientOf({ sub: 'agent', name: 'Agent Ana' });
});
after(() => world.close());

interface Link {
  contact_id: string;
  oid: string;
  is_primary: number;
  is_payer: number;
  source: string;
  confidence: number;
  state: string;
  is_listed: number;
  confirmed_at: Date | null;
  expires_at: Date | null;
}
const linksOf = (oid: string): Promise<Link[]> => world.sql.query<Link>('SELECT * FROM contact_outlet WHERE oid = ? ORDER BY contact_id', [oid]);
const auditOf = (entity: string, id: string): Promise<{ action: string; actor_name: string; before_json: unknown; after_json: unknown }[]> =>
  world.sql.query('SELECT action, actor_name, before_json, after_json FROM audit_log WHERE entity_type = ? AND entity_id = ? ORDER BY id', [entity, id]);

describe('the card of an outlet', () => {
  it('names its facts, its people with where the link comes from, and its open tickets', async () => {
    const [oid] = world.tenant.oids;
    const open = await world.seedTicket({ oid, subject: 'Printer' });
    await world.seedTicket({ oid, status: 'closed' });
    const lead = await world.seedTicket({ oid, subject: 'A second outlet' });
    await world.sql.execute('UPDATE ticket SET category_id = (SELECT id FROM category WHERE tenant_id = ? AND is_lead = 1 LIMIT 1) WHERE id = ?', [
      world.tenant.tenantId,
      lead.ticketId,
    ]);
    const outreach = await world.seedTicket({ oid });
    await world.sql.execute("UPDATE ticket SET prompt_state = 'outreach' WHERE id = ?", [outreach.ticketId]);
    const card = await agent.links.card.query({ oid });
    assert.equal(card.name, 'Kopi Kita Bangsar default');
    assert.equal(card.missingSince, null);
    assert.deepEqual(
      card.openTickets.map(({ id, subject, unread }) => ({ id, subject, unread })),
      [{ id: open.ticketId, subject: 'Printer', unread: 1 }],
    );
    assert.deepEqual(
      card.leads.map(({ id, subject }) => ({ id, subject })),
      [{ id: lead.ticketId, subject: 'A second outlet' }],
    );
    assert.equal(card.doneTickets, 1);
    assert.deepEqual(
      card.people.map(({ contactId, source, confidence, isPrimary, isPayer, isRecipient, hasWhatsapp }) => ({
        contactId,
        source,
        confidence,
        isPrimary,
        isPayer,
        isRecipient,
        hasWhatsapp,
      })),
      [{ contactId: world.tenant.contactIds[0], source: 'pos', confidence: 90, isPrimary: true, isPayer: false, isRecipient: true, hasWhatsapp: true }],
    );
    assert.deepEqual(card.can, { link: true, renew: false });
  });
});

describe('a person added by phone', () => {
  it('is the contact we know, whatever way the number is written; links are certain, audited and live', async () => {
    const [, oid] = world.tenant.oids;
    const known = world.tenant.contactIds[3];
    const probe = await world.live(await world.token({ sub: 'beside', scope: { fids: [], oids: [oid] } }));
    const card = await agent.links.add.mutate({ oid, phone: '012-100 5553', name: 'Another name' });
    const person = card.people.find(({ contactId }) => contactId === known);
    assert.deepEqual([person?.name, person?.source, person?.confidence, person?.isListed], ['Merchant 3 default', 'agent', 100, false]);
    await eventually(() => probe.of('outlet').some((delta) => delta.oid === oid), 'the push');
    const before = await auditOf('outlet', oid);
    assert.deepEqual([before.at(-1)?.action, before.at(-1)?.actor_name], ['person_added', 'Agent Ana']);
    await agent.links.add.mutate({ oid, phone: '0060 12 100 5553' });
    assert.equal((await auditOf('outlet', oid)).length, before.length, 'said twice it changes nothing');
  });

  it('is a new contact with an identity when nobody has the number, and is then recognised', async () => {
    const [, oid] = world.tenant.oids;
    await agent.links.add.mutate({ oid, phone: '011-2345 6789', name: '  Puan Siti ' });
    const [contact] = await world.sql.query<{ id: string; display_name: string }>("SELECT id, display_name FROM contact WHERE wa_phone_e164 = '+601123456789'");
    assert.equal(contact?.display_name, 'Puan Siti');
    const identities = await world.sql.query<{ contact_id: string }>("SELECT contact_id FROM contact_identity WHERE value = '+601123456789'");
    assert.deepEqual(identities, [{ contact_id: contact.id }]);
    await Promise.all(Array.from({ length: 4 }, () => agent.links.add.mutate({ oid, phone: '011-2222 3333' })));
    assert.equal((await world.sql.query("SELECT 1 FROM contact WHERE wa_phone_e164 = '+601122223333'")).length, 1, 'four at once make one');
  });

  it('is refused when the number is none', async () => {
    const error = await errorOf(agent.links.add.mutate({ oid: world.tenant.oids[0], phone: '012 or so' }));
    assert.deepEqual([error.code, error.details], ['invalid_input', { field: 'phone' }]);
  });
});

describe('a link', () => {
  it('is rejected and brought back as it was, and counts for nothing meanwhile', async () => {
    const [, , oid] = world.tenant.oids;
    const contactId = world.tenant.contactIds[2];
    await agent.links.choosePayer.mutate({ oid, contactId });
    const gone = await agent.links.remove.mutate({ oid, contactId });
    assert.deepEqual([gone.people, gone.rejected.map((person) => person.contactId)], [[], [contactId]]);
    assert.equal((await loadRecipients(world.sql, world.tenant.tenantId, [oid], new Date())).size, 0);
    const { ticketId } = await world.seedTicket({ oid: null, contactId });
    assert.deepEqual((await agent.tickets.get.query({ ticketId })).candidates, []);
    assert.equal((await errorOf(agent.links.choosePayer.mutate({ oid, contactId }))).code, 'conflict');
    const back = await agent.links.restore.mutate({ oid, contactId });
    assert.deepEqual(
      back.people.map(({ isPayer, isPrimary, source, confidence }) => ({ isPayer, isPrimary, source, confidence })),
      [{ isPayer: true, isPrimary: true, source: 'pos', confidence: 90 }],
    );
    assert.deepEqual(
      (await auditOf('outlet', oid)).map(({ action }) => action),
      ['payer_chosen', 'person_rejected', 'person_restored'],
    );
    assert.equal((await loadRecipients(world.sql, world.tenant.tenantId, [oid], new Date())).get(oid)?.contactId, contactId);
  });

  it('that expired is shown as such, counts for nothing, and is certain again once confirmed', async () => {
    const [, , oid] = world.tenant.oids;
    const contactId = world.tenant.contactIds[3];
    const past = new Date(Date.now() - 1_000);
    await world.sql.execute(
      "INSERT INTO contact_outlet (tenant_id, contact_id, oid, source, confidence, expires_at, is_primary) VALUES (?, ?, ?, 'merchant', 95, ?, 1)",
      [world.tenant.tenantId, contactId, oid, past],
    );
    const shown = (await agent.links.card.query({ oid })).people.find((person) => person.contactId === contactId);
    assert.deepEqual([shown?.isExpired, shown?.confidence, shown?.isPrimary, shown?.isRecipient], [true, 0, false, false]);
    await world.sql.execute('UPDATE contact_outlet SET is_listed = 1 WHERE contact_id = ? AND oid = ?', [contactId, oid]);
    const listed = (await agent.links.card.query({ oid })).people.find((person) => person.contactId === contactId);
    assert.deepEqual([listed?.isExpired, listed?.source, listed?.confidence, listed?.isPrimary], [false, 'pos', 90, false], 'the POS still names it');
    await world.sql.execute('UPDATE contact_outlet SET is_listed = 0 WHERE contact_id = ? AND oid = ?', [contactId, oid]);
    const sure = (await agent.links.confirm.mutate({ oid, contactId })).people.find((person) => person.contactId === contactId);
    assert.deepEqual([sure?.isExpired, sure?.source, sure?.confidence, sure?.expiresAt], [false, 'agent', 100, null]);
  });

  it('makes its outlet the default of the person, of whom there is one', async () => {
    const [first, second] = world.tenant.oids;
    const contactId = world.tenant.contactIds[0];
    await agent.links.add.mutate({ oid: second, phone: '012-100 5550' });
    await agent.links.makePrimary.mutate({ oid: second, contactId });
    const rows = await world.sql.query<{ oid: string; is_primary: number }>('SELECT oid, is_primary FROM contact_outlet WHERE contact_id = ? ORDER BY oid', [
      contactId,
    ]);
    assert.deepEqual(rows, [
      { oid: first, is_primary: 0 },
      { oid: second, is_primary: 1 },
    ]);
    assert.equal((await auditOf('contact', contactId)).at(-1)?.action, 'default_outlet_changed');
    const card = await agent.links.makePrimary.mutate({ oid: first, contactId });
    assert.equal(card.people.find((person) => person.contactId === contactId)?.isPrimary, true);
    assert.equal(card.people.find((person) => person.contactId === contactId)?.otherOutlets, 1);
  });

  it('sends the renewals of an outlet to one person only', async () => {
    const [oid] = world.tenant.oids;
    const [first, , , other] = world.tenant.contactIds;
    await agent.links.add.mutate({ oid, phone: '012-100 5553' });
    await agent.links.choosePayer.mutate({ oid, contactId: first });
    const card = await agent.links.choosePayer.mutate({ oid, contactId: other });
    assert.deepEqual(card.people.map(({ contactId, isPayer, isRecipient }) => [contactId, isPayer, isRecipient])[0], [other, true, true]);
    assert.equal((await linksOf(oid)).filter((link) => link.is_payer === 1).length, 1);
    await world.sql.execute('UPDATE contact SET opted_out_at = NOW(3) WHERE id = ?', [other]);
    const without = await agent.links.card.query({ oid });
    assert.equal(without.people.find((person) => person.isRecipient)?.contactId, first, 'who opted out is not written to while there is another');
    await world.sql.execute('UPDATE contact SET opted_out_at = NULL WHERE id = ?', [other]);
  });
});

describe('who may say so', () => {
  it('not a role that may not link', async () => {
    const sales = await world.clientOf({ sub: 'sales', role: 'sales' });
    const link = { oid: world.tenant.oids[0], contactId: world.tenant.contactIds[0] };
    const calls = [
      sales.links.remove.mutate(link),
      sales.links.confirm.mutate(link),
      sales.links.choosePayer.mutate(link),
      sales.links.add.mutate({ oid: link.oid, phone: '012-345 6789' }),
    ];
    for (const call of calls) assert.equal((await errorOf(call)).code, 'forbidden');
    assert.deepEqual((await sales.links.card.query({ oid: link.oid })).can, { link: false, renew: false });
  });

  it('not about an outlet out of scope, nor of another tenant; other outlets of a person are counted within the scope', async () => {
    const narrow = await world.clientOf({ sub: 'narrow', scope: { fids: [], oids: [world.tenant.oids[0]] } });
    const contactId = world.tenant.contactIds[2];
    for (const oid of [world.tenant.oids[2], world.otherTenant.oids[0], '999999'])
      assert.equal((await errorOf(narrow.links.remove.mutate({ oid, contactId }))).code, 'not_found');
    const mine = (await narrow.links.card.query({ oid: world.tenant.oids[0] })).people.find((person) => person.contactId === world.tenant.contactIds[0]);
    assert.equal(mine?.otherOutlets, 0);
  });

  it('masked people see whom it is about without the number', async () => {
    const masked = await world.clientOf({ sub: 'masked', pii: 'masked' });
    const card = await masked.links.card.query({ oid: world.tenant.oids[0] });
    assert.ok(card.people.length > 0);
    assert.ok(!/\+6012100|merchant\d@|Jalan/.test(JSON.stringify(card)), JSON.stringify(card));
  });
});
