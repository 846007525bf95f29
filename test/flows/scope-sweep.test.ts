import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ErrorView } from '../../types/errors.ts';
import { appRouter } from '../../server/api.ts';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

/** The ids a call may name. */
interface Target {
  ticketId: string;
  messageId: string;
  contactId: string;
  oid: string;
  userId: string;
  numberId: string;
  clientKey: string;
  /** a word only this ticket has */
  secret: string;
}

/**
 * One case per procedure: what a call about `target` looks like, and what a stranger to the target gets. `hidden`: the answer names
 * nothing of the target; otherwise the code it fails with. `admin`: for administrators only. A new procedure without a case fails here.
 */
interface Case {
  input(target: Target): unknown;
  stranger: 'hidden' | 'not_found';
  isPublic?: boolean;
  isAdmin?: boolean;
  /** whether the answer to somebody who may see it carries a phone, an e-mail or an address */
  hasPersonalData?: boolean;
}

const CASES: Readonly<Record<string, Case>> = {
  'auth.me': { input: () => undefined, stranger: 'hidden' },
  'auth.login': { input: () => ({ email: 'nobody@example.my', password: 'wrong' }), stranger: 'hidden', isPublic: true },
  'auth.refresh': { input: () => ({ refreshToken: 'x'.repeat(40) }), stranger: 'hidden', isPublic: true },
  'auth.logout': { input: () => ({ refreshToken: 'x'.repeat(40) }), stranger: 'hidden', isPublic: true },
  'people.colleagues': { input: () => undefined, stranger: 'hidden' },
  'people.endSessions': { input: ({ userId }) => ({ userId }), stranger: 'not_found', isAdmin: true },
  'outlets.search': { input: () => ({ query: '' }), stranger: 'hidden', hasPersonalData: true },
  'outlets.get': { input: ({ oid }) => ({ oid }), stranger: 'not_found', hasPersonalData: true },
  'messages.send': { input: ({ ticketId, clientKey }) => ({ ticketId, clientKey, content: { type: 'text', text: 'sweep' } }), stranger: 'not_found' },
  'messages.retry': { input: ({ messageId }) => ({ messageId }), stranger: 'not_found' },
  'messages.mediaUrl': { input: ({ messageId }) => ({ messageId }), stranger: 'not_found' },
  'messages.templates': { input: ({ ticketId }) => ({ ticketId }), stranger: 'not_found' },
  'tickets.list': { input: () => ({ view: 'all', limit: 100 }), stranger: 'hidden', hasPersonalData: true },
  'tickets.rows': { input: ({ ticketId }) => ({ ids: [ticketId] }), stranger: 'hidden', hasPersonalData: true },
  'tickets.counts': { input: () => undefined, stranger: 'hidden' },
  'tickets.get': { input: ({ ticketId }) => ({ ticketId }), stranger: 'not_found', hasPersonalData: true },
  'tickets.forOutlet': { input: ({ oid }) => ({ oid }), stranger: 'not_found', hasPersonalData: true },
  'tickets.thread': { input: ({ ticketId }) => ({ ticketId }), stranger: 'not_found', hasPersonalData: true },
  'tickets.markRead': { input: ({ ticketId }) => ({ ticketId }), stranger: 'not_found' },
  'tickets.change': { input: ({ ticketId }) => ({ ticketId, priority: { from: 'normal', to: 'urgent' } }), stranger: 'not_found', hasPersonalData: true },
  'tickets.addNote': { input: ({ ticketId, clientKey }) => ({ ticketId, clientKey, text: 'sweep' }), stranger: 'not_found' },
  'tickets.linkOutlet': { input: ({ ticketId, oid }) => ({ ticketId, oid }), stranger: 'not_found', hasPersonalData: true },
  'categories.list': { input: () => undefined, stranger: 'hidden' },
  'privacy.exportContact': { input: ({ contactId }) => ({ contactId }), stranger: 'not_found', isAdmin: true },
  'privacy.eraseContact': { input: ({ contactId }) => ({ contactId }), stranger: 'not_found', isAdmin: true },
  'numbers.list': { input: () => undefined, stranger: 'hidden', isAdmin: true },
  'numbers.resume': { input: ({ numberId }) => ({ numberId }), stranger: 'not_found', isAdmin: true },
  'numbers.syncTemplates': { input: () => undefined, stranger: 'hidden', isAdmin: true },
};

const PHONE_TEXT = 'call me at 012-987 6543 or boss@secret.example';
const PERSONAL = /9876543|987 6543|boss@secret|merchant\d@|Jalan Ampang|\+6012\d{4,}/;
const procedures = Object.keys(appRouter._def.procedures).sort();

let world: World;
let mine: Target;
let sibling: Target;
let foreign: Target;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  const { tenant, otherTenant } = world;
  // ids nothing else could have by chance
  await world.sql.execute('ALTER TABLE ticket AUTO_INCREMENT = 70001');
  await world.sql.execute('ALTER TABLE message AUTO_INCREMENT = 80001');
  for (const [tenantName, sub] of [
    ['default', 'colleague'],
    ['beta', 'foreigner'],
  ] as const) {
    const client = await world.clientOf({ sub, name: `Person ${sub}`, tenant: tenantName, role: 'admin', email: `${sub}@secret.example` });
    await client.auth.me.query();
  }
  const make = async (of: typeof tenant, oid: string, sub: string): Promise<Target> => {
    const secret = `secret-${of.slug}-${oid}`;
    const { ticketId, messageId, contactId } = await world.seedTicket({ oid, text: `${PHONE_TEXT} ${secret}`, subject: PHONE_TEXT }, of);
    return { secret, ticketId, messageId, contactId, oid, userId: await world.userId(sub, of), numberId: of.numberId, clientKey: `sweep-${of.slug}-${oid}` };
  };
  mine = await make(tenant, tenant.oids[0], 'colleague');
  sibling = await make(tenant, tenant.oids[2], 'colleague');
  foreign = await make(otherTenant, otherTenant.oids[0], 'foreigner');
});
after(() => world.close());

/** Calls by name and input, as anybody on the network could. */
async function call(path: string, input: unknown, token: string | null): Promise<{ status: number; text: string; error: ErrorView | null }> {
  const response = await fetch(`${world.url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    ...(input === undefined ? {} : { body: JSON.stringify(input) }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as { error?: { data: { engage: ErrorView } } };
  return { status: response.status, text, error: body.error?.data.engage ?? null };
}

/** Everything a call could have changed, as one fingerprint. */
async function fingerprint(): Promise<string> {
  const parts: unknown[] = [];
  for (const table of ['ticket', 'message', 'ticket_note', 'contact_outlet', 'audit_log', 'event', 'outbound', 'upload', 'whatsapp_number', 'conversation']) {
    parts.push(await world.sql.query(`SELECT * FROM ${table} ORDER BY 1, 2, 3`));
  }
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const caseOf = (path: string): Case => {
  const found = CASES[path];
  assert.ok(found, `the procedure ${path} has no case in scope-sweep.test.ts`);
  return found;
};

describe('every procedure', () => {
  it('has a case here, and every case a procedure', () => {
    assert.deepEqual(Object.keys(CASES).sort(), procedures);
  });

  it('refuses no token, an expired one, garbage, a wrong signature, a wrong audience and one that lives too long', async () => {
    const before = await fingerprint();
    const expired = await world.token({ expiresIn: -120 });
    const [head, body, signature = ''] = (await world.token()).split('.');
    const tokens: Record<string, string | null> = {
      none: null,
      expired,
      garbage: 'this.is.garbage',
      forged: `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      'for somebody else': await world.token({ audience: 'other' }),
      'living too long': await world.token({ expiresIn: 3600, life: 3600 }),
      'of an unknown tenant': await world.token({ tenant: 'nowhere' }),
      unsigned: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`,
    };
    for (const path of procedures) {
      const { input, isPublic } = caseOf(path);
      if (isPublic) continue;
      for (const [name, token] of Object.entries(tokens)) {
        const { status, error, text } = await call(path, input(mine), token);
        assert.deepEqual([status, error?.code], [401, 'unauthenticated'], `${path} with ${name}: ${text}`);
      }
    }
    assert.equal(await fingerprint(), before, 'nothing changed');
  });

  it('hides other tenants and other franchises, tells them apart from nothing, and changes nothing there', async () => {
    const strangers = {
      'another tenant': { token: await world.token({ sub: 'admin-a', role: 'admin' }), target: foreign },
      'another franchise': {
        token: await world.token({ sub: 'narrow', role: 'supervisor', scope: { fids: [world.tenant.fids[0]], oids: [] } }),
        target: sibling,
      },
      'another outlet of the franchise': {
        token: await world.token({ sub: 'outlet', role: 'supervisor', scope: { fids: [], oids: [world.tenant.oids[1]] } }),
        target: mine,
      },
      'an empty scope': { token: await world.token({ sub: 'empty', role: 'supervisor', scope: { fids: [], oids: [] } }), target: mine },
    };
    for (const { token } of Object.values(strangers)) await call('auth.me', undefined, token);
    const before = await fingerprint();
    for (const path of procedures) {
      const { input, stranger, isPublic, isAdmin } = caseOf(path);
      if (isPublic) continue;
      for (const [name, { token, target }] of Object.entries(strangers)) {
        if (path === 'numbers.syncTemplates' && name === 'another tenant') continue;
        const { status, error, text } = await call(path, input(target), token);
        const label = `${path} as ${name}: ${status} ${text}`;
        if (isAdmin && name !== 'another tenant') assert.equal(error?.code, 'forbidden', label);
        else if (stranger === 'not_found') assert.equal(error?.code, 'not_found', label);
        else assert.equal(error, null, label);
        assert.deepEqual(
          [`"${target.ticketId}"`, `"${target.messageId}"`, `"${target.oid}"`, 'foreigner', target.secret].filter((word) => text.includes(word)),
          [],
          label,
        );
      }
    }
    assert.equal(await fingerprint(), before, 'nothing changed');
  });

  it('answers a missing id exactly like a hidden one', async () => {
    const token = await world.token({ sub: 'narrow', role: 'supervisor', scope: { fids: [world.tenant.fids[0]], oids: [] } });
    const missing: Target = { ...sibling, ticketId: '999999999', messageId: '999999999', oid: '999999999', clientKey: 'sweep-missing' };
    for (const path of procedures) {
      const { input, stranger, isAdmin } = caseOf(path);
      if (stranger !== 'not_found' || isAdmin) continue;
      const [one, other] = [await call(path, input(sibling), token), await call(path, input(missing), token)];
      assert.deepEqual([one.status, one.error?.code, one.error?.message], [other.status, other.error?.code, other.error?.message], path);
    }
  });

  it('masks phones, e-mails and addresses wherever they stand', async () => {
    const masked = await world.token({ sub: 'masked', pii: 'masked' });
    const full = await world.token({ sub: 'full' });
    for (const path of procedures) {
      const { input, isPublic, isAdmin, hasPersonalData } = caseOf(path);
      if (isPublic || isAdmin) continue;
      const seen = await call(path, input({ ...mine, clientKey: `masked-${path}` }), masked);
      assert.ok(!PERSONAL.test(seen.text), `${path} leaks: ${PERSONAL.exec(seen.text)?.[0]} in ${seen.text}`);
      if (!hasPersonalData) continue;
      const whole = await call(path, input({ ...mine, clientKey: `full-${path}` }), full);
      if (whole.error === null) assert.ok(PERSONAL.test(whole.text), `${path} should have shown personal data, or its case is wrong: ${whole.text}`);
    }
  });

  it('rejects input that is none with 400 and without a stack', async () => {
    const token = await world.token();
    for (const path of procedures) {
      if (caseOf(path).input(mine) === undefined) continue;
      const { status, error, text } = await call(
        path,
        {
          ticketId: "1' OR '1'='1",
          oid: {},
          messageId: -1,
          limit: 1e9,
          ids: 'x',
          query: 5,
          userId: [],
          numberId: null,
          email: 1,
          refreshToken: 2,
          view: 'nope',
        },
        token,
      );
      assert.ok(error?.code === 'invalid_input' ? status === 400 : error?.code === 'forbidden', `${path}: ${text}`);
      assert.ok(!/node_modules|\.ts:|SELECT/.test(text), path);
    }
  });

  it('keeps administration to the addresses of ADMIN_IPS', async () => {
    const { useAdminAddresses } = await import('../../server/access/admin-addresses.ts');
    const admin = await world.token({ sub: 'boss', role: 'admin' });
    try {
      useAdminAddresses(['10.0.0.0/8', '2001:db8::/32']);
      assert.equal((await call('numbers.list', undefined, admin)).error?.code, 'forbidden');
      assert.equal((await call('tickets.counts', undefined, admin)).error, null, 'the allow-list is for administration only');
      useAdminAddresses(['127.0.0.0/8']);
      assert.equal((await call('numbers.list', undefined, admin)).error, null);
    } finally {
      useAdminAddresses([]);
    }
  });
});

describe('the live socket', () => {
  it('refuses foreign origins, bad tokens and frames before auth', async () => {
    const foreignPage = await world.live(undefined, 'https://evil.example');
    assert.ok(foreignPage.closeCode !== null);
    const known = await world.live(await world.token(), 'https://pos.example.my');
    assert.equal(known.of('ready').length, 1);
    const early = await world.live();
    early.send({ t: 'watch', ticketId: mine.ticketId });
    await eventually(() => early.of('error').some(({ code }) => code === 'unauthenticated'), 'the refusal');
    for (const token of [await world.token({ expiresIn: -120 }), 'this.is.garbage', await world.token({ tenant: 'nowhere' })]) {
      const probe = await world.live();
      probe.send({ t: 'auth', token });
      await eventually(() => probe.closeCode === 4401, 'the socket to be closed');
      assert.equal(probe.of('ready').length, 0);
    }
  });

  it('lets nobody watch or be present in what they may not see, and pushes nothing of it', async () => {
    const narrow = await world.live(await world.token({ sub: 'narrow', role: 'supervisor', scope: { fids: [world.tenant.fids[0]], oids: [] } }));
    const otherTenant = await world.live(await world.token({ sub: 'foreigner', tenant: 'beta', role: 'admin' }));
    const all = await world.live(await world.token({ sub: 'all' }));
    for (const probe of [narrow, otherTenant]) {
      probe.send({ t: 'watch', ticketId: sibling.ticketId });
      probe.send({ t: 'presence', ticketId: sibling.ticketId, tab: 'tab-1', state: 'viewing' });
      await eventually(() => probe.of('error').filter(({ code }) => code === 'not_found').length === 2, 'both refusals');
    }
    all.send({ t: 'watch', ticketId: sibling.ticketId });
    await all.settle();
    const client = await world.clientOf({ sub: 'all' });
    await client.tickets.addNote.mutate({ ticketId: sibling.ticketId, text: 'between us', clientKey: 'sweep-live-1' });
    await eventually(() => all.of('item').length > 0 && all.of('ticket').length > 0, 'the push to those who may');
    for (const probe of [narrow, otherTenant]) {
      await probe.settle();
      assert.deepEqual(
        probe.frames.filter(({ t }) => t === 'item' || t === 'ticket' || t === 'presence'),
        [],
      );
    }
    assert.equal(
      all.of('presence').every(({ viewers }) => viewers.length === 0),
      true,
    );
  });

  it('pushes masked deltas to people who see personal data masked', async () => {
    const masked = await world.live(await world.token({ sub: 'masked', pii: 'masked' }));
    masked.send({ t: 'watch', ticketId: mine.ticketId });
    await masked.settle();
    const client = await world.clientOf({ sub: 'all' });
    await client.tickets.addNote.mutate({ ticketId: mine.ticketId, text: PHONE_TEXT, clientKey: 'sweep-live-2' });
    await client.messages.send.mutate({ ticketId: mine.ticketId, clientKey: 'sweep-live-3', content: { type: 'text', text: PHONE_TEXT } });
    await eventually(() => masked.of('item').length >= 2, 'the items');
    assert.ok(!PERSONAL.test(JSON.stringify(masked.frames)), JSON.stringify(masked.frames));
  });
});

describe('files', () => {
  it('takes uploads only from people, and serves only what was signed for', async () => {
    const body = Buffer.from('%PDF-1.4 sweep');
    for (const authorization of [undefined, 'Bearer this.is.garbage', `Bearer ${await world.token({ expiresIn: -120 })}`]) {
      const response = await fetch(`${world.url}/api/media`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/pdf', ...(authorization ? { authorization } : {}) },
      });
      assert.equal(response.status, 401);
    }
    for (const address of [
      `/media/${world.tenant.tenantId}/${mine.messageId}`,
      `/media/${world.tenant.tenantId}/${mine.messageId}?e=9999999999&s=AAAA`,
      `/media/../../etc/passwd?e=9999999999&s=AAAA`,
    ]) {
      const response = await fetch(world.url + address);
      assert.ok(response.status === 403 || response.status === 404, `${address}: ${response.status}`);
    }
  });

  it('lets pages of other origins read nothing', async () => {
    const preflight = await fetch(`${world.url}/trpc/tickets.list`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
    const known = await fetch(`${world.url}/trpc/tickets.list`, {
      method: 'OPTIONS',
      headers: { origin: 'https://pos.example.my', 'access-control-request-method': 'POST' },
    });
    assert.equal(known.headers.get('access-control-allow-origin'), 'https://pos.example.my');
    assert.equal(known.headers.get('access-control-allow-credentials'), null);
  });
});
