import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createWorld, errorOf, type Client, type World } from '../support/create-world.ts';

let world: World;
let admin: Client;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  admin = await world.clientOf({ sub: 'admin', role: 'admin' });
});
after(() => world.close());

const insertRun = async (state: string): Promise<string> =>
  (
    await world.sql.execute(
      "INSERT INTO pos_sync_run (tenant_id, kind, cause, state, fence, started_at, heartbeat_at) VALUES (?, 'full', 'admin', ?, 1, NOW(3), NOW(3))",
      [world.tenant.tenantId, state],
    )
  ).insertId;

describe('data quality', () => {
  it('finds nothing wrong where nothing is, but for who has no outlet and outlets without an end', async () => {
    const { contactIds, oids } = world.tenant;
    const quality = await admin.quality.read.query();
    assert.equal(quality.lastRunId, null);
    assert.deepEqual([quality.vanished.count, quality.drift, quality.duplicateOids.count, quality.unreachable.count, quality.staleLinks], [0, [], 0, 0, 0]);
    assert.deepEqual([quality.orphanContacts.count, quality.orphanContacts.contacts.map(({ id }) => id)], [1, [contactIds[3]]]);
    assert.deepEqual([quality.noExpiry.count, quality.noExpiry.outlets.map(({ oid }) => oid)], [3, [...oids]]);
    assert.deepEqual(quality.caps, { cycles: 0, broken: [] });
  });

  it('names what the POS no longer lists, and the franchises where it counts otherwise', async () => {
    const { tenantId, oids, fids } = world.tenant;
    const runId = await insertRun('done');
    await world.sql.execute(
      "INSERT INTO pos_sync_reject (tenant_id, run_id, entity, entity_key, reason, field) VALUES (?, ?, 'outlet', '1011', 'duplicate', 'oid')",
      [tenantId, runId],
    );
    await world.sql.execute('UPDATE outlet SET missing_since = NOW(3) WHERE tenant_id = ? AND oid = ?', [tenantId, oids[1]]);
    const quality = await admin.quality.read.query();
    assert.equal(quality.lastRunId, runId);
    assert.deepEqual(
      quality.vanished.outlets.map(({ oid, name }) => ({ oid, name })),
      [{ oid: oids[1], name: 'Kopi Kita Cheras default' }],
    );
    assert.deepEqual(quality.drift, [{ fid: fids[0], name: 'Kopi Kita default', here: 2, there: 1 }]);
    assert.deepEqual(quality.duplicateOids, { count: 1, oids: ['1011'] });
    assert.deepEqual(
      quality.noExpiry.outlets.map(({ oid }) => oid),
      [oids[0], oids[2]],
      'what is gone needs no end',
    );
  });

  it('counts against what a held load listed, while it is held', async () => {
    const { tenantId, oids, fids } = world.tenant;
    await world.sql.execute('UPDATE outlet SET missing_since = NULL WHERE tenant_id = ?', [tenantId]);
    const runId = await insertRun('held');
    await world.sql.execute(
      "INSERT INTO pos_staged_outlet (tenant_id, run_id, oid, fid, name, timezone, status) VALUES (?, ?, ?, ?, 'x', 'Asia/Kuala_Lumpur', 'active')",
      [tenantId, runId, oids[0], fids[0]],
    );
    assert.deepEqual(
      (await admin.quality.read.query()).drift.map(({ fid, here, there }) => [fid, here, there]),
      [
        [fids[0], 2, 1],
        [fids[1], 1, 0],
      ],
    );
    await world.sql.execute("UPDATE pos_sync_run SET state = 'discarded' WHERE id = ?", [runId]);
    assert.deepEqual((await admin.quality.read.query()).drift, []);
  });

  it('names outlets nobody can be written to about, soonest due first, and links that are past', async () => {
    const { tenantId, oids, contactIds } = world.tenant;
    await world.sql.execute("UPDATE outlet SET expiry_date = '2026-12-01' WHERE tenant_id = ? AND oid = ?", [tenantId, oids[2]]);
    await world.sql.execute("UPDATE contact_outlet SET state = 'rejected' WHERE tenant_id = ? AND oid = ?", [tenantId, oids[0]]);
    await world.sql.execute('UPDATE contact SET opted_out_at = NOW(3) WHERE id = ?', [contactIds[1]]);
    await world.sql.execute('UPDATE contact_outlet SET expires_at = NOW(3) - INTERVAL 1 DAY WHERE tenant_id = ? AND oid = ?', [tenantId, oids[2]]);
    const quality = await admin.quality.read.query();
    assert.deepEqual(
      quality.unreachable.outlets.map(({ oid, dueOn }) => [oid, dueOn]),
      [
        [oids[2], '2026-12-01'],
        [oids[0], null],
        [oids[1], null],
      ],
    );
    assert.equal(quality.unreachable.count, 3);
    assert.equal(quality.staleLinks, 1);
    assert.equal(quality.orphanContacts.count, 3, 'who is linked by nothing that counts');
    await world.sql.execute('UPDATE contact_outlet SET is_listed = 1 WHERE tenant_id = ? AND oid = ?', [tenantId, oids[2]]);
    const listed = await admin.quality.read.query();
    assert.deepEqual([listed.unreachable.count, listed.staleLinks], [2, 0], 'the POS names it still');
  });

  it('names outlets that were paid for days ago and are over at the POS all the same', async () => {
    const { tenantId, oids, fids } = world.tenant;
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const [oid] = oids;
    await world.sql.execute('UPDATE outlet SET expiry_date = ? WHERE tenant_id = ? AND oid = ?', [day(-20), tenantId, oid]);
    const { insertId } = await world.sql.execute(
      "INSERT INTO renewal (tenant_id, fid, oid, due_date, cycle_start, status, paid_on) VALUES (?, ?, ?, ?, ?, 'paid', ?)",
      [tenantId, fids[0], oid, day(-20), day(-385), day(0)],
    );
    const read = async () => (await admin.quality.read.query()).coveredButExpired;
    assert.deepEqual(await read(), { count: 0, outlets: [] }, 'the POS has had no night to say so');
    await world.sql.execute('UPDATE renewal SET paid_on = ? WHERE id = ?', [day(-10), insertId]);
    assert.deepEqual(await read(), { count: 1, outlets: [{ oid, name: 'Kopi Kita Bangsar default', dueOn: day(-20) }] });
    await world.sql.execute('UPDATE outlet SET expiry_date = ? WHERE tenant_id = ? AND oid = ?', [day(345), tenantId, oid]);
    assert.equal((await read()).count, 0);
    await world.sql.execute('UPDATE outlet SET expiry_date = NULL WHERE tenant_id = ? AND oid = ?', [tenantId, oid]);
    await world.sql.execute('DELETE FROM renewal WHERE id = ?', [insertId]);
  });

  it('counts cycles that were written to, and names those where a cap was broken', async () => {
    const { tenantId, oids, fids } = world.tenant;
    const cycle = async (due: string, steps: [string, string, string | null][]): Promise<string> => {
      const { insertId } = await world.sql.execute('INSERT INTO renewal (tenant_id, fid, oid, due_date, cycle_start) VALUES (?, ?, ?, ?, ?)', [
        tenantId,
        fids[0],
        oids[0],
        due,
        due,
      ]);
      await world.sql.execute('INSERT INTO renewal_attempt (tenant_id, renewal_id, step, channel, result, superseded_at, created_at) VALUES ?', [
        steps.map(([step, result, superseded]) => [tenantId, insertId, step, 'whatsapp', result, superseded, new Date()]),
      ]);
      return insertId;
    };
    await cycle('2026-01-01', [
      ['d-14', 'sent', '2026-01-04'],
      ['d-7', 'sent', null],
      ['d-1', 'sent', null],
      ['d+3', 'sent', null],
      ['manual', 'sent', null],
      ['winback-30', 'failed', null],
    ]);
    const broken = await cycle('2026-02-01', [
      ['d-14', 'sent', null],
      ['d-7', 'sent', null],
      ['d-1', 'sent', null],
      ['d+3', 'sent', null],
    ]);
    assert.deepEqual((await admin.quality.read.query()).caps, {
      cycles: 2,
      broken: [{ renewalId: broken, outletName: 'Kopi Kita Bangsar default', attempts: 4 }],
    });
  });

  it('is for administrators who see the whole company, hides numbers from who sees them masked, and names nothing of another tenant', async () => {
    for (const person of [
      { sub: 'part', role: 'admin' as const, scope: { fids: [world.tenant.fids[0]], oids: [] } },
      { sub: 'agent', role: 'supervisor' as const },
    ])
      assert.equal((await errorOf((await world.clientOf(person)).quality.read.query())).code, 'forbidden');
    const masked = await world.clientOf({ sub: 'masked-admin', role: 'admin', pii: 'masked' });
    const quality = await masked.quality.read.query();
    assert.ok(quality.orphanContacts.count > 0);
    assert.ok(!/\+6012100/.test(JSON.stringify(quality)));
    const foreign = await world.clientOf({ sub: 'foreign-admin', role: 'admin', tenant: 'beta' });
    assert.ok(!/default/.test(JSON.stringify(await foreign.quality.read.query())));
  });
});
