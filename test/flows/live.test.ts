import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { subscriber } from '../../server/platform/cache.ts';
import { livePresence } from '../../server/platform/live-presence.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { stopNumber } from '../../server/whatsapp/stop-number.ts';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
});
after(() => world.close());

describe('rooms', () => {
  it('follow the scope: each change once, to whoever may see it', async () => {
    const { ticketId } = await world.seedTicket({ oid: world.tenant.oids[0] });
    const [fid, , oid] = [world.tenant.fids[0], null, world.tenant.oids[0]];
    const both = await world.live(await world.token({ sub: 'both', scope: { fids: [fid], oids: [oid] } }));
    const other = await world.live(await world.token({ sub: 'other', scope: { fids: [world.tenant.fids[1]], oids: [] } }));
    const all = await world.live(await world.token({ sub: 'all' }));
    const client = await world.clientOf({ sub: 'all' });
    await client.tickets.markRead.mutate({ ticketId });
    await eventually(() => both.of('ticket').length > 0 && all.of('ticket').length > 0, 'the push');
    await Promise.all([both.settle(), other.settle(), all.settle()]);
    assert.deepEqual([both.of('ticket').length, other.of('ticket').length, all.of('ticket').length], [1, 0, 1]);
    assert.equal(both.of('ticket')[0]?.patch.unread, 0);
  });

  it('of an ambiguous ticket reach the franchise it belongs to, which sees it in its lists', async () => {
    const { ticketId } = await world.seedTicket({ oid: null });
    await world.sql.execute("UPDATE ticket SET fid = ?, link_state = 'ambiguous' WHERE id = ?", [world.tenant.fids[0], ticketId]);
    const person = { sub: 'franchise', scope: { fids: [world.tenant.fids[0]], oids: [] } };
    const franchise = await world.live(await world.token(person));
    const other = await world.live(await world.token({ sub: 'other', scope: { fids: [world.tenant.fids[1]], oids: [world.tenant.oids[0]] } }));
    const client = await world.clientOf(person);
    assert.equal((await client.tickets.list.query({})).rows.filter(({ id }) => id === ticketId).length, 1);
    await client.tickets.markRead.mutate({ ticketId });
    await eventually(() => franchise.of('ticket').some(({ id }) => id === ticketId), 'the push');
    await other.settle();
    assert.equal(other.of('ticket').length, 0);
  });

  it('follow a new token with another scope', async () => {
    const { ticketId } = await world.seedTicket({ oid: world.tenant.oids[2] });
    const probe = await world.live(await world.token({ sub: 'mover' }));
    probe.send({ t: 'watch', ticketId });
    await probe.settle();
    probe.send({ t: 'auth', token: await world.token({ sub: 'mover', scope: { fids: [world.tenant.fids[0]], oids: [] } }) });
    await eventually(() => probe.of('ready').length === 2, 'the second ready');
    await probe.settle();
    await (await world.clientOf({ sub: 'all' })).tickets.addNote.mutate({ ticketId, text: 'later', clientKey: 'live-note-1' });
    await probe.settle();
    assert.equal(probe.of('item').length + probe.of('ticket').filter(({ id }) => id === ticketId).length, 0);
  });
});

describe('watching', () => {
  it('is answered with the revision the ticket is at, so that a page knows whether it has loaded all of it', async () => {
    const { ticketId } = await world.seedTicket();
    const client = await world.clientOf({ sub: 'all' });
    const loaded = await client.tickets.thread.query({ ticketId });
    await client.tickets.addNote.mutate({ ticketId, text: 'in between', clientKey: 'watch-note-1' });
    const probe = await world.live(await world.token({ sub: 'late' }));
    probe.send({ t: 'watch', ticketId });
    await eventually(() => probe.of('watching').length === 1, 'the answer');
    const [answer] = probe.of('watching');
    assert.equal(answer?.ticketId, ticketId);
    assert.ok((answer?.rev ?? 0) > loaded.revision, 'the note is more than the page has');
    assert.equal(answer?.rev, (await client.tickets.thread.query({ ticketId })).revision);
  });
});

describe('a number WhatsApp refuses', () => {
  it('is told of to everybody of the tenant, whatever their scope, when it stops and when it goes on', async () => {
    const { ticketId } = await world.seedTicket({ oid: world.tenant.oids[0] });
    const narrow = { sub: 'narrow', pii: 'masked' as const, scope: { fids: [], oids: [world.tenant.oids[0]] } };
    const person = await world.live(await world.token(narrow));
    const stranger = await world.live(await world.token({ sub: 'stranger', tenant: world.otherTenant.slug }));
    const client = await world.clientOf(narrow);
    const { number } = await client.tickets.get.query({ ticketId });
    assert.equal(number.isStopped, false);
    await stopNumber(systemContext(world.tenant.tenantId, 'test', world.log), { numberId: number.id, code: '190', detail: 'the token is dead' });
    await eventually(() => person.of('number').length === 1, 'the stop');
    assert.equal((await client.tickets.get.query({ ticketId })).number.isStopped, true);
    await (await world.clientOf({ sub: 'root', role: 'admin' })).numbers.resume.mutate({ numberId: number.id });
    await eventually(() => person.of('number').length === 2, 'the resume');
    await stranger.settle();
    assert.deepEqual(
      person.of('number').map(({ numberId, isStopped }) => [numberId, isStopped]),
      [
        [number.id, true],
        [number.id, false],
      ],
    );
    assert.equal(stranger.of('number').length, 0);
  });
});

describe('presence', () => {
  it('shows who looks and types, one entry per person, and forgets who leaves or is cut off', async () => {
    const { ticketId } = await world.seedTicket();
    const watcher = await world.live(await world.token({ sub: 'watcher' }));
    const typist = await world.live(await world.token({ sub: 'typist', name: 'Tan' }));
    watcher.send({ t: 'watch', ticketId });
    typist.send({ t: 'watch', ticketId });
    await Promise.all([watcher.settle(), typist.settle()]);
    const seen = (): string =>
      JSON.stringify(
        watcher
          .of('presence')
          .at(-1)
          ?.viewers.map(({ name, state }) => [name, state]) ?? [],
      );
    typist.send({ t: 'presence', ticketId, tab: 'tab-one', state: 'viewing' });
    await eventually(() => seen() === '[["Tan","viewing"]]', 'viewing');
    typist.send({ t: 'presence', ticketId, tab: 'tab-two', state: 'typing_reply' });
    await eventually(() => seen() === '[["Tan","typing_reply"]]', 'typing');
    typist.send({ t: 'presence', ticketId, tab: 'tab-two', state: null });
    await eventually(() => seen() === '[["Tan","viewing"]]', 'viewing again');
    const late = await world.live(await world.token({ sub: 'late' }));
    late.send({ t: 'watch', ticketId });
    await eventually(() => late.of('presence').some(({ viewers }) => viewers.length === 1), 'what a late-comer sees');
    await typist.close();
    await eventually(() => seen() === '[]', 'nobody');
  });
});

describe('a socket', () => {
  it('hears that its token expired, keeps still, and goes on with a new one', async () => {
    // issued long enough ago to expire in a moment, within the tolerance for clocks
    const probe = await world.live(await world.token({ sub: 'short', expiresIn: 1 }));
    await eventually(() => probe.of('expired').length === 1, 'expired', 5_000);
    const { ticketId } = await world.seedTicket();
    const client = await world.clientOf({ sub: 'all' });
    await client.tickets.markRead.mutate({ ticketId });
    await probe.settle();
    assert.equal(probe.of('ticket').length, 0, 'nothing is pushed to an expired token');
    const typist = await world.live(await world.token({ sub: 'typist', name: 'Tan' }));
    typist.send({ t: 'presence', ticketId, tab: 'tab-one', state: 'typing_reply' });
    await typist.settle();
    await eventually(async () => (await livePresence.read(world.tenant.tenantId, ticketId, Date.now())).viewers.length === 1, 'the typist');
    for (const asked of [ticketId, '999999']) probe.send({ t: 'watch', ticketId: asked });
    await eventually(() => probe.of('error').length === 2, 'both are refused');
    await probe.settle();
    assert.deepEqual([...new Set(probe.of('error').map(({ code }) => code))], ['unauthenticated'], 'what exists and what does not answer alike');
    assert.equal(probe.of('presence').length, 0, 'nor does it hear who is there');
    probe.send({ t: 'unwatch', ticketId });
    probe.send({ t: 'auth', token: await world.token({ sub: 'short' }) });
    await eventually(() => probe.of('ready').length === 2, 'ready again');
    await client.tickets.addNote.mutate({ ticketId, text: 'after', clientKey: 'live-note-2' });
    await eventually(() => probe.of('ticket').length > 0, 'the push');
  });

  it('is told about frames nobody knows, and closed when it floods or sends too much at once', async () => {
    const probe = await world.live(await world.token());
    probe.socket.send('{"t":"nonsense"}');
    await eventually(() => probe.of('error').some(({ code }) => code === 'invalid_input'), 'the error');
    for (let count = 0; count < 300; count++) probe.socket.send('{"t":"ping"}');
    await eventually(() => probe.closeCode === 1008, 'the close');
    const large = await world.live(await world.token());
    large.socket.send('x'.repeat(20_000));
    await eventually(() => large.closeCode === 1009, 'the close');
  });

  it('may not be present under any number of names', async () => {
    const { ticketId } = await world.seedTicket();
    const probe = await world.live(await world.token({ sub: 'crowd' }));
    for (let tab = 0; tab <= 50; tab++) probe.send({ t: 'presence', ticketId, tab: `tab-${tab}`, state: 'open' });
    await eventually(() => probe.of('error').some(({ code }) => code === 'rate_limited'), 'the refusal');
    probe.send({ t: 'presence', ticketId, tab: 'tab-0', state: null });
    await probe.settle();
    assert.equal(probe.closeCode, null);
  });

  it('is asked to reconnect when pushes may have been lost', async () => {
    const probe = await world.live(await world.token());
    subscriber().disconnect(true);
    await eventually(() => probe.of('bye').length === 1, 'bye');
  });

  it('is asked to come back when the process stops', async () => {
    const probe = await world.live(await world.token());
    await world.server.close();
    await eventually(() => probe.of('bye').length === 1 && probe.closeCode === 1001, 'bye');
  });
});
