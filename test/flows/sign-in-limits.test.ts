import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ErrorView } from '../../types/errors.ts';
import { findTenant } from '../../server/access/find-tenant.ts';
import { hashPassword } from '../../server/access/hash-password.ts';
import { cache } from '../../server/platform/cache.ts';
import { createWorld, type World } from '../support/create-world.ts';

const PASSWORD = 'correct horse battery';
let world: World;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web', TRUST_PROXY: '1' } });
  const hash = await hashPassword(PASSWORD);
  for (const name of ['mei', 'tan', 'rahim', 'siti', 'devi', 'lim'])
    await world.sql.execute("INSERT INTO user (tenant_id, email, name, password_hash, role, scope_all) VALUES (?, ?, ?, ?, 'agent', 1)", [
      world.tenant.tenantId,
      `${name}@example.my`,
      name,
      hash,
    ]);
});
after(() => world.close());

interface Try {
  name: string;
  password?: string;
  from: string;
  tenant?: string;
}

async function post(path: string, from: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${world.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
const inputOf = ({ name, password = 'wrong', tenant }: Try): object => ({ email: `${name}@example.my`, password, ...(tenant === undefined ? {} : { tenant }) });
/** The code a try ends with; `ok` when it works. */
async function tryOnce(one: Try): Promise<string> {
  const { status, body } = await post('/api/auth/login', one.from, inputOf(one));
  return status === 200 ? 'ok' : (body as ErrorView).code;
}
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const counted = (codes: string[], code: string): number => codes.filter((one) => one === code).length;

describe('guessing at a password', () => {
  it('lets eight tries of an address at an account through, however many come at once', async () => {
    const codes = await Promise.all(times(30, () => tryOnce({ name: 'mei', from: '198.51.100.1' })));
    assert.deepEqual([counted(codes, 'unauthenticated'), counted(codes, 'rate_limited')], [8, 22]);
    assert.equal(await tryOnce({ name: 'mei', password: PASSWORD, from: '198.51.100.1' }), 'rate_limited', 'the right password does not help then');
  });

  it('counts every call of a batch', async () => {
    const path = `/trpc/${times(20, () => 'auth.login').join(',')}?batch=1`;
    const { body } = await post(path, '198.51.100.2', Object.fromEntries(times(20, (index) => [index, inputOf({ name: 'tan', from: '' })])));
    const codes = (body as { error: { data: { engage: ErrorView } } }[]).map((one) => one.error.data.engage.code);
    assert.deepEqual([counted(codes, 'unauthenticated'), counted(codes, 'rate_limited')], [8, 12]);
  });

  it('is counted as one account whatever its tenant and address are spelt like', async () => {
    const spellings = ['default', 'Default', ' default', 'default ', 'DEFAULT', 'defaul%74', 'défault'];
    const codes: string[] = [];
    for (const [index, tenant] of [...spellings, ...spellings].entries())
      codes.push(await tryOnce({ name: index % 2 === 0 ? 'rahim' : 'Rahim', tenant, from: '198.51.100.3' }));
    assert.equal(counted(codes, 'unauthenticated'), 8, codes.join());
    assert.equal(counted(codes, 'invalid_input'), 4, 'two spellings are none');
    assert.equal(await tryOnce({ name: 'rahim', password: PASSWORD, tenant: ' Default ', from: '198.51.100.33' }), 'ok');
  });

  it('does not lock the person out elsewhere: beyond forty failures every try only waits', async () => {
    for (const host of times(6, (index) => index)) await Promise.all(times(8, () => tryOnce({ name: 'siti', from: `203.0.113.${host}` })));
    const began = performance.now();
    assert.equal(await tryOnce({ name: 'siti', password: PASSWORD, from: '192.0.2.7' }), 'ok');
    assert.ok(performance.now() - began > 900, 'it had to wait');
    const calm = performance.now();
    assert.equal(await tryOnce({ name: 'devi', password: PASSWORD, from: '192.0.2.7' }), 'ok');
    assert.ok(performance.now() - calm < 900, 'nobody else had');
  });

  it('is limited by address over all accounts, an IPv6 network being one address; who signs in is not counted', async () => {
    const codes = await Promise.all(times(70, (index) => tryOnce({ name: `nobody-${index}`, from: `2001:db8:1:2::${index.toString(16)}` })));
    assert.deepEqual([counted(codes, 'unauthenticated'), counted(codes, 'rate_limited')], [60, 10]);
    assert.equal(await tryOnce({ name: 'devi', password: PASSWORD, from: '2001:db8:1:2:ffff::1' }), 'rate_limited');
    assert.equal(await tryOnce({ name: 'devi', password: PASSWORD, from: '2001:db8:1:3::1' }), 'ok');
    for (let tries = 0; tries < 10; tries++) assert.equal(await tryOnce({ name: 'lim', password: PASSWORD, from: '192.0.2.8' }), 'ok');
  });

  it('leaves nothing behind that has no end', async () => {
    const keys = (await cache().keys(`${world.config.REDIS_PREFIX}login*`)).map((key) => key.slice(world.config.REDIS_PREFIX.length));
    assert.ok(keys.length > 0);
    for (const key of keys) assert.ok((await cache().ttl(key)) > 0, key);
    assert.ok(!keys.some((key) => key.includes('@')), 'nor an address of a person');
  });
});

describe('a tenant', () => {
  it('is found by its very name only', async () => {
    assert.equal(await findTenant('default'), world.tenant.tenantId);
    for (const slug of ['Default', 'default ', 'dèfault', 'DEFAULT']) assert.equal(await findTenant(slug), null, slug);
  });
});
