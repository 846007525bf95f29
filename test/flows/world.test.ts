import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createWorld, errorOf, PHONE_NUMBER_ID, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

describe('a server on an empty database', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  after(() => world.close());

  it('creates the default tenant, its number and the categories', async () => {
    const [number] = await world.sql.query<{ slug: string; waba_id: string }>(
      'SELECT t.slug, n.waba_id FROM whatsapp_number n JOIN tenant t ON t.id = n.tenant_id WHERE n.phone_number_id = ?',
      [PHONE_NUMBER_ID],
    );
    assert.deepEqual({ ...number }, { slug: 'default', waba_id: 'waba-1' });
    const client = await world.clientOf();
    assert.ok((await client.categories.list.query()).some(({ name }) => name === 'Technical issue'));
  });

  it('answers health, readiness and metrics', async () => {
    assert.equal((await fetch(`${world.url}/health`)).status, 200);
    const ready = await fetch(`${world.url}/ready`);
    assert.equal(ready.status, 200);
    assert.deepEqual(await ready.json(), { status: 'ready', services: { database: true, broker: true, cache: true, store: true } });
    const metrics = await (await fetch(`${world.url}/metrics`)).text();
    for (const name of ['engage_outbox_rows', 'engage_live_sockets', 'engage_queue_messages{queue="wa.ingest.dlq"} 0', 'engage_service_up{service="broker"} 1'])
      assert.ok(metrics.includes(name), name);
  });

  it('takes a message from the merchant to the inbox and the answer back to the phone', async () => {
    const client = await world.clientOf();
    const live = await world.live(await world.token());
    world.graph.control.addHandset({ id: 'siti', name: 'Puan Siti', phone: '60123456789' });
    await world.graph.control.inbound('siti', { kind: 'text', text: 'Printer rosak' });
    const row = await eventually(async () => (await client.tickets.list.query({ view: 'all', search: 'Siti' })).rows[0], 'the ticket');
    assert.equal(row.preview?.text, 'Printer rosak');
    assert.equal(row.unread, 1);
    await eventually(() => live.of('ticket').some(({ id }) => id === row.id), 'the push');
    live.send({ t: 'watch', ticketId: row.id });
    await live.settle();
    const sent = await client.messages.send.mutate({ ticketId: row.id, clientKey: 'key-0001', content: { type: 'text', text: 'Sekejap ya' } });
    assert.equal(sent.status, 'queued');
    await eventually(async () => {
      const { items } = await client.tickets.thread.query({ ticketId: row.id });
      const message = items.find((item) => item.kind === 'message' && item.id === sent.id);
      return message?.kind === 'message' && ['sent', 'delivered', 'read'].includes(message.status);
    }, 'the answer to be sent');
    await eventually(() => live.of('item').some(({ item }) => item.id === sent.id), 'the bubble');
  });

  it('says what is missing', async () => {
    assert.equal((await errorOf(world.client(null).auth.me.query())).code, 'unauthenticated');
  });
});
