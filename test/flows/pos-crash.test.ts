import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import mysql from 'mysql2/promise';
import { drivePosRun } from '../../server/outlets/drive-pos-run.ts';
import { findPosRun } from '../../server/outlets/find-pos-run.ts';
import type { PosRunRow } from '../../server/outlets/pos-run-types.ts';
import { prunePosRuns } from '../../server/outlets/prune-pos-runs.ts';
import { resumePosRuns } from '../../server/outlets/resume-pos-runs.ts';
import { outletSchedules } from '../../server/outlets/schedules.ts';
import { startPosRun } from '../../server/outlets/start-pos-run.ts';
import { cache } from '../../server/platform/cache.ts';
import { createPosWorld, posData, posOutlet, type PosWorld } from '../support/create-pos-world.ts';
import { eventually } from '../support/eventually.ts';

const OUTLETS = 40;

describe('a load of the POS', () => {
  let here: PosWorld;
  let lock: mysql.Connection;
  let children: ChildProcess[] = [];
  let round = 0;

  const run = (id: string): Promise<PosRunRow> => findPosRun(here.world.tenant.tenantId, id);
  const begin = async (): Promise<string> => (await startPosRun(here.ctx(), { kind: 'full', cause: 'schedule' })).id;
  /** a process of its own that works on the load */
  const child = (runId: string): { process: ChildProcess; said: Promise<string> } => {
    const { config } = here.world;
    const process_ = spawn(process.execPath, ['test/support/drive-pos-child.ts', here.world.tenant.tenantId, runId], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: Object.fromEntries(
        ['PATH', ...Object.keys(config)].flatMap((name) => {
          const value: unknown = name === 'PATH' ? process.env['PATH'] : config[name as keyof typeof config];
          return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : String(value)]];
        }),
      ),
    });
    children.push(process_);
    let text = '';
    process_.stdout?.on('data', (part: Buffer) => (text += part.toString()));
    return { process: process_, said: once(process_, 'exit').then(() => text.trim()) };
  };
  const kill = async (target: ChildProcess): Promise<void> => {
    const exit = once(target, 'exit');
    target.kill('SIGKILL');
    await exit;
  };
  /** as if it had run out by itself */
  const leaseEnds = (): Promise<unknown> => cache().del(`pos:sync:lock:${here.world.tenant.tenantId}`);

  before(async () => {
    here = await createPosWorld(posData(OUTLETS), { env: { ROLES: 'web' } });
    lock = await mysql.createConnection({ uri: here.world.config.DATABASE_URL });
    assert.equal((await here.load()).state, 'done');
  });
  beforeEach(() => {
    round += 1;
    here.pos.configure({ failure: 'none', pageSize: 10 });
    // a third of them: under the share that waits
    for (let oid = 9001; oid < 9007; oid++) here.pos.putOutlet({ oid, name: `Kedai ${oid}, kali ${round}` });
  });
  after(async () => {
    for (const one of children) if (one.exitCode === null) one.kill('SIGKILL');
    children = [];
    await lock.end();
    await here.close();
  });

  /** everything came through once, whatever happened on the way */
  const isWhole = async (id: string): Promise<void> => {
    const done = await run(id);
    assert.deepEqual([done.state, done.listed_franchises, done.listed_outlets, done.changed, done.rejected], ['done', 4, OUTLETS + 3, 6, 0]);
    assert.equal((await here.outlet(9006))?.['name'], `Kedai 9006, kali ${round}`);
    assert.deepEqual(
      await here.world.sql
        .query("SELECT id FROM event WHERE type = 'outlets.synced' AND JSON_VALUE(payload, '$.runId') = ? LIMIT 2", [id])
        .then((rows) => rows.length <= 1),
      true,
    );
  };

  it('goes on at the page where its process died while reading', async () => {
    const id = await begin();
    here.pos.configure({ failure: 'hang', failPath: '/outlets', passFirst: 2, failTimes: null });
    const first = child(id);
    await eventually(async () => (await run(id)).listed_outlets === 20, 'two pages', 20_000);
    await kill(first.process);
    here.pos.configure({ failure: 'none' });
    assert.equal(await drivePosRun(here.ctx(), id), null, 'its lock has not run out');
    await leaseEnds();
    const asked = here.pos.requests.get('/outlets') ?? 0;
    assert.equal(await drivePosRun(here.ctx(), id), 'done');
    assert.equal((here.pos.requests.get('/outlets') ?? 0) - asked, 3, 'the pages that were left');
    await isWhole(id);
  });

  it('compares anew when its process died while comparing', async () => {
    const id = await begin();
    // what comparing deletes first
    await here.world.sql.execute("INSERT INTO pos_sync_change (tenant_id, run_id, entity, entity_key, kind) VALUES (?, ?, 'outlet', 1, 'added')", [
      here.world.tenant.tenantId,
      id,
    ]);
    await lock.beginTransaction();
    await lock.query('SELECT id FROM pos_sync_change WHERE run_id = ? FOR UPDATE', [id]);
    const first = child(id);
    await eventually(async () => (await run(id)).state === 'comparing', 'the phase', 20_000);
    await kill(first.process);
    await lock.rollback();
    await leaseEnds();
    assert.equal(await drivePosRun(here.ctx(), id), 'done');
    await isWhole(id);
  });

  it('applies the rest when its process died while applying, and the clock finds it', async () => {
    await lock.beginTransaction();
    await lock.query('SELECT oid FROM outlet WHERE oid = 9004 FOR UPDATE');
    const id = await begin();
    const first = child(id);
    await eventually(async () => (await run(id)).state === 'applying', 'the phase', 20_000);
    await kill(first.process);
    await lock.rollback();
    await leaseEnds();
    await resumePosRuns(here.ctx());
    assert.equal((await run(id)).state, 'applying', 'it lived a moment ago');
    await here.world.sql.execute('UPDATE pos_sync_run SET heartbeat_at = heartbeat_at - INTERVAL 1 MINUTE WHERE id = ?', [id]);
    await resumePosRuns(here.ctx());
    await isWhole(id);
  });

  it('reads anew what was read too long ago', async () => {
    const id = await begin();
    here.pos.configure({ failure: 'hang', failPath: '/outlets', passFirst: 2, failTimes: null });
    const first = child(id);
    await eventually(async () => (await run(id)).listed_outlets === 20, 'two pages', 20_000);
    await kill(first.process);
    here.pos.configure({ failure: 'none' });
    here.pos.putOutlet({ oid: 1011, name: 'Seen only when page one is read again' });
    await leaseEnds();
    await here.world.sql.execute('UPDATE pos_sync_run SET heartbeat_at = heartbeat_at - INTERVAL 2 HOUR WHERE id = ?', [id]);
    assert.equal(await drivePosRun(here.ctx(), id), 'done');
    assert.equal((await here.outlet(1011))?.['name'], 'Seen only when page one is read again');
    assert.equal((await run(id)).listed_outlets, OUTLETS + 3);
  });

  it('is fenced: a process that stood still and comes back writes nothing', async () => {
    const id = await begin();
    here.pos.configure({ failure: 'none', latencyMs: 150 });
    const sleeper = child(id);
    await eventually(async () => (await run(id)).listed_outlets >= 10, 'a page', 20_000);
    sleeper.process.kill('SIGSTOP');
    await leaseEnds();
    here.pos.configure({ latencyMs: 0 });
    const fence = Number((await run(id)).fence);
    assert.equal(await drivePosRun(here.ctx(), id), 'done');
    assert.ok(Number((await run(id)).fence) > fence);
    const before = await here.world.sql.query('SELECT * FROM pos_sync_run WHERE id = ?', [id]);
    sleeper.process.kill('SIGCONT');
    assert.equal(await sleeper.said, 'ended null');
    assert.deepEqual(await here.world.sql.query('SELECT * FROM pos_sync_run WHERE id = ?', [id]), before);
    await isWhole(id);
  });

  it('keeps its fence growing when Redis has lost its memory', async () => {
    const fence = Number((await here.load()).fence);
    await cache().del(`pos:sync:fence:${here.world.tenant.tenantId}`);
    const next = await here.load();
    assert.equal(next.state, 'done');
    assert.ok(Number(next.fence) > fence);
  });

  it('is one, however many clocks, and whatever they say', async () => {
    const before = (await here.world.sql.query('SELECT id FROM pos_sync_run')).length;
    const views = await Promise.all(Array.from({ length: 8 }, () => startPosRun(here.ctx(), { kind: 'full', cause: 'schedule' })));
    assert.equal(new Set(views.map(({ id }) => id)).size, 1);
    const id = views[0]?.id ?? '';
    const states = await Promise.all([drivePosRun(here.ctx(), id), drivePosRun(here.ctx(), id), drivePosRun(here.ctx(), id)]);
    assert.deepEqual(
      states.filter((state) => state !== null),
      ['done'],
    );
    const clock = new Map(outletSchedules(here.world.log).map((schedule) => [schedule.name, schedule]));
    const tick = (name: string, at: Date): Promise<void> => clock.get(name)?.run(at) ?? Promise.reject(new Error(name));
    await tick('pos-full-again', new Date());
    const settled = (await here.world.sql.query('SELECT id FROM pos_sync_run')).length;
    assert.equal(settled, before + 1, 'this night’s load has worked');
    // the clock jumps to tomorrow and back
    const tomorrow = new Date(Date.now() + 86_400_000);
    await Promise.all([
      tick('pos-full', tomorrow),
      tick('pos-full', new Date()),
      tick('pos-full-again', tomorrow),
      tick('pos-changes', new Date('2026-01-01T00:00:00Z')),
    ]);
    const rows = await here.world.sql.query<{ id: string; state: string }>('SELECT id, state FROM pos_sync_run ORDER BY id DESC');
    assert.equal(rows.length, settled + 1);
    assert.equal(await drivePosRun(here.ctx(), rows[0]?.id ?? ''), 'done');
    await tick('pos-changes', new Date('2026-01-01T00:05:00Z'));
    assert.equal((await here.world.sql.query('SELECT id FROM pos_sync_run')).length, rows.length, 'not a slot of the half hour');
  });

  it('lets go of what nobody took after a day, of its reports after a month, and of a held one nobody answered', async () => {
    here.pos.putOutlet(posOutlet(9500, { contacts: [{ name: 'Encik Ali', phone: '012-345 6789', is_primary: true }] }));
    const { id } = await here.load();
    const left = async (table: string): Promise<number> => (await here.world.sql.query(`SELECT run_id FROM ${table} WHERE run_id = ?`, [id])).length;
    assert.deepEqual([await left('pos_staged_outlet'), await left('pos_sync_change')].map(Math.sign), [1, 1]);
    const later = (days: number): Promise<void> => prunePosRuns({ ...here.ctx(), now: new Date(Date.now() + days * 86_400_000) });
    await later(0.5);
    assert.ok((await left('pos_staged_outlet')) > 0);
    await later(1.5);
    assert.deepEqual([await left('pos_staged_outlet'), Math.sign(await left('pos_sync_change'))], [0, 1]);
    await later(31);
    assert.equal(await left('pos_sync_change'), 0);
    for (let oid = 9001; oid < 9030; oid++) here.pos.removeOutlet(oid);
    const held = await here.load();
    assert.equal(held.state, 'held');
    await later(4);
    assert.deepEqual([(await run(held.id)).state, (await run(held.id)).error], ['discarded', 'expired']);
  });
});
