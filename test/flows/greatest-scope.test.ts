import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MOST_TOKEN_CHARS, type Scope } from '../../types/access.ts';
import { createWorld, errorOf, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
});
after(() => world.close());

const ids = (count: number, first: number): string[] => Array.from({ length: count }, (_, index) => String(first + index));
/** as many franchises and outlets as types/access.ts allows, with ids of ten digits; one of them ours */
const greatest = (): Exclude<Scope, { all: true }> => ({ fids: ids(500, 1_000_000_000), oids: [...ids(1_999, 2_000_000_000), world.tenant.oids[2]] });

describe('a token with the greatest scope there may be', () => {
  it('is taken by the API and by the live socket, and decides what is seen', async () => {
    const token = await world.token({ sub: 'regional', name: 'N'.repeat(255), scope: greatest() });
    const [seen, hidden] = [await world.seedTicket({ oid: world.tenant.oids[2] }), await world.seedTicket({ oid: world.tenant.oids[0] })];
    const client = world.client(token);
    const { rows } = await client.tickets.list.query({ view: 'all' });
    assert.deepEqual(
      rows.map(({ id }) => id),
      [seen.ticketId],
    );
    assert.equal((await errorOf(client.tickets.get.query({ ticketId: hidden.ticketId }))).code, 'not_found');
    const probe = await world.live(token);
    assert.equal(probe.of('ready').length, 1);
    const all = await world.clientOf({ sub: 'all' });
    for (const { ticketId } of [hidden, seen]) await all.tickets.markRead.mutate({ ticketId });
    await eventually(() => probe.of('ticket').length > 0, 'the push');
    await probe.settle();
    assert.deepEqual(
      probe.of('ticket').map(({ id }) => id),
      [seen.ticketId],
    );
    // and a narrower one follows it on the same socket
    probe.send({ t: 'auth', token: await world.token({ sub: 'regional', scope: { fids: [], oids: [world.tenant.oids[0]] } }) });
    await eventually(() => probe.of('ready').length === 2, 'the second ready');
    await all.tickets.addNote.mutate({ ticketId: seen.ticketId, text: 'x', clientKey: 'greatest-1' });
    await all.tickets.addNote.mutate({ ticketId: hidden.ticketId, text: 'x', clientKey: 'greatest-2' });
    await eventually(() => probe.of('ticket').some(({ id }) => id === hidden.ticketId), 'the push of the narrower scope');
    assert.equal(probe.of('ticket').filter(({ id }) => id === seen.ticketId).length, 1);
  });

  it('hears that it is too long, not that nobody is signed in', async () => {
    const { fids, oids } = greatest();
    const token = await world.token({ sub: 'too-much', scope: { fids, oids: [...oids, ...ids(400, 3_000_000_000)] } });
    assert.ok(token.length > MOST_TOKEN_CHARS && token.length < 60_000);
    const refused = await errorOf(world.client(token).auth.me.query());
    assert.equal(refused.code, 'too_large');
    assert.match(refused.message, /49152 characters/);
    const plain = await fetch(`${world.url}/api/media`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    assert.equal(plain.status, 413);
    const probe = await world.live();
    probe.send({ t: 'auth', token });
    await eventually(() => probe.of('error').some(({ code }) => code === 'too_large'), 'the socket says so too');
  });

  it('one id too many, in a token that is short enough, is named', async () => {
    const refused = await errorOf(world.client(await world.token({ sub: 'one-more', scope: { fids: [], oids: ids(2_001, 1) } })).auth.me.query());
    assert.deepEqual([refused.code, refused.message], ['unauthenticated', 'The token lacks or misstates: scope.']);
  });
});
