import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { loadRecipients } from '../../server/contacts/load-recipients.ts';
import { createWorld, errorOf, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
/** sees the first franchise only */
let narrow: Client;
/** a supervisor of the whole company */
let head: Client;
let people = 0;
before(async () => {
  world = await createWorld();
  narrow = await world.clientOf({ sub: 'narrow', name: 'Narrow', role: 'agent', scope: { fids: [world.tenant.fids[0]], oids: [] } });
  head = await world.clientOf({ sub: 'head', name: 'Head', role: 'supervisor' });
});
after(() => world.close());

/** Somebody of the other franchise, with a handset, who does not want automatic messages. */
async function merchant(oids: readonly string[]): Promise<{ id: string; handset: string; phone: string; name: string }> {
  const phone = `60128${String(100_000 + ++people)}`;
  const handset = `handset-${people}`;
  const name = `Encik Rahsia ${people}`;
  world.graph.control.addHandset({ id: handset, name, phone });
  const { tenantId } = world.tenant;
  const { insertId: id } = await world.sql.execute(
    'INSERT INTO contact (tenant_id, wa_phone_e164, display_name, email, opted_out_at) VALUES (?, ?, ?, ?, NOW(3))',
    [tenantId, `+${phone}`, name, 'rahsia@example.my'],
  );
  if (oids.length > 0) {
    await world.sql.execute('INSERT INTO contact_outlet (tenant_id, contact_id, oid, source, is_listed, is_primary) VALUES ?', [
      oids.map((oid, index) => [tenantId, id, oid, 'pos', 1, index === 0 ? 1 : 0]),
    ]);
  }
  return { id, handset, phone: `+${phone}`, name };
}
const linkOf = async (contactId: string, oid: string): Promise<{ source: string; confidence: number; is_primary: number; is_payer: number } | undefined> =>
  (
    await world.sql.query<{ source: string; confidence: number; is_primary: number; is_payer: number }>(
      'SELECT source, confidence, is_primary, is_payer FROM contact_outlet WHERE contact_id = ? AND oid = ?',
      [contactId, oid],
    )
  )[0];
interface Ticket {
  id: string;
  oid: string | null;
  fid: string | null;
  link_state: string;
}
async function ticketAfter(person: { id: string; handset: string }, text: string): Promise<Ticket> {
  await world.graph.control.inbound(person.handset, { kind: 'text', text });
  const found = await eventually(
    async () => (await world.sql.query<Ticket>('SELECT id, oid, fid, link_state FROM ticket WHERE contact_id = ? ORDER BY id DESC LIMIT 1', [person.id]))[0],
    'the ticket',
  );
  return found;
}

describe('a number of somebody in another franchise, typed', () => {
  it('answers what was typed, and nothing else, then and later', async () => {
    const [oid, , theirs] = world.tenant.oids;
    const owner = await merchant([theirs]);
    const card = await narrow.links.add.mutate({ oid, phone: owner.phone, name: 'Guessed' });
    const shown = card.people.find(({ contactId }) => contactId === owner.id);
    assert.deepEqual(
      [shown?.name, shown?.phone, shown?.email, shown?.optedOut, shown?.optedIn, shown?.otherOutlets, shown?.isUnconfirmed, shown?.isRecipient],
      [owner.phone, owner.phone, null, false, false, 0, true, false],
    );
    const gone = await narrow.links.remove.mutate({ oid, contactId: owner.id });
    assert.ok(!JSON.stringify([card, await narrow.links.card.query({ oid }), gone]).includes(owner.name), 'nor when it is said to be wrong');
    await narrow.links.restore.mutate({ oid, contactId: owner.id });
    await narrow.links.add.mutate({ oid, phone: owner.phone });
    assert.equal((await linkOf(owner.id, oid))?.confidence, 40, 'said twice it is no surer');
    const seen = (await head.links.card.query({ oid })).people.find(({ contactId }) => contactId === owner.id);
    assert.deepEqual([seen?.name, seen?.optedOut, seen?.isUnconfirmed], [owner.name, true, true], 'who sees the whole company sees whose it is');
    const trail = await world.sql.query<{ action: string }>("SELECT action FROM audit_log WHERE entity_type = 'outlet' AND entity_id = ? ORDER BY id", [oid]);
    assert.ok(trail.some(({ action }) => action === 'person_added'));
  });

  it('does not take the merchant over: no default, no payer, no confirming, by any number of such links', async () => {
    const [oid, second, theirs] = world.tenant.oids;
    const owner = await merchant([theirs]);
    for (const mine of [oid, second]) await narrow.links.add.mutate({ oid: mine, phone: owner.phone });
    const link = { oid, contactId: owner.id };
    for (const act of ['makePrimary', 'confirm', 'choosePayer'] as const) {
      const error = await errorOf(narrow.links[act].mutate(link));
      assert.deepEqual([error.code, error.details], ['forbidden', { reason: 'contact_unseen' }]);
    }
    assert.deepEqual(await linkOf(owner.id, oid), { source: 'agent', confidence: 40, is_primary: 0, is_payer: 0 });
    assert.equal((await linkOf(owner.id, theirs))?.is_primary, 1, 'the default is what it was');
    assert.notEqual((await loadRecipients(world.sql, world.tenant.tenantId, [second], new Date())).get(second)?.contactId, owner.id);
    const ticket = await ticketAfter(owner, 'the till is stuck');
    assert.deepEqual([ticket.oid, ticket.link_state], [theirs, 'linked']);
    assert.equal((await errorOf(narrow.tickets.get.query({ ticketId: ticket.id }))).code, 'not_found');
    assert.equal((await errorOf(narrow.tickets.linkOutlet.mutate({ ticketId: ticket.id, oid, remember: true }))).code, 'not_found');
  });

  it('makes it a question for a merchant without a default, which their own franchise sees; their tap confirms the link', async () => {
    const [oid, , theirs] = world.tenant.oids;
    const owner = await merchant([theirs]);
    await world.sql.execute('UPDATE contact_outlet SET is_primary = 0 WHERE contact_id = ?', [owner.id]);
    await world.sql.execute('UPDATE contact SET opted_out_at = NULL WHERE id = ?', [owner.id]);
    await narrow.links.add.mutate({ oid, phone: owner.phone });
    const ticket = await ticketAfter(owner, 'hello');
    assert.deepEqual([ticket.oid, ticket.fid, ticket.link_state], [null, world.tenant.fids[1], 'ambiguous']);
    assert.equal((await errorOf(narrow.tickets.get.query({ ticketId: ticket.id }))).code, 'not_found');
    await world.graph.control.inbound(owner.handset, { kind: 'list_reply', choiceId: `outlet:${oid}`, title: 'An outlet' });
    await eventually(async () => (await linkOf(owner.id, oid))?.source === 'merchant', 'the tap');
    assert.deepEqual(await linkOf(owner.id, oid), { source: 'merchant', confidence: 95, is_primary: 1, is_payer: 0 });
    assert.equal((await narrow.links.card.query({ oid })).people.find(({ contactId }) => contactId === owner.id)?.name, owner.name);
  });

  it('is certain when a supervisor of the whole company says so', async () => {
    const [oid, , theirs] = world.tenant.oids;
    const owner = await merchant([theirs]);
    const link = { oid, contactId: owner.id };
    await narrow.links.add.mutate({ oid, phone: owner.phone });
    await head.links.confirm.mutate(link);
    assert.equal((await linkOf(owner.id, oid))?.confidence, 100);
    assert.equal((await narrow.links.card.query({ oid })).people.find(({ contactId }) => contactId === owner.id)?.name, owner.name);
    assert.equal((await errorOf(narrow.links.makePrimary.mutate(link))).code, 'forbidden', 'where new tickets go is still for who sees all of them');
    await head.links.makePrimary.mutate(link);
    assert.equal((await linkOf(owner.id, oid))?.is_primary, 1);
    const other = await merchant([theirs]);
    await head.links.add.mutate({ oid, phone: other.phone });
    assert.equal((await linkOf(other.id, oid))?.confidence, 100, 'who sees everything is not limited');
  });

  it('is nobody to be careful about when they see another outlet of the person, or there is none', async () => {
    const [oid, second, theirs] = world.tenant.oids;
    const both = await merchant([oid, theirs]);
    const card = await narrow.links.add.mutate({ oid: second, phone: both.phone });
    assert.equal(card.people.find(({ contactId }) => contactId === both.id)?.name, both.name);
    await narrow.links.makePrimary.mutate({ oid: second, contactId: both.id });
    const free = await merchant([]);
    await narrow.links.add.mutate({ oid, phone: free.phone });
    assert.equal((await linkOf(free.id, oid))?.confidence, 100);
  });
});

describe('people to whom personal data is masked', () => {
  it('never learn a name from a number they type, whatever they see', async () => {
    const [oid] = world.tenant.oids;
    const masked = await world.clientOf({ sub: 'masked', role: 'agent', pii: 'masked' });
    const known = await merchant([]);
    const card = await masked.links.add.mutate({ oid, phone: known.phone });
    assert.ok(!JSON.stringify([card, await masked.links.card.query({ oid })]).includes(known.name));
    assert.equal((await errorOf(masked.links.confirm.mutate({ oid, contactId: known.id }))).code, 'forbidden');
    await masked.links.add.mutate({ oid, phone: '012-765 4321', name: 'Puan Baru' });
    assert.ok(
      (await masked.links.card.query({ oid })).people.some(({ name }) => name === 'Puan Baru'),
      'whom nobody knew is called as they say',
    );
  });
});
