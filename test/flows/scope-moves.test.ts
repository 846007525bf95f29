import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TimelineView } from '../../types/tickets.ts';
import { createWorld, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
let head: Client;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  head = await world.clientOf({ sub: 'head', name: 'Head', role: 'supervisor' });
});
after(() => world.close());

const person = (fid: string): { sub: string; role: 'supervisor'; scope: { fids: string[]; oids: string[] } } => ({
  sub: `of-${fid}`,
  role: 'supervisor',
  scope: { fids: [fid], oids: [] },
});
const movesOf = async (client: Client, ticketId: string): Promise<TimelineView['params'][]> =>
  (await client.tickets.thread.query({ ticketId })).items.flatMap((item) => (item.kind === 'event' && item.action === 'outlet_linked' ? [item.params] : []));

describe('a ticket that moves between franchises', () => {
  it('names neither to the other, in the thread or live', async () => {
    const { fids, oids } = world.tenant;
    const { ticketId } = await world.seedTicket({ oid: oids[0] });
    const [one, other] = [await world.clientOf(person(fids[0])), await world.clientOf(person(fids[1]))];
    const former = await world.live(await world.token(person(fids[0])));
    const everywhere = await world.live(await world.token({ sub: 'head', role: 'supervisor' }));
    for (const probe of [former, everywhere]) {
      probe.send({ t: 'watch', ticketId });
      await probe.settle();
    }
    await head.tickets.linkOutlet.mutate({ ticketId, oid: oids[2], remember: false });
    assert.deepEqual(await movesOf(other, ticketId), [{ to: `Roti Raja Ipoh ${world.tenant.slug}` }], 'the new one is not told where it was');
    await eventually(() => everywhere.of('item').length > 0 && everywhere.of('ticket').length > 0, 'the news');
    await former.settle();
    assert.ok(!JSON.stringify(former.frames).includes('Roti Raja'), 'the former one is not told where it went');
    await head.tickets.linkOutlet.mutate({ ticketId, oid: oids[0], remember: false });
    const [away, back] = await movesOf(one, ticketId);
    assert.deepEqual(away, { from: `Kopi Kita Bangsar ${world.tenant.slug}` });
    assert.deepEqual(back, { to: `Kopi Kita Bangsar ${world.tenant.slug}` });
    assert.ok(!JSON.stringify(await one.tickets.thread.query({ ticketId, after: Buffer.from('["a",0]').toString('base64url') })).includes('Roti Raja'));
    assert.deepEqual((await movesOf(head, ticketId))[0], { from: `Kopi Kita Bangsar ${world.tenant.slug}`, to: `Roti Raja Ipoh ${world.tenant.slug}` });
  });

  it('names the outlet at once to those who may see unlinked tickets', async () => {
    const { ticketId } = await world.seedTicket({ oid: null });
    const live = await world.live(await world.token({ sub: 'head', role: 'supervisor' }));
    live.send({ t: 'watch', ticketId });
    await live.settle();
    await head.tickets.linkOutlet.mutate({ ticketId, oid: world.tenant.oids[0], remember: false });
    const line = await eventually(() => live.of('item').find(({ item }) => item.kind === 'event' && item.action === 'outlet_linked')?.item, 'the line');
    assert.deepEqual(line.kind === 'event' && line.params, { to: `Kopi Kita Bangsar ${world.tenant.slug}` });
  });
});
