import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { SessionTokens } from '../../types/access.ts';
import { hashPassword } from '../../server/access/hash-password.ts';
import { cache } from '../../server/platform/cache.ts';
import { createWorld, errorOf, type World } from '../support/create-world.ts';

let world: World;
let jwks: Server;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
before(async () => {
  keys = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'host-1', alg: 'ES256', use: 'sig' };
  jwks = createServer((_request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => void jwks.listen(0, '127.0.0.1', resolve));
  world = await createWorld({ graph: false, env: { ROLES: 'web', EMBED_JWKS_URL: `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/keys` } });
  await world.sql.execute("INSERT INTO user (tenant_id, email, name, password_hash, role, scope_all) VALUES (?, 'mei@example.my', 'Mei', ?, 'supervisor', 0)", [
    world.tenant.tenantId,
    await hashPassword('correct horse'),
  ]);
  await world.sql.execute("INSERT INTO user_scope (tenant_id, user_id, fid) SELECT tenant_id, id, ? FROM user WHERE email = 'mei@example.my'", [
    world.tenant.fids[0],
  ]);
});
after(async () => {
  jwks.close();
  await world.close();
});

const anonymous = (): ReturnType<World['client']> => world.client(null);
const signIn = (password = 'correct horse'): Promise<SessionTokens> => anonymous().auth.login.mutate({ email: 'Mei@Example.my', password });

describe('a host page’s token', () => {
  it('creates the person once, keeps it like the token, and remembers the scope that is known', async () => {
    const scope = { fids: [world.tenant.fids[0], '999'], oids: [world.tenant.oids[2]] };
    const first = await (await world.clientOf({ sub: 'pos-7', name: 'Rahim', role: 'agent', scope, email: 'rahim@example.my' })).auth.me.query();
    const second = await (
      await world.clientOf({ sub: 'pos-7', name: 'Rahim Ali', role: 'supervisor', scope: { fids: [], oids: [world.tenant.oids[2]] } })
    ).auth.me.query();
    assert.equal(first.userId, second.userId);
    assert.deepEqual([second.name, second.role], ['Rahim Ali', 'supervisor']);
    const rows = await world.sql.query<{ fid: string | null; oid: string | null }>('SELECT fid, oid FROM user_scope WHERE user_id = ?', [first.userId]);
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [{ fid: null, oid: world.tenant.oids[2] }],
    );
    const [user] = await world.sql.query<{ email: string; role: string }>('SELECT email, role FROM user WHERE id = ?', [first.userId]);
    assert.deepEqual({ ...user }, { email: 'rahim@example.my', role: 'supervisor' });
  });

  it('leaves an audit of who became whom, with what they were before, and none while nothing changes', async () => {
    const person = { sub: 'pos-8', name: 'Salmah', scope: { fids: [world.tenant.fids[0]], oids: [] } };
    await (await world.clientOf(person)).auth.me.query();
    await (await world.clientOf({ ...person, expiresIn: 299 })).auth.me.query();
    await (await world.clientOf({ ...person, role: 'supervisor', scope: { all: true } })).auth.me.query();
    const rows = await world.sql.query<{ action: string; actor_name: string; before_json: unknown; after_json: unknown }>(
      "SELECT action, actor_name, before_json, after_json FROM audit_log WHERE entity_type = 'user' AND entity_id = ? ORDER BY id",
      [await world.userId('pos-8')],
    );
    const json = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
    const scope = [`fid:${world.tenant.fids[0]}`];
    assert.deepEqual(
      rows.map((row) => [row.action, row.actor_name, json(row.before_json), json(row.after_json)]),
      [
        ['created', 'host page', null, { name: 'Salmah', email: null, role: 'agent', pii: 'full', isActive: true, scope }],
        ['changed', 'host page', { role: 'agent', scope }, { role: 'supervisor', scope: ['all'] }],
      ],
    );
  });

  it('may be signed with the host’s own key', async () => {
    const now = Math.floor(Date.now() / 1000);
    const sign = (key: CryptoKey, kid: string): Promise<string> =>
      new SignJWT({ name: 'Kay', role: 'agent', scope: { all: true } })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setSubject('jwks-1')
        .setAudience('engage')
        .setIssuedAt(now)
        .setExpirationTime(now + 300)
        .sign(key);
    assert.equal((await world.client(await sign(keys.privateKey, 'host-1')).auth.me.query()).name, 'Kay');
    const stranger = await generateKeyPair('ES256');
    assert.equal((await errorOf(world.client(await sign(stranger.privateKey, 'host-1')).auth.me.query())).code, 'unauthenticated');
  });

  it('does not work for somebody who was switched off', async () => {
    const person = { sub: 'gone', name: 'Gone' };
    await (await world.clientOf(person)).auth.me.query();
    await world.sql.execute("UPDATE user SET is_active = 0 WHERE external_id = 'gone'");
    assert.equal((await errorOf((await world.clientOf({ ...person, expiresIn: 200 })).auth.me.query())).code, 'unauthenticated');
  });

  it('tolerates thirty seconds of clock difference and no more', async () => {
    assert.equal((await (await world.clientOf({ expiresIn: -20 })).auth.me.query()).name, 'Aina');
    assert.equal((await errorOf((await world.clientOf({ expiresIn: -40 })).auth.me.query())).code, 'unauthenticated');
    assert.equal((await errorOf((await world.clientOf({ expiresIn: 400, life: 300 })).auth.me.query())).code, 'unauthenticated');
  });
});

describe('sign-in with a password', () => {
  it('gives tokens that carry the person’s own scope', async () => {
    const tokens = await signIn();
    const left = Date.parse(tokens.expiresAt) - Date.now();
    assert.ok(left > 0 && left <= 600_000);
    const client = world.client(tokens.accessToken);
    assert.equal((await client.auth.me.query()).name, 'Mei');
    const outlets = await client.outlets.search.query({ query: '' });
    assert.ok(outlets.length === 2 && outlets.every(({ fid }) => fid === world.tenant.fids[0]));
  });

  it('also answers on /api/auth', async () => {
    const post = (path: string, body: object): Promise<Response> =>
      fetch(`${world.url}/api/auth/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const tokens = (await (await post('login', { email: 'mei@example.my', password: 'correct horse' })).json()) as SessionTokens;
    const next = await post('refresh', { refreshToken: tokens.refreshToken });
    assert.equal(next.status, 200);
    const refused = await post('login', { email: 'mei@example.my', password: 'no' });
    assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [401, 'unauthenticated']);
    assert.equal((await post('login', { email: 'not an address' })).status, 400);
  });

  it('rotates the refresh token; a copy used later ends the session for both', async () => {
    const first = await signIn();
    const second = await anonymous().auth.refresh.mutate({ refreshToken: first.refreshToken });
    assert.notEqual(second.refreshToken, first.refreshToken);
    const third = await anonymous().auth.refresh.mutate({ refreshToken: second.refreshToken });
    assert.equal((await errorOf(anonymous().auth.refresh.mutate({ refreshToken: first.refreshToken }))).code, 'unauthenticated');
    assert.equal((await errorOf(anonymous().auth.refresh.mutate({ refreshToken: third.refreshToken }))).code, 'unauthenticated');
    assert.equal((await errorOf(world.client(third.accessToken).auth.me.query())).code, 'unauthenticated');
  });

  it('forgives an answer that was lost on the way', async () => {
    const first = await signIn();
    await anonymous().auth.refresh.mutate({ refreshToken: first.refreshToken });
    const again = await anonymous().auth.refresh.mutate({ refreshToken: first.refreshToken });
    assert.equal((await world.client(again.accessToken).auth.me.query()).name, 'Mei');
  });

  it('gives two tabs that refresh at once the same token, which goes on for both', async () => {
    const first = await signIn();
    const [one, other] = await Promise.all([first, first].map(({ refreshToken }) => anonymous().auth.refresh.mutate({ refreshToken })));
    assert.ok(one && other);
    assert.equal(one.refreshToken, other.refreshToken);
    const [next, again] = await Promise.all([one, other].map(({ refreshToken }) => anonymous().auth.refresh.mutate({ refreshToken })));
    assert.ok(next && again);
    assert.equal(next.refreshToken, again.refreshToken);
    for (const { accessToken } of [one, other, next, again]) assert.equal((await world.client(accessToken).auth.me.query()).name, 'Mei');
  });

  it('ends the session for a copy that comes after the grace', async () => {
    const first = await signIn();
    const second = await anonymous().auth.refresh.mutate({ refreshToken: first.refreshToken });
    await cache().hincrby(`session:${first.refreshToken.split('.')[0]}`, 'rotated', -31_000);
    assert.equal((await errorOf(anonymous().auth.refresh.mutate({ refreshToken: first.refreshToken }))).code, 'unauthenticated');
    assert.equal((await errorOf(anonymous().auth.refresh.mutate({ refreshToken: second.refreshToken }))).code, 'unauthenticated');
  });

  it('ends with sign-out, with an administrator’s word, and after twelve idle hours', async () => {
    const out = await signIn();
    await anonymous().auth.logout.mutate({ refreshToken: `${out.refreshToken.split('.')[0]}.somebody-elses-guess-of-the-secret` });
    assert.equal((await world.client(out.accessToken).auth.me.query()).name, 'Mei', 'a guess ends nothing');
    await anonymous().auth.logout.mutate({ refreshToken: out.refreshToken });
    assert.equal((await errorOf(anonymous().auth.refresh.mutate({ refreshToken: out.refreshToken }))).code, 'unauthenticated');
    const kept = await signIn();
    const ttl = await cache().ttl(`session:${kept.refreshToken.split('.')[0]}`);
    assert.ok(ttl > 11 * 3600 && ttl <= 12 * 3600);
    const admin = await world.clientOf({ sub: 'boss', role: 'admin' });
    const [mei] = await world.sql.query<{ id: string }>("SELECT id FROM user WHERE email = 'mei@example.my'");
    assert.ok((await admin.people.endSessions.mutate({ userId: mei?.id ?? '' })).ended >= 1);
    assert.equal((await errorOf(anonymous().auth.refresh.mutate({ refreshToken: kept.refreshToken }))).code, 'unauthenticated');
  });

  it('says the same for a wrong password and an unknown address, and stops guessing', async () => {
    const wrong = await errorOf(anonymous().auth.login.mutate({ email: 'nobody@example.my', password: 'x' }));
    const unknown = await errorOf(signIn('wrong'));
    assert.deepEqual([wrong.code, wrong.message], [unknown.code, unknown.message]);
    let last = '';
    for (let tries = 0; tries < 12 && last !== 'rate_limited'; tries++) last = (await errorOf(signIn('wrong'))).code;
    assert.equal(last, 'rate_limited');
    assert.equal((await errorOf(signIn())).code, 'rate_limited', 'the right password does not help then');
  });
});
