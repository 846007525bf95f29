import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PosOutlet } from '../../embed-demo/simulators/pos/pos-types.ts';
import type { PosRunRow } from '../../server/outlets/pos-run-types.ts';
import { createPosWorld, posData, posOutlet, type PosWorld } from '../support/create-pos-world.ts';
import { errorOf, type Client } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

const counts = (run: PosRunRow): number[] => [run.added, run.changed, run.vanished, run.returned, run.reparented];

describe('the POS sync', () => {
  let here: PosWorld;
  let admin: Client;
  const changesOf = (runId: string, kind?: 'added' | 'changed' | 'vanished' | 'returned' | 'reparented') =>
    admin.pos.changes.query({ runId, limit: 200, ...(kind ? { kind } : {}) });

  before(async () => {
    here = await createPosWorld(posData(20));
    admin = await here.world.clientOf({ sub: 'admin', role: 'admin' });
  });
  after(() => here.close());

  it('takes the first load over whole, whatever the share, and the same lists again change nothing', async () => {
    // somebody wrote before it: one outlet was looked up alone
    await here.world.sql.execute(
      "INSERT INTO pos_sync_run (tenant_id, kind, cause, state, fence, started_at, heartbeat_at) VALUES (?, 'incremental', 'unknown_outlet', 'done', 0, NOW(3), NOW(3))",
      [here.world.tenant.tenantId],
    );
    const first = await here.load();
    assert.deepEqual([first.state, first.listed_franchises, first.listed_outlets], ['done', 4, 23]);
    // the fixture's own are known already, under other names
    assert.deepEqual(counts(first), [22, 5, 0, 0, 0]);
    const before = await here.world.sql.query('SELECT oid, fid, name, expiry_date, updated_at FROM outlet ORDER BY oid');
    const again = await here.load();
    assert.deepEqual([again.state, ...counts(again), Number(again.share)], ['done', 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(await here.world.sql.query('SELECT oid, fid, name, expiry_date, updated_at FROM outlet ORDER BY oid'), before);
    const events = await here.world.sql.query("SELECT id FROM event WHERE type = 'outlets.synced'");
    const staged = await here.world.sql.query('SELECT oid FROM pos_staged_outlet WHERE contacts IS NULL');
    assert.ok(events.length <= 2);
    assert.deepEqual(staged, [], 'what was applied is not kept');
  });

  it('tells what changed, before and after, and only that; what the POS does not say is not taken away', async () => {
    here.pos.putOutlet({
      oid: 9001,
      name: 'Kedai Satu',
      expiry_date: '2028-01-31',
      amount: 990,
      currency: 'MYR',
      cycle_months: 12,
      payment_url: 'https://pay.example/1',
    });
    const run = await here.load('incremental');
    assert.deepEqual([run.kind, run.state, run.listed_outlets, ...counts(run)], ['incremental', 'done', 1, 0, 1, 0, 0, 0]);
    const [change] = (await changesOf(run.id)).rows;
    assert.deepEqual([change?.key, change?.name, change?.kind], ['9001', 'Kedai Satu', 'changed']);
    assert.deepEqual([change?.before?.['name'], change?.after?.['name'], change?.before?.['fid']], ['Kedai 9001', 'Kedai Satu', undefined]);
    assert.deepEqual([change?.before?.['expiry_date'], change?.after?.['expiry_date']], ['2027-01-31', '2028-01-31']);
    here.pos.putOutlet({ oid: 9001, amount: null, currency: null, cycle_months: null, payment_url: null });
    const quiet = await here.load('incremental');
    assert.deepEqual(counts(quiet), [0, 0, 0, 0, 0]);
    const row = await here.outlet(9001);
    assert.deepEqual([row?.['amount'], row?.['currency'], row?.['cycle_months']], ['990.00', 'MYR', 12]);
  });

  it('asks from before the last good load on, so that what came while it ran is not lost', async () => {
    const last = await here.load();
    // committed at the POS while that load was being read: older than its end, and even a little older than its beginning
    here.pos.putOutlet({ oid: 9002, name: 'Kedai Lewat' });
    const run = await here.load('incremental');
    assert.ok(run.since !== null && run.since.getTime() < last.started_at.getTime() - 60_000);
    assert.equal((await here.outlet(9002))?.['name'], 'Kedai Lewat');
    const failed = here.pos;
    failed.configure({ failure: 'http', failureStatus: 403, failTimes: null });
    here.pos.putOutlet({ oid: 9002, name: 'Kedai Sangat Lewat' });
    assert.equal((await here.load('incremental')).state, 'failed');
    failed.configure({ failure: 'none' });
    const next = await here.load('incremental');
    assert.equal(next.since?.getTime(), new Date(run.started_at.getTime() - 600_000).getTime(), 'not from the failed one');
    assert.equal((await here.outlet(9002))?.['name'], 'Kedai Sangat Lewat');
  });

  it('marks what vanished and keeps it, and takes the mark away when it returns', async () => {
    here.pos.removeOutlet(9003);
    assert.deepEqual(counts(await here.load('incremental')), [0, 0, 0, 0, 0], 'what is not in a list of changes has not vanished');
    const run = await here.load();
    assert.deepEqual([run.state, ...counts(run)], ['done', 0, 0, 1, 0, 0]);
    const gone = await here.outlet(9003);
    assert.ok(gone?.['missing_since'] instanceof Date);
    assert.deepEqual(counts(await here.load()), [0, 0, 0, 0, 0], 'once');
    assert.match(await (await fetch(`${here.world.url}/metrics`)).text(), /^engage_pos_drift\{kind="vanishedOutlets"\} 1$/m);
    here.pos.putOutlet(posOutlet(9003));
    const back = await here.load();
    assert.deepEqual(counts(back), [0, 0, 0, 1, 0]);
    assert.equal((await here.outlet(9003))?.['missing_since'], null);
  });

  it('moves an outlet to its new franchise, and its tickets with it', async () => {
    const { ticketId } = await here.world.seedTicket({ oid: '1011' });
    here.pos.putOutlet({ oid: 1011, fid: 901 });
    const run = await here.load();
    assert.deepEqual(counts(run), [0, 0, 0, 0, 1]);
    assert.deepEqual((await changesOf(run.id, 'reparented')).rows[0]?.after, { fid: '901' });
    await eventually(async () => {
      const [row] = await here.world.sql.query<{ fid: string }>('SELECT fid FROM ticket WHERE id = ?', [ticketId]);
      return row?.fid === '901';
    }, 'the ticket at its new franchise');
    here.pos.putOutlet({ oid: 1011, fid: 101 });
    await here.load();
  });

  it('keeps aside what nobody can use, with the reason; what it is about has not vanished, and the rest is taken', async () => {
    here.pos.putOutlet({ oid: 9004, expiry_date: '31/01/2027' });
    here.pos.putOutlet({ oid: 9005, fid: 777_777 });
    here.pos.putOutlet({ oid: 9006, timezone: 'Asia/Atlantis' });
    here.pos.putOutlet({ oid: 9007, name: ' ' });
    here.pos.putOutlet(posOutlet(9100, { contacts: [{ name: 'Encik Ali', phone: '012-345 6789', is_primary: true }] }));
    here.pos.configure({ duplicateEvery: 23 });
    const run = await here.load();
    here.pos.configure({ duplicateEvery: 0 });
    assert.deepEqual([run.state, run.rejected, run.duplicates, ...counts(run)], ['done', 5, 1, 1, 0, 0, 0, 0]);
    const { rows } = await admin.pos.rejects.query({ runId: run.id });
    assert.deepEqual(rows.map(({ reason, key, field }) => `${reason} ${key} ${field}`).sort(), [
      'bad_date 9004 expiry_date',
      'bad_zone 9006 timezone',
      `duplicate ${rows.find(({ reason }) => reason === 'duplicate')?.key} oid`,
      'no_name 9007 name',
      'unknown_franchise 9005 fid',
    ]);
    assert.equal((await here.outlet(9004))?.['expiry_date'], '2027-01-31', 'what we hold stays');
    assert.equal(run.contacts, 1);
    for (const oid of [9004, 9005, 9006, 9007]) here.pos.putOutlet(posOutlet(oid, { fid: oid % 2 === 1 ? 901 : 902 }));
    assert.equal((await here.load()).rejected, 0);
  });

  it('gives a list up that never ends, when a whole page holds nothing new', async () => {
    const before = here.pos.requests.get('/franchises') ?? 0;
    here.pos.configure({ isEndless: true, pageSize: 10 });
    const run = await here.load();
    here.pos.configure({ isEndless: false, pageSize: null });
    assert.deepEqual([run.state, run.error], ['failed', 'The POS pages its list without end: a whole page held nothing that was not read before.']);
    assert.ok((here.pos.requests.get('/franchises') ?? 0) - before < 10);
    assert.equal((await here.load()).state, 'done');
  });

  it('keeps the first thousand of the rows nobody can use, short, counts the rest, and takes nothing of theirs for vanished', async () => {
    for (let oid = 20_000; oid < 21_200; oid++)
      here.pos.putOutlet(posOutlet(oid, { name: ' ', address: { line1: '"é'.repeat(3_000), postcode: '', city: '', state: '', country: '' } }));
    here.pos.removeOutlet(9019);
    const run = await here.load();
    const [kept] = await here.world.sql.query<{ total: string; longest: string }>(
      'SELECT COUNT(*) AS total, MAX(LENGTH(raw)) AS longest FROM pos_sync_reject WHERE run_id = ?',
      [run.id],
    );
    assert.deepEqual(
      [run.state, run.rejected, run.vanished, Number(kept?.total)],
      ['held', 1_200, 0, 1_000],
      'so much of it cannot be used that a person is asked',
    );
    await admin.pos.discard.mutate({ runId: run.id });
    // what the database adds to a text of JSON is not ours
    assert.ok(Number(kept?.longest) <= 2_048 + 16, `${kept?.longest} bytes`);
    for (let oid = 20_000; oid < 21_200; oid++) here.pos.removeOutlet(oid);
    here.pos.putOutlet(posOutlet(9019, { fid: 901 }));
    assert.deepEqual(counts(await here.load()), [0, 0, 0, 0, 0]);
  });

  it('finds nothing vanished while a row without a number may be it, says for how long, and finds it once the row can be read', async () => {
    const whole = await here.load();
    here.pos.putOutlet(posOutlet(0, { name: 'Kedai tanpa nombor' }));
    here.pos.removeOutlet(9019);
    const runs = [await here.load(), await here.load()];
    assert.deepEqual(
      runs.map((run) => [run.state, run.rejected, Number(run.unnamed), run.vanished]),
      [
        ['done', 1, 1, 0],
        ['done', 1, 1, 0],
      ],
    );
    assert.equal((await here.outlet(9019))?.['missing_since'], null, 'it may be the row nobody can read');
    const { notLooked, vanished } = await admin.quality.read.query();
    assert.deepEqual([notLooked, vanished.count], [{ loads: 2, since: whole.finished_at?.toISOString() }, 0]);
    assert.equal((await admin.pos.runs.query({ limit: 1 })).rows[0]?.hasLooked, false);
    here.pos.removeOutlet(0);
    assert.deepEqual(counts(await here.load()), [0, 0, 1, 0, 0]);
    assert.equal((await admin.quality.read.query()).notLooked, null);
    here.pos.putOutlet(posOutlet(9019, { fid: 901 }));
    assert.deepEqual(counts(await here.load()), [0, 0, 0, 1, 0]);
  });

  it('waits for a person when too much would change: approved it is applied, discarded it is not', async () => {
    for (let oid = 9010; oid < 9020; oid++) here.pos.removeOutlet(oid);
    const held = await here.load();
    assert.deepEqual([held.state, held.vanished], ['held', 10]);
    assert.equal((await here.outlet(9010))?.['missing_since'], null);
    assert.equal((await admin.pos.status.query()).held?.id, held.id);
    assert.equal((await here.load('incremental')).id, held.id, 'what changed waits too');
    assert.match(await (await fetch(`${here.world.url}/metrics`)).text(), /^engage_pos_runs\{kind="held"\} 1$/m);
    assert.equal((await admin.pos.discard.mutate({ runId: held.id })).state, 'discarded');
    assert.equal((await errorOf(admin.pos.approve.mutate({ runId: held.id }))).code, 'conflict');
    assert.equal((await here.outlet(9010))?.['missing_since'], null);

    const next = await here.load();
    const newer = await here.load();
    assert.deepEqual([next.state, newer.state, newer.id === next.id], ['held', 'held', false]);
    assert.equal((await admin.pos.run.query({ runId: next.id })).error, 'superseded', 'the newer full one takes its place');
    const approved = await admin.pos.approve.mutate({ runId: newer.id });
    assert.deepEqual([approved.state, approved.decidedBy !== null], ['applying', true]);
    await eventually(async () => (await admin.pos.run.query({ runId: newer.id })).state === 'done', 'the load to be applied by a worker');
    assert.ok((await here.outlet(9010))?.['missing_since'] instanceof Date);
    const audits = await here.world.sql.query<{ action: string }>("SELECT action FROM audit_log WHERE entity_type = 'pos_run' AND entity_id >= ? ORDER BY id", [
      held.id,
    ]);
    assert.deepEqual(
      audits.map(({ action }) => action),
      ['discarded', 'superseded', 'approved'],
    );
  });

  it('lets an administrator say how much may change by itself', async () => {
    await admin.pos.setHoldShare.mutate({ share: 0.9 });
    assert.equal((await admin.pos.status.query()).holdShare, 0.9);
    for (let oid = 9010; oid < 9020; oid++) here.pos.putOutlet(posOutlet(oid));
    assert.deepEqual(
      counts(await here.load()),
      [0, 0, 0, 10, 0].map((count, index) => (index === 4 ? 0 : count)),
    );
    for (let oid = 9001; oid < 9011; oid++) here.pos.putOutlet({ oid, name: `Kedai Baru ${oid}` });
    assert.equal((await here.load()).state, 'done');
    await admin.pos.setHoldShare.mutate({ share: 0.2 });
    const audits = await here.world.sql.query("SELECT id FROM audit_log WHERE entity_type = 'setting' AND action = 'pos_hold_share_changed'");
    assert.equal(audits.length, 2);
  });

  it('waits too when it would add much, and when many outlets would write to somebody else', async () => {
    const { sql, tenant } = here.world;
    for (let oid = 9_200; oid < 9_210; oid++) here.pos.putOutlet(posOutlet(oid));
    const more = await here.load();
    assert.deepEqual([more.state, more.added], ['held', 10]);
    await admin.pos.discard.mutate({ runId: more.id });
    for (let oid = 9_200; oid < 9_210; oid++) here.pos.removeOutlet(oid);
    const contact = (phone: string): NonNullable<PosOutlet['contacts']> => [{ name: 'Encik Ali', phone, is_primary: true }];
    for (let oid = 9_001; oid < 9_013; oid++) here.pos.putOutlet({ oid, contacts: contact(`012-345 ${oid}`) });
    assert.equal((await here.load()).state, 'done', 'nobody is taken away');
    const listed = async (): Promise<number> =>
      (await sql.query('SELECT oid FROM contact_outlet WHERE tenant_id = ? AND is_listed_first = 1 AND oid BETWEEN 9001 AND 9012', [tenant.tenantId])).length;
    await eventually(async () => (await listed()) === 12, 'the people of the load');
    assert.equal((await here.load()).state, 'done', 'the same people');
    for (let oid = 9_001; oid < 9_013; oid++) here.pos.putOutlet({ oid, contacts: contact(`013-${oid} ${oid - 9_000 + 1_018}`) });
    const swapped = await here.load();
    assert.deepEqual([swapped.state, ...counts(swapped)], ['held', 0, 12, 0, 0, 0]);
    const [one] = (await changesOf(swapped.id)).rows;
    assert.deepEqual([one?.before, one?.after], [{ contact: '…9001' }, { contact: '…1019' }], 'no number whole');
    assert.ok(Number(swapped.share) > 0.4, `share ${swapped.share}`);
    await admin.pos.discard.mutate({ runId: swapped.id });
  });

  it('is for administrators who see the whole company', async () => {
    const agent = await here.world.clientOf();
    const part = await here.world.clientOf({ sub: 'part', role: 'admin', scope: { fids: ['901'], oids: [] } });
    for (const client of [agent, part]) {
      assert.equal((await errorOf(client.pos.status.query())).code, 'forbidden');
      assert.equal((await errorOf(client.pos.start.mutate({}))).code, 'forbidden');
    }
    const foreign = await here.world.clientOf({ sub: 'beta-admin', role: 'admin', tenant: 'beta' });
    assert.equal((await errorOf(foreign.pos.start.mutate({}))).code, 'not_found', 'the POS is the default tenant’s');
    assert.equal((await foreign.pos.status.query()).isConfigured, false);
    const [run] = (await admin.pos.runs.query({})).rows;
    assert.equal((await errorOf(foreign.pos.run.query({ runId: run?.id ?? '' }))).code, 'not_found');
  });
});
