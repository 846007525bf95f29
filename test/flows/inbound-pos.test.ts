import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createPosSimulator, type PosSimulator } from '../../embed-demo/simulators/pos/create-pos-simulator.ts';
import type { PosOutlet } from '../../embed-demo/simulators/pos/pos-types.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { followOutlets } from '../../server/tickets/follow-outlets.ts';
import { createWorld, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

interface Ticket {
  id: string;
  link_state: string;
  oid: string | null;
  fid: string | null;
}

describe('outlets of the POS, and of phones nobody linked yet', () => {
  let world: World;
  let meta: WebhookSender;
  let pos: PosSimulator;
  const at = new Date().toISOString();

  const ticketOf = async (phone: string): Promise<Ticket | undefined> =>
    (
      await world.sql.query<Ticket>(
        'SELECT t.id, t.link_state, t.oid, t.fid FROM ticket t JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id WHERE c.wa_phone_e164 = ?',
        [`+${phone}`],
      )
    )[0];
  const learned = (phone: string): Promise<object[]> =>
    world.sql.query(
      "SELECT a.id FROM audit_log a JOIN contact c ON c.tenant_id = a.tenant_id AND c.id = a.entity_id WHERE a.entity_type = 'contact' AND a.action = 'outlets_learned' AND c.wa_phone_e164 = ?",
      [`+${phone}`],
    );
  const write = async (phone: string): Promise<void> => assert.equal(await meta.messages([textMessage(phone, 'helo')]), 200);

  before(async () => {
    const outlet = (oid: number, fid: number): PosOutlet => ({
      ...{ oid, fid, name: `Outlet ${oid}`, timezone: 'Asia/Kuala_Lumpur', expiry_date: null, status: 'active' },
      ...{ address: { line1: '1 Jalan Ipoh', postcode: '51200', city: 'Kuala Lumpur', state: 'WP', country: 'MY' }, updated_at: at },
    });
    const contact = (phone: string, oids: number[], primary: number | null = null) => ({ name: 'Kedai', phone, oids, primary_oid: primary });
    pos = createPosSimulator({
      token: 'pos-token-of-the-test',
      data: {
        // not those of the fixture: these come from the POS alone
        franchises: [
          { fid: 901, name: 'Satay Selera', status: 'active', updated_at: at },
          { fid: 902, name: 'Teh Tarik Express', status: 'suspended', updated_at: at },
        ],
        outlets: [outlet(9011, 901), outlet(9012, 901), { ...outlet(9021, 902), status: 'closed', expiry_date: '2026-12-31' }, outlet(9999, 999)],
        contacts: [
          contact('+60199990001', [1011]),
          contact('+60199990002', [1011, 1021]),
          contact('+60199990003', [1011, 1021], 1021),
          contact('+60199990004', [999_999]),
          contact('+60199990006', [1012]),
          contact('+60199990007', [9011]),
          contact('+60199990008', [9031]),
        ],
      },
    });
    pos.configure({ pageSize: 1 });
    const origin = await pos.listen();
    world = await createWorld({ graph: false, env: { POS_BASE_URL: origin, POS_TOKEN: 'pos-token-of-the-test' } });
    meta = new WebhookSender(world.url);
  });
  after(async () => {
    await world.close();
    await pos.close();
  });

  it('are all taken over at the start: names, states and places, page by page; what nobody can place is left out', async () => {
    const rows = await eventually(async () => {
      const found = await world.sql.query<{ oid: string; fid: string; name: string; status: string; expiry_date: string | null }>(
        'SELECT oid, fid, name, status, expiry_date FROM outlet WHERE tenant_id = ? AND fid >= 900 ORDER BY oid',
        [world.tenant.tenantId],
      );
      return found.length === 3 ? found : null;
    }, 'the outlets');
    assert.deepEqual(
      rows.map((row) => [String(row.oid), String(row.fid), row.status]),
      [
        ['9011', '901', 'active'],
        ['9012', '901', 'active'],
        ['9021', '902', 'closed'],
      ],
    );
    assert.equal(rows[2]?.expiry_date, '2026-12-31');
    const franchises = await world.sql.query<{ name: string; status: string }>('SELECT name, status FROM franchise WHERE fid IN (901, 902) ORDER BY fid');
    assert.deepEqual(
      franchises.map((row) => [row.name, row.status]),
      [
        ['Satay Selera', 'active'],
        ['Teh Tarik Express', 'suspended'],
      ],
    );
    const client = await world.clientOf();
    assert.equal((await client.outlets.get.query({ oid: '9011' })).address, '1 Jalan Ipoh, 51200, Kuala Lumpur, WP, MY');
    assert.ok((pos.requests.get('/outlets') ?? 0) >= 4, 'a page holds one row here');
  });

  it('give a merchant’s first ticket its outlet in an installation nobody filled by hand', async () => {
    await write('60199990007');
    await eventually(async () => (await ticketOf('60199990007'))?.oid === '9011', 'the linked ticket');
    assert.equal((await ticketOf('60199990007'))?.fid, '901');
  });

  it('are taken over again when a phone speaks for one that is new at the POS, and change without a second row', async () => {
    pos.putFranchise({ fid: 903, name: 'Roti Bakar' });
    pos.putOutlet({ oid: 9031, fid: 903, name: 'Roti Bakar Klang' });
    pos.putOutlet({ oid: 9011, name: 'Outlet 9011 (baru)' });
    await write('60199990008');
    await eventually(async () => (await ticketOf('60199990008'))?.oid === '9031', 'the linked ticket');
    const renamed = await world.sql.query<{ name: string }>('SELECT name FROM outlet WHERE oid = 9011');
    assert.deepEqual(
      renamed.map((row) => row.name),
      ['Outlet 9011 (baru)'],
    );
    const others = await world.sql.query('SELECT oid FROM outlet WHERE tenant_id = ? AND oid IN (9011, 9031)', [world.otherTenant.tenantId]);
    assert.equal(others.length, 0, 'the POS is the default tenant’s');
  });

  it('are compared with the lists of the POS: what it dropped is marked, and counted (POS-13)', async () => {
    const admin = await world.clientOf({ sub: 'admin', role: 'admin' });
    await admin.pos.start.mutate({});
    const run = await eventually(async () => {
      const [newest] = (await admin.pos.runs.query({ limit: 1 })).rows;
      return newest?.state === 'done' && newest.kind === 'full' ? newest : null;
    }, 'the load');
    assert.deepEqual([run.rejected, run.duplicates], [1, 0]);
    // the fixture's own franchises and outlets are not at this POS
    const marked = await world.sql.query('SELECT oid FROM outlet WHERE tenant_id = ? AND missing_since IS NOT NULL', [world.tenant.tenantId]);
    assert.equal(marked.length, 3);
    const metrics = await (await fetch(`${world.url}/metrics`)).text();
    assert.match(metrics, /^engage_pos_drift\{kind="vanishedOutlets"\} 3$/m);
    assert.match(metrics, /^engage_pos_sync_age_seconds [\d.]+$/m);
  });

  it('take their tickets along when they go to another franchise: seen there from then on, and audited', async () => {
    const ticket = await ticketOf('60199990007');
    assert.equal(ticket?.fid, '901');
    const [former, next] = await Promise.all(['901', '902'].map((fid) => world.clientOf({ sub: `of-${fid}`, scope: { fids: [fid], oids: [] } })));
    await world.sql.execute('UPDATE outlet SET fid = 902 WHERE tenant_id = ? AND oid = 9011', [world.tenant.tenantId]);
    const ctx = systemContext(world.tenant.tenantId, 'test', world.log);
    assert.equal(await followOutlets(ctx), 1);
    assert.equal(await followOutlets(ctx), 0);
    const ids = async (client?: Client): Promise<string[]> => (await client?.tickets.list.query({}))?.rows.map(({ id }) => id) ?? [];
    assert.deepEqual([await ids(former), await ids(next)], [[], [ticket?.id]]);
    const audits = await world.sql.query("SELECT id FROM audit_log WHERE entity_type = 'ticket' AND entity_id = ? AND action = 'franchise_changed'", [
      ticket?.id ?? '',
    ]);
    assert.equal(audits.length, 1);
  });

  it('are taken from the POS: one is linked, several are offered, the POS’s own choice counts', async () => {
    for (const phone of ['60199990001', '60199990002', '60199990003']) await write(phone);
    await eventually(async () => (await ticketOf('60199990001'))?.oid === '1011', 'the linked ticket');
    await eventually(async () => (await ticketOf('60199990002'))?.link_state === 'ambiguous', 'the ambiguous one');
    assert.equal((await learned('60199990002')).length, 1, 'what the POS taught us is audited (POS-11)');
    await eventually(async () => (await ticketOf('60199990003'))?.oid === '1021', 'the primary one');
    assert.equal((await ticketOf('60199990003'))?.fid, '102');
    const id = (await ticketOf('60199990001'))?.id ?? '';
    const actions = await world.sql.query<{ action: string }>("SELECT action FROM audit_log WHERE entity_type = 'ticket' AND entity_id = ? ORDER BY id", [id]);
    assert.deepEqual(
      actions.map((row) => row.action),
      ['created', 'outlet_matched'],
    );
    const client = await world.clientOf();
    const ambiguous = (await ticketOf('60199990002'))?.id ?? '';
    assert.deepEqual((await client.tickets.get.query({ ticketId: ambiguous })).candidates.map(({ oid }) => oid).sort(), ['1011', '1021']);
  });

  it('stay unknown when the POS knows nobody, or only outlets we do not', async () => {
    for (const phone of ['60199990004', '60199990005']) await write(phone);
    await eventually(() => (pos.requests.get('/contacts') ?? 0) >= 7, 'the questions');
    await eventually(async () => (await ticketOf('60199990005'))?.link_state === 'unknown', 'the ticket');
    assert.equal((await ticketOf('60199990004'))?.link_state, 'unknown');
  });

  it('are asked for again when the POS was away', async () => {
    pos.configure({ failure: 'http', failTimes: 1, failPath: '/contacts' });
    await write('60199990006');
    await eventually(async () => (await ticketOf('60199990006'))?.link_state === 'unknown', 'the ticket, at once');
    await eventually(async () => (await ticketOf('60199990006'))?.oid === '1012', 'the outlet, later', 15_000);
  });
});
