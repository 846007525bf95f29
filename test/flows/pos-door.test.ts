import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { connectPos, pos } from '../../server/outlets/pos.ts';
import type { PosRunView } from '../../types/pos.ts';
import { createPosWorld, posData, posOutlet, type PosWorld } from '../support/create-pos-world.ts';
import { errorOf, type Client } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

const IMPORT_TOKEN = 'import-token-of-the-test-0123456789';

describe('the doors of the POS sync', () => {
  let here: PosWorld;
  let admin: Client;
  const lines: string[] = [];
  const post = (token: string | null, body?: string): Promise<Response> =>
    fetch(`${here.world.url}/api/merchants/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body }),
    });
  const ended = (id: string): Promise<PosRunView> =>
    eventually(
      async () => {
        const run = await admin.pos.run.query({ runId: id });
        return ['done', 'failed', 'held'].includes(run.state) ? run : null;
      },
      'the load to end',
      30_000,
    );
  const dlq = async (...args: string[]): Promise<string> =>
    (
      await promisify(execFile)(process.execPath, ['tools/dlq.mjs', ...args], {
        env: { PATH: process.env['PATH'], RABBITMQ_URL: here.world.config.RABBITMQ_URL, QUEUE_PREFIX: here.world.config.QUEUE_PREFIX },
      })
    ).stdout;

  before(async () => {
    here = await createPosWorld(posData(30), { env: { IMPORT_TOKEN }, log: (line) => void lines.push(line) });
    admin = await here.world.clientOf({ sub: 'admin', role: 'admin' });
  });
  beforeEach(() => {
    here.pos.configure({ failure: 'none', failTimes: null, failPath: null, passFirst: 0, pageSize: 10, latencyMs: 0 });
  });
  after(() => here.close());

  it('let a scheduler in with its token, an administrator with theirs, and nobody else', async () => {
    for (const [token, status] of [
      [null, 401],
      ['garbage-garbage-garbage', 401],
      [`${IMPORT_TOKEN}x`, 401],
      [await here.world.token({ sub: 'agent' }), 403],
      [await here.world.token({ sub: 'part', role: 'admin', scope: { fids: ['901'], oids: [] } }), 403],
      [await here.world.token({ sub: 'beta', role: 'admin', tenant: 'beta' }), 404],
      [await here.world.token({ sub: 'admin', role: 'admin', expiresIn: -120 }), 401],
    ] as const)
      assert.equal((await post(token)).status, status, String(token).slice(0, 12));
    assert.equal((await here.world.sql.query('SELECT id FROM pos_sync_run')).length, 0);
    assert.equal((await post(IMPORT_TOKEN, '{"kind":"everything"}')).status, 400);
    assert.equal((await post(IMPORT_TOKEN, '{"kind":')).status, 400);

    here.pos.configure({ latencyMs: 100 });
    const live = await here.world.live(await here.world.token({ sub: 'admin', role: 'admin' }));
    const first = await post(IMPORT_TOKEN);
    assert.equal(first.status, 202);
    const run = (await first.json()) as PosRunView;
    assert.deepEqual([run.state, run.kind, run.cause, run.startedBy], ['reading', 'full', 'import', null]);
    const second = (await (await post(await here.world.token({ sub: 'admin', role: 'admin' }), '{"kind":"incremental"}')).json()) as PosRunView;
    assert.equal(second.id, run.id, 'one at a time: the one under way is the answer');
    assert.equal((await admin.pos.start.mutate({})).id, run.id);
    assert.equal((await admin.pos.status.query()).running?.id, run.id);
    assert.equal((await ended(run.id)).state, 'done');
    await eventually(() => live.frames.some((frame) => frame.t === 'posRun' && frame.id === run.id && frame.state === 'done'), 'the live word');
    const status = await admin.pos.status.query();
    assert.deepEqual([status.isConfigured, status.isAvailable, status.running, status.lastGood?.id], [true, true, null, run.id]);
    assert.ok(status.nextAt !== null && Date.parse(status.nextAt) > Date.now());
  });

  it('try a page again that fails, breaks off in the middle or talks nonsense, and lose and repeat nothing', async () => {
    for (const failure of ['http', 'disconnect', 'malformed', 'cut'] as const) {
      here.pos.configure({ failure, failureStatus: 503, failTimes: 2, passFirst: 1, failPath: '/outlets' });
      const run = await ended((await admin.pos.start.mutate({})).id);
      assert.deepEqual([run.state, run.listedOutlets, run.duplicates, run.rejected], ['done', 33, 0, 0], failure);
    }
  });

  it('read a list that comes in one piece as well, a thousand rows at a time', async () => {
    here.pos.configure({ pageSize: null });
    const run = await ended((await admin.pos.start.mutate({})).id);
    assert.deepEqual([run.state, run.listedOutlets], ['done', 33]);
  });

  it('give a load up when the POS stays away, leave one dead letter, and run it again out of it', async () => {
    here.pos.configure({ failure: 'http', failureStatus: 502 });
    const failed = await ended((await admin.pos.start.mutate({})).id);
    assert.deepEqual([failed.state, failed.error], ['failed', 'The POS does not answer (HTTP 502).']);
    assert.equal((await admin.pos.status.query()).isAvailable, false, 'the circuit is open');
    const again = await ended((await admin.pos.retry.mutate({ runId: failed.id })).id);
    assert.equal(again.state, 'failed');
    assert.match(await dlq('list', 'pos.sync.dlq'), /→ pos\.sync .* pos: The POS does not answer[\s\S]*\n1 waiting/, 'one letter for as long as it is away');
    await eventually(async () => (await admin.pos.status.query()).deadLetters === 1, 'the count');
    here.pos.configure({ failure: 'none' });
    const newest = async (): Promise<PosRunView | undefined> => (await admin.pos.runs.query({ limit: 1 })).rows[0];
    await dlq('replay', 'pos.sync.dlq', '--all');
    const rerun = await eventually(async () => {
      const run = await newest();
      return run && run.id !== again.id ? run : null;
    }, 'a new load');
    assert.deepEqual([(await ended(rerun.id)).state, rerun.kind], ['done', 'full']);
    assert.match(await dlq('list', 'pos.sync.dlq'), /^0 waiting/);
    assert.equal((await errorOf(admin.pos.retry.mutate({ runId: rerun.id }))).code, 'conflict');
  });

  it('do not ask a POS again that refuses the token', async () => {
    here.pos.configure({ failure: 'http', failureStatus: 403 });
    const asked = here.pos.requests.get('/franchises') ?? 0;
    const run = await ended((await admin.pos.start.mutate({})).id);
    assert.deepEqual([run.state, run.error], ['failed', 'The POS does not answer (HTTP 403).']);
    assert.equal((here.pos.requests.get('/franchises') ?? 0) - asked, 1);
    here.pos.configure({ failure: 'none' });
    assert.equal((await ended((await admin.pos.retry.mutate({ runId: run.id })).id)).state, 'done');
  });

  it('send the token nowhere but to the POS, whatever its links say', async () => {
    const origin = here.world.config.POS_BASE_URL ?? '';
    connectPos({ base: `${origin}/elsewhere/..`, token: 'pos-token-of-the-test' });
    const adapter = pos();
    assert.ok(adapter);
    await assert.rejects(async () => {
      for await (const part of adapter.read({ address: 'http://127.0.0.1:9/outlets', done: 0 })) assert.fail(`read ${part.rows.length}`);
    }, /pages its lists in a way nobody understands/);
    connectPos({ base: origin, token: 'pos-token-of-the-test' });
  });

  it('ask for one outlet at send time, and not again for an hour where the POS cannot', async () => {
    const adapter = pos();
    assert.ok(adapter);
    assert.deepEqual(await adapter.findOutlet('9001', Date.now()), { oid: '9001', expiryDate: '2027-01-31', status: 'active' });
    assert.equal(await here.pos.pay(9001), '2028-01-31');
    assert.equal((await adapter.findOutlet('9001', Date.now()))?.expiryDate, '2028-01-31');
    for (const [expiry_date, expected] of [
      ['0000-00-00', null],
      ['2027-02-30', null],
      ['', null],
      ['2028-01-31T16:00:00Z', '2028-01-31'],
    ] as const) {
      here.pos.putOutlet({ oid: 9001, expiry_date });
      assert.equal((await adapter.findOutlet('9001', Date.now()))?.expiryDate, expected, `as the list reads ${expiry_date}`);
    }
    assert.equal(await adapter.findOutlet('999', Date.now()), null);
    here.pos.configure({ hasOutletEndpoint: false });
    for (const oid of ['9002', '9003', '9004', '9005', '9006']) assert.equal(await adapter.findOutlet(oid, Date.now()), null);
    assert.equal(
      ['9005', '9006'].some((oid) => here.pos.requests.has(`/outlets/${oid}`)),
      false,
    );
    here.pos.configure({ hasOutletEndpoint: true });
    assert.notEqual(await adapter.findOutlet('9002', Date.now() + 3_700_000), null);
  });

  it('write no phone to the log, and take no more calls than one needs', async () => {
    here.pos.putOutlet(posOutlet(9901, { name: '', contacts: [{ name: 'Puan Siti', phone: '019-876 5432', is_primary: true }] }));
    const run = await ended((await admin.pos.start.mutate({})).id);
    assert.equal(run.rejected, 1);
    assert.match((await admin.pos.rejects.query({ runId: run.id })).rows[0]?.raw ?? '', /019-876 5432/);
    assert.ok(lines.some((line) => line.includes('franchises and outlets of the POS')));
    assert.deepEqual(
      lines.filter((line) => /876 5432|Puan Siti/.test(line)),
      [],
    );
    const statuses = [];
    for (let index = 0; index < 25; index++) statuses.push((await post('garbage-garbage-garbage')).status);
    assert.equal(statuses.at(-1), 429);
    assert.equal((await post(IMPORT_TOKEN)).status, 429, 'guessing stops for everybody at this address');
  });
});
