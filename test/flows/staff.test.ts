import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { createWorld, errorOf, type World } from '../support/create-world.ts';

const run = promisify(execFile);
let world: World;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
});
after(() => world.close());

const user = async (...args: string[]): Promise<string> =>
  (await run(process.execPath, ['tools/user.mjs', ...args], { env: { PATH: process.env['PATH'], DATABASE_URL: world.config.DATABASE_URL } })).stdout;

describe('npm run user', () => {
  it('creates the first administrator, changes and switches people off, and audits it', async () => {
    const created = await user('add', '--email', 'Boss@example.my', '--name', 'The Boss', '--role', 'admin');
    const password = /password: (\S{20})/.exec(created)?.[1] ?? '';
    const { accessToken } = await world.client(null).auth.login.mutate({ email: 'boss@example.my', password });
    const me = await world.client(accessToken).auth.me.query();
    assert.deepEqual([me.name, me.role], ['The Boss', 'admin']);
    await user('change', '--email', 'boss@example.my', '--role', 'supervisor', '--scope', `fid:${world.tenant.fids[1]}`);
    const next = await world.client(null).auth.login.mutate({ email: 'boss@example.my', password });
    const outlets = await world.client(next.accessToken).outlets.search.query({ query: '' });
    assert.deepEqual(
      outlets.map(({ oid }) => oid),
      [world.tenant.oids[2]],
    );
    assert.match(await user('list'), /The Boss {2}boss@example\.my {2}supervisor {2}password/);
    await user('off', '--email', 'boss@example.my');
    assert.equal((await errorOf(world.client(null).auth.login.mutate({ email: 'boss@example.my', password }))).code, 'unauthenticated');
    assert.equal((await errorOf(world.client(null).auth.refresh.mutate({ refreshToken: next.refreshToken }))).code, 'unauthenticated');
    const audits = await world.sql.query<{ action: string; before_json: unknown; after_json: unknown }>(
      "SELECT action, before_json, after_json FROM audit_log WHERE entity_type = 'user' ORDER BY id",
    );
    const json = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
    assert.deepEqual(
      audits.map((row) => [row.action, json(row.before_json), json(row.after_json)]),
      [
        ['created', null, { name: 'The Boss', email: 'boss@example.my', role: 'admin', pii: 'full', isActive: true, scope: ['all'], passwordChanged: true }],
        ['changed', { role: 'admin', scope: ['all'] }, { role: 'supervisor', scope: [`fid:${world.tenant.fids[1]}`] }],
        ['changed', { isActive: true }, { isActive: false }],
      ],
    );
    assert.ok(!JSON.stringify(audits).includes(password));
  });

  it('refuses what is not enough', async () => {
    await assert.rejects(user('add', '--email', 'x@example.my'), /needs a name, a role and a password/);
    await assert.rejects(user('change', '--email', 'x'), /npm run user/);
  });
});
