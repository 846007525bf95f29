import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inTransaction } from '../../server/platform/in-transaction.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { findPromptTicket } from '../../server/tickets/find-prompt-ticket.ts';
import { createWorld, errorOf, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

const PHONE = '60127770001';
let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

it('a reminder of one franchise stays out of the open ticket of another; the answer is heard where it was asked', async () => {
  const { tenantId, numberId, fids, oids } = world.tenant;
  world.graph.control.addHandset({ id: 'owner', name: 'Owner', phone: PHONE });
  const { insertId: contactId } = await world.sql.execute("INSERT INTO contact (tenant_id, wa_phone_e164, display_name) VALUES (?, ?, 'Owner')", [
    tenantId,
    `+${PHONE}`,
  ]);
  await world.sql.execute('INSERT INTO contact_outlet (tenant_id, contact_id, oid, source, is_listed, is_primary) VALUES ?', [
    [
      [tenantId, contactId, oids[0], 'pos', 1, 1],
      [tenantId, contactId, oids[2], 'pos', 1, 0],
    ],
  ]);
  const [mine, theirs] = await Promise.all(fids.map((fid) => world.clientOf({ sub: `of-${fid}`, scope: { fids: [fid], oids: [] } })));
  assert.ok(mine && theirs);
  await world.graph.control.inbound('owner', { kind: 'text', text: 'Printer is broken' });
  const tickets = (): Promise<{ id: string; fid: string; prompt_state: string; is_open: number }[]> =>
    world.sql.query('SELECT id, fid, prompt_state, is_open FROM ticket WHERE contact_id = ? ORDER BY id', [contactId]);
  const open = await eventually(async () => (await tickets())[0], 'the open ticket');
  assert.equal(open.fid, fids[0]);
  const ticketFor = (outlet: { oid: string | null; fid: string } | null): Promise<string> =>
    inTransaction(systemContext(tenantId, 'test', world.log), (ctx) => findPromptTicket(ctx, { contactId, numberId, outlet }));
  assert.equal(await ticketFor({ oid: oids[1], fid: fids[0] }), open.id, 'of the same franchise: where it is worked on');
  const outreach = await ticketFor({ oid: oids[2], fid: fids[1] });
  assert.notEqual(outreach, open.id);
  assert.equal(await ticketFor({ oid: oids[2], fid: fids[1] }), outreach, 'the next one goes there too');
  assert.equal((await errorOf(mine.tickets.get.query({ ticketId: outreach }))).code, 'not_found');
  await world.graph.control.inbound('owner', { kind: 'text', text: 'I will pay on Friday' });
  await eventually(async () => (await tickets()).find(({ id }) => id === outreach)?.prompt_state === 'none', 'the answer');
  const [answered] = await world.sql.query<{ ticket_id: string }>(
    'SELECT ticket_id FROM message WHERE contact_id = ? AND direction = ? ORDER BY id DESC LIMIT 1',
    [contactId, 'in'],
  );
  assert.equal(answered?.ticket_id, outreach);
  assert.equal((await theirs.tickets.get.query({ ticketId: outreach })).id, outreach, 'people of its franchise see it');
  assert.equal((await tickets()).length, 2);
  assert.equal((await mine.tickets.get.query({ ticketId: open.id })).status, 'new', 'the other one is still work');
});
