import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { NamedContact } from '../../server/contacts/decide-pos-links.ts';
import { resolveContacts } from '../../server/contacts/resolve-contacts.ts';
import { takePosContacts } from '../../server/contacts/take-pos-contacts.ts';
import { inBatchTransaction } from '../../server/platform/in-batch-transaction.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { createWorld, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

const DAY_MS = 86_400_000;
let world: World;
let agent: Client;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  agent = await world.clientOf({ sub: 'agent', name: 'Agent Ana' });
});
after(() => world.close());

const named = (phone: string | null, more: Partial<NamedContact> = {}): NamedContact => ({ name: null, phone, email: null, is_primary: false, ...more });

/** A load of the POS that was applied and left these contacts staged; answers its id. */
async function load(contacts: Readonly<Record<string, NamedContact[] | null>>, now = new Date(), state = 'done'): Promise<string> {
  const { tenantId, fids } = world.tenant;
  const { insertId: runId } = await world.sql.execute(
    "INSERT INTO pos_sync_run (tenant_id, kind, cause, state, fence, started_at, heartbeat_at) VALUES (?, 'full', 'admin', ?, 1, ?, ?)",
    [tenantId, state, now, now],
  );
  const rows = Object.entries(contacts).map(([oid, list]) => [
    tenantId,
    runId,
    oid,
    fids[0],
    'x',
    'Asia/Kuala_Lumpur',
    'active',
    list === null ? null : JSON.stringify(list),
  ]);
  await world.sql.execute('INSERT INTO pos_staged_outlet (tenant_id, run_id, oid, fid, name, timezone, status, contacts) VALUES ?', [rows]);
  assert.equal(await takePosContacts(systemContext(tenantId, 'test', world.log, now)), true);
  return runId;
}
interface Link {
  contact_id: string;
  source: string;
  confidence: number;
  state: string;
  is_listed: number;
  is_listed_first: number;
  is_primary: number;
  expires_at: Date | null;
}
async function linkOf(oid: string, phone: string): Promise<Link | undefined> {
  const [row] = await world.sql.query<Link>(
    'SELECT l.* FROM contact_outlet l JOIN contact c ON c.id = l.contact_id WHERE l.tenant_id = ? AND l.oid = ? AND c.wa_phone_e164 = ?',
    [world.tenant.tenantId, oid, phone],
  );
  return row;
}
const countOf = async (sql: string): Promise<number> => Number((await world.sql.query<{ total: string }>(`SELECT COUNT(*) AS total FROM ${sql}`))[0]?.total);

describe('whom the POS names for an outlet', () => {
  it('becomes a contact with a link of the POS, however the number is written; nobody is made twice', async () => {
    const [oid] = world.tenant.oids;
    const runId = await load({
      [oid]: [
        named('012-345 6789', { name: 'Encik Ali', email: 'ali@kopi.example', is_primary: true }),
        named('+60123456789'),
        named('0121005550', { name: 'Not what she is called' }),
      ],
    });
    const link = await linkOf(oid, '+60123456789');
    assert.deepEqual([link?.source, link?.confidence, link?.is_listed, link?.is_listed_first, link?.expires_at], ['pos', 90, 1, 1, null]);
    const [ali] = await world.sql.query<{ display_name: string; email: string }>('SELECT display_name, email FROM contact WHERE id = ?', [
      link?.contact_id ?? '',
    ]);
    assert.deepEqual(ali, { display_name: 'Encik Ali', email: 'ali@kopi.example' });
    const [known] = await world.sql.query<{ display_name: string }>("SELECT display_name FROM contact WHERE wa_phone_e164 = '+60121005550'");
    assert.equal(known?.display_name, 'Merchant 0 default', 'a name somebody has stays');
    assert.equal(await countOf(`pos_staged_outlet WHERE run_id = ${runId}`), 0, 'what was staged is let go of');
    const audit = await world.sql.query<{ action: string }>("SELECT action FROM audit_log WHERE entity_type = 'outlet' AND entity_id = ?", [oid]);
    assert.deepEqual(audit, [{ action: 'people_listed' }]);
  });

  it('writes nothing when nothing changed', async () => {
    const [oid] = world.tenant.oids;
    const list = [named('0123456789', { is_primary: true }), named('0121005550')];
    await eventually(async () => (await countOf("event WHERE type = 'outlets.people_changed'")) === 0, 'what was told before to be on its way');
    const before = await countOf('audit_log');
    await load({ [oid]: list });
    assert.equal(await countOf('audit_log'), before);
    assert.equal(await countOf("event WHERE type = 'outlets.people_changed'"), 0);
  });

  it('keeps somebody known by a user id only one person once the number is known, and finds people by their identity', async () => {
    const { tenantId, oids } = world.tenant;
    const { insertId } = await world.sql.execute("INSERT INTO contact (tenant_id, display_name) VALUES (?, 'Shy')", [tenantId]);
    await world.sql.execute("INSERT INTO contact_identity (tenant_id, kind, value, contact_id) VALUES (?, 'phone_e164', '+60177654321', ?)", [
      tenantId,
      insertId,
    ]);
    await load({ [oids[1]]: [named('017-765 4321', { name: 'Listed' })] });
    const rows = await world.sql.query('SELECT contact_id FROM contact_outlet WHERE contact_id = ? AND oid = ?', [insertId, oids[1]]);
    assert.equal(rows.length, 1);
    assert.equal(await countOf("contact WHERE wa_phone_e164 = '+60177654321'"), 0);
  });

  it('sets phones that are none aside with the load, once, and goes on', async () => {
    const [, oid] = world.tenant.oids;
    const runId = await load({ [oid]: [named('call the shop'), named('017-765 4321'), named('0199998888')] });
    const rejects = await world.sql.query<{ reason: string; field: string; entity_key: string }>(
      'SELECT reason, field, entity_key FROM pos_sync_reject WHERE run_id = ?',
      [runId],
    );
    assert.deepEqual(rejects, [{ reason: 'bad_phone', field: 'phone', entity_key: oid }]);
    assert.ok(await linkOf(oid, '+60199998888'));
    const [run] = await world.sql.query<{ rejected: number }>('SELECT rejected FROM pos_sync_run WHERE id = ?', [runId]);
    assert.equal(run?.rejected, 1);
  });

  it('begins to expire when it is named no longer, and is as before when it is named again', async () => {
    const [, oid] = world.tenant.oids;
    const now = new Date();
    await load({ [oid]: [named('017-765 4321')] }, now);
    const gone = await linkOf(oid, '+60199998888');
    assert.deepEqual([gone?.is_listed, gone?.state, gone?.expires_at?.getTime()], [0, 'active', now.getTime() + 90 * DAY_MS]);
    await load({ [oid]: null });
    assert.equal((await linkOf(oid, '+60199998888'))?.is_listed, 0, 'an outlet without a list of contacts says nothing');
    await load({ [oid]: [named('017-765 4321'), named('0199998888')] });
    const back = await linkOf(oid, '+60199998888');
    assert.deepEqual([back?.is_listed, back?.expires_at], [1, null]);
  });

  it('never takes back what a person said: rejected stays rejected, confirmed stays certain', async () => {
    const [, , oid] = world.tenant.oids;
    await load({ [oid]: [named('0161112222'), named('0162223333')] });
    const [wrong, sure] = [await linkOf(oid, '+60161112222'), await linkOf(oid, '+60162223333')];
    await agent.links.remove.mutate({ oid, contactId: wrong?.contact_id ?? '' });
    await agent.links.confirm.mutate({ oid, contactId: sure?.contact_id ?? '' });
    await load({ [oid]: [named('0161112222', { is_primary: true })] });
    assert.equal((await linkOf(oid, '+60161112222'))?.state, 'rejected');
    const kept = await linkOf(oid, '+60162223333');
    assert.deepEqual([kept?.source, kept?.confidence, kept?.is_listed, kept?.expires_at], ['agent', 100, 0, null]);
  });

  it('gives who speaks for several outlets the default where the POS turns to them first, if that is one; a chosen default stays', async () => {
    const [one, two, three] = world.tenant.oids;
    const first = named('0187770001', { is_primary: true });
    const one3 = named('0187770002', { is_primary: true });
    await load({ [one]: [first, named('0187770002')], [two]: [named('0187770001'), one3], [three]: [named('0187770001'), one3] });
    assert.equal((await linkOf(one, '+60187770001'))?.is_primary, 1);
    assert.deepEqual([(await linkOf(two, '+60187770002'))?.is_primary, (await linkOf(three, '+60187770002'))?.is_primary], [0, 0], 'two firsts: a ticket asks');
    await load({ [one]: [named('0187770001')], [two]: [first, named('0187770002')] });
    assert.deepEqual([(await linkOf(one, '+60187770001'))?.is_primary, (await linkOf(two, '+60187770001'))?.is_primary], [0, 1], 'the POS changed its mind');
    const contactId = (await linkOf(three, '+60187770001'))?.contact_id ?? '';
    await agent.links.makePrimary.mutate({ oid: three, contactId });
    await load({ [one]: [first], [two]: [named('0187770001')] });
    assert.deepEqual([(await linkOf(one, '+60187770001'))?.is_primary, (await linkOf(three, '+60187770001'))?.is_primary], [0, 1]);
  });

  it('keeps the first thousand of the phones that are none, and counts the rest, once', async () => {
    const { tenantId, oids, fids } = world.tenant;
    const bad = (count: number): NamedContact[] => Array.from({ length: count }, (_, index) => named(`shop ${index}`));
    const lists = { [oids[0]]: bad(700), [oids[1]]: bad(700) };
    const runId = await load(lists);
    const kept = async (): Promise<(number | undefined)[]> => [
      await countOf(`pos_sync_reject WHERE run_id = ${runId}`),
      (await world.sql.query<{ rejected: number }>('SELECT rejected FROM pos_sync_run WHERE id = ?', [runId]))[0]?.rejected,
    ];
    assert.deepEqual(await kept(), [1_000, 1_400]);
    // as after a crash between taking them over and letting go of them
    await world.sql.execute('INSERT INTO pos_staged_outlet (tenant_id, run_id, oid, fid, name, timezone, status, contacts) VALUES ?', [
      Object.entries(lists).map(([oid, list]) => [tenantId, runId, oid, fids[0], 'x', 'Asia/Kuala_Lumpur', 'active', JSON.stringify(list)]),
    ]);
    assert.equal(await takePosContacts(systemContext(tenantId, 'test', world.log)), true);
    assert.deepEqual(await kept(), [1_000, 1_400]);
    await load({ [oids[1]]: [] });
  });

  it('waits for a load to be applied, and takes several in their order', async () => {
    const [oid] = world.tenant.oids;
    const held = await load({ [oid]: [] }, new Date(), 'held');
    assert.equal(await countOf(`pos_staged_outlet WHERE run_id = ${held}`), 1);
    assert.equal((await linkOf(oid, '+60123456789'))?.is_listed, 0);
    await load({ [oid]: [named('0123456789')] });
    assert.equal((await linkOf(oid, '+60123456789'))?.is_listed, 1);
    assert.equal(await countOf(`pos_staged_outlet WHERE run_id = ${held}`), 1);
  });

  it('does not bring back who asked to be forgotten, and says so, until they write or a colleague adds them', async () => {
    const { tenantId, oids } = world.tenant;
    const [oid] = oids;
    const [phone, other] = ['+60133334444', '+60133335555'];
    const list = { [oid]: [named('013-333 4444', { name: 'Encik Lupa', email: 'lupa@kopi.example', is_primary: true }), named('013-333 5555')] };
    await load(list);
    const admin = await world.clientOf({ sub: 'dpo', role: 'admin' });
    const forget = async (): Promise<unknown> => admin.privacy.eraseContact.mutate({ contactId: (await linkOf(oid, phone))?.contact_id ?? '' });
    await forget();
    const runId = await load(list);
    assert.deepEqual([await linkOf(oid, phone), await countOf(`contact WHERE wa_phone_e164 = '${phone}' OR display_name = 'Encik Lupa'`)], [undefined, 0]);
    assert.equal((await linkOf(oid, other))?.is_listed, 1, 'the rest is taken');
    const rejects = await world.sql.query<{ entity_key: string; reason: string; raw: unknown }>(
      'SELECT entity_key, reason, raw FROM pos_sync_reject WHERE run_id = ?',
      [runId],
    );
    assert.deepEqual(
      rejects.map(({ entity_key: key, reason }) => [key, reason]),
      [[oid, 'erased']],
    );
    assert.ok(!/lupa|3334444|333 4444/i.test(JSON.stringify(rejects)), 'nothing of them is kept with it');
    assert.equal((await world.sql.query<{ rejected: number }>('SELECT rejected FROM pos_sync_run WHERE id = ?', [runId]))[0]?.rejected, 1);
    const marks = await world.sql.query<{ digest: string }>('SELECT digest FROM contact_erased WHERE tenant_id = ?', [tenantId]);
    assert.equal(marks.length, 1);
    assert.match(marks[0]?.digest ?? '', /^[0-9a-f]{64}$/);
    assert.notEqual(marks[0]?.digest, createHash('sha256').update(phone).digest('hex'), 'a number is guessed from a bare digest');
    const audited = await countOf('audit_log');
    await load(list);
    assert.equal(await countOf('audit_log'), audited, 'a night without changes writes nothing');

    await agent.links.add.mutate({ oid, phone });
    assert.equal((await linkOf(oid, phone))?.source, 'agent');
    assert.equal(await countOf('contact_erased'), 0, 'a colleague knows them again');
    await load(list);
    assert.deepEqual([(await linkOf(oid, phone))?.is_listed, (await linkOf(oid, phone))?.is_listed_first], [1, 1]);

    await forget();
    await load(list);
    assert.equal(await linkOf(oid, phone), undefined);
    await inBatchTransaction((sql) => resolveContacts(sql, tenantId, [{ phone, bsuid: null, parentBsuid: null, name: 'Lupa', username: null }], new Date()));
    await load(list);
    assert.deepEqual([(await linkOf(oid, phone))?.source, (await linkOf(oid, phone))?.is_listed], ['pos', 1]);
    assert.equal(await countOf('contact_erased'), 0);
    await world.sql.execute('DELETE FROM event');
  });

  it('is told to whoever is looking', async () => {
    const [oid] = world.tenant.oids;
    const probe = await world.live(await world.token({ sub: 'looking', scope: { fids: [world.tenant.fids[0]], oids: [] } }));
    await load({ [oid]: [named('0123456789'), named('0145550000')] });
    await probe.settle();
    assert.deepEqual(
      probe.of('outlet').map((delta) => delta.oid),
      [oid],
    );
    await world.sql.execute('DELETE FROM event');
  });
});
