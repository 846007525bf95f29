import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { saveStaff } from '../../server/access/save-staff.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { createWorld, errorOf, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import type { LiveProbe } from '../support/live-probe.ts';

const run = promisify(execFile);
const PASSWORD = 'correct horse battery';
let world: World;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
});
after(() => world.close());

/** Somebody with a password and an open socket. */
async function person(email: string): Promise<{ userId: string; socket: LiveProbe; accessToken: string; refreshToken: string }> {
  const ctx = systemContext(world.tenant.tenantId, 'test', world.log);
  const { userId } = await saveStaff(ctx, { email, name: email, role: 'agent', scope: { all: true }, password: PASSWORD });
  const { accessToken, refreshToken } = await world.client(null).auth.login.mutate({ email, password: PASSWORD });
  return { userId, socket: await world.live(accessToken), accessToken, refreshToken };
}
const tool = async (more: Record<string, string>, ...args: string[]): Promise<string> =>
  (await run(process.execPath, ['tools/user.mjs', ...args], { env: { PATH: process.env['PATH'], DATABASE_URL: world.config.DATABASE_URL, ...more } })).stdout;
const withCache = (): Record<string, string> => ({ REDIS_URL: world.config.REDIS_URL, REDIS_PREFIX: world.config.REDIS_PREFIX });
const hasEnded = async (accessToken: string): Promise<boolean> => (await errorOf(world.client(accessToken).auth.me.query())).code === 'unauthenticated';

describe('the open page of somebody who may no longer see it', () => {
  it('is cut off at once when an administrator ends the sessions; everybody else’s stays', async () => {
    const [one, other] = [await person('one@example.my'), await person('other@example.my')];
    const stranger = await world.live(await world.token({ tenant: 'beta', sub: 'foreign' }));
    const admin = await world.clientOf({ sub: 'boss', role: 'admin' });
    await world.client(one.accessToken).auth.me.query();
    assert.deepEqual(await admin.people.endSessions.mutate({ userId: one.userId }), { ended: 1 });
    await eventually(() => one.socket.closeCode === 4401, 'the socket to be closed');
    assert.ok(await hasEnded(one.accessToken), 'what was trusted a moment ago is forgotten');
    await Promise.all([other.socket.settle(), stranger.settle()]);
    assert.ok(!JSON.stringify(one.socket.frames).includes('revoked'), 'how we tell each other is nobody else’s business');
  });

  it('is cut off when the operator switches the person off, who can be signed out by an administrator then too', async () => {
    const one = await person('gone@example.my');
    await tool(withCache(), 'off', '--email', 'gone@example.my');
    await eventually(() => one.socket.closeCode === 4401, 'the socket to be closed');
    assert.equal((await errorOf(world.client(null).auth.refresh.mutate({ refreshToken: one.refreshToken }))).code, 'unauthenticated');
    const admin = await world.clientOf({ sub: 'boss', role: 'admin' });
    assert.deepEqual(await admin.people.endSessions.mutate({ userId: one.userId }), { ended: 0 });
  });

  it('is signed in anew with what changed when the operator changes the person, and signed out when it is the password', async () => {
    const one = await person('change@example.my');
    await tool(withCache(), 'change', '--email', 'change@example.my', '--scope', `fid:${world.tenant.fids[0]}`);
    await eventually(() => one.socket.closeCode === 4401, 'the socket to be closed');
    assert.equal((await world.client(one.accessToken).outlets.search.query({ query: '' })).length, 2, 'the session lives, with the new scope');
    await tool(withCache(), 'change', '--email', 'change@example.my', '--password');
    await eventually(() => hasEnded(one.accessToken), 'the session to be over');
  });

  it('is cut off within a minute when nobody could be told', async () => {
    const one = await person('quiet@example.my');
    const host = await world.live(await world.token({ sub: 'quiet-host' }));
    const stays = await world.live(await world.token({ sub: 'stays' }));
    const said = await tool({}, 'off', '--email', 'quiet@example.my');
    assert.match(said, /within a minute/);
    await world.sql.execute("UPDATE user SET is_active = 0 WHERE external_id = 'quiet-host'");
    await eventually(() => one.socket.closeCode === 4401 && host.closeCode === 4401, 'both sockets to be closed', 40_000);
    await stays.settle();
    assert.equal(stays.closeCode, null);
  });
});
