import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ErrorView } from '../../types/errors.ts';
import { rerouteEvents } from '../../server/whatsapp/reroute-events.ts';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

const PREVIOUS = 'previous-secret-of-the-test';

describe('the webhook door', () => {
  let world: World;
  let meta: WebhookSender;
  const path = (): string => `${world.url}/webhook/whatsapp`;
  const count = async (where: string, params: string[] = []): Promise<number> =>
    Number((await world.sql.query<{ n: string }>(`SELECT COUNT(*) AS n FROM ${where}`, params))[0]?.n);
  const refused = async (response: Response, status: number, code: string): Promise<void> => {
    assert.equal(response.status, status);
    const view = (await response.json()) as ErrorView;
    assert.equal(view.code, code);
    assert.ok(view.message.length > 5);
  };

  before(async () => {
    world = await createWorld({ graph: false, env: { WABA_APP_SECRET_PREVIOUS: PREVIOUS } });
    meta = new WebhookSender(world.url);
  });
  after(() => world.close());

  it('answers the verification with exactly the challenge', async () => {
    for (const form of ['hub.mode=subscribe&hub.challenge=11589&hub.verify_token=', 'hub_mode=subscribe&hub_challenge=11589&hub_verify_token=']) {
      const response = await fetch(`${path()}?${form}verify-token-of-the-test`);
      assert.equal(response.status, 200);
      assert.equal(await response.text(), '11589');
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    }
  });

  it('refuses a wrong token, a wrong mode and none', async () => {
    for (const query of [
      '?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong',
      '?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify-token-of-the-test',
      '',
    ]) {
      await refused(await fetch(path() + query), 403, 'forbidden');
    }
  });

  it('takes signed deliveries of both secrets on both addresses', async () => {
    const response = await meta.value({ messages: [textMessage('60120000001', 'satu')] });
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { ok: true });
    assert.equal(response.headers.get('x-handled-by'), 'engagement');
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });
    assert.equal((await new WebhookSender(world.url, PREVIOUS).raw(body)).status, 200);
    assert.equal((await meta.raw(body, {}, '/webhook')).status, 200);
    await eventually(() => count('message'), 'the message');
  });

  it('refuses no signature, a wrong one, and one over re-serialised JSON', async () => {
    const body = '{"object":"whatsapp_business_account","entry":[],"name":"\\u00e4"}';
    await refused(await fetch(path(), { method: 'POST', body }), 401, 'unauthenticated');
    await refused(await meta.raw(body, { 'x-hub-signature-256': 'sha256=nonsense' }), 403, 'forbidden');
    await refused(await new WebhookSender(world.url, 'another-secret').raw(body), 403, 'forbidden');
    const reserialised = createHmac('sha256', 'app-secret-of-the-test')
      .update(JSON.stringify(JSON.parse(body)))
      .digest('hex');
    await refused(await meta.raw(body, { 'x-hub-signature-256': `sha256=${reserialised}` }), 403, 'forbidden');
  });

  it('limits invalid requests per address, and valid ones not at all', async () => {
    const began = Date.now();
    const statuses = await Promise.all(Array.from({ length: 180 }, async () => (await fetch(path(), { method: 'POST', body: '{}' })).status));
    assert.ok(statuses.includes(429), 'some are turned away');
    assert.ok(statuses.filter((status) => status === 401).length <= 121 + (Date.now() - began) / 1000);
    assert.equal(await meta.messages([textMessage('60120000002', 'dua')]), 200);
  });

  it('keeps a signed body that is not JSON, and says 400', async () => {
    await refused(await meta.raw('{"object":'), 400, 'invalid_input');
    await refused(await meta.raw('{"object":'), 400, 'invalid_input');
    const [row] = await world.sql.query<{ raw: Buffer; status: string }>("SELECT raw, status FROM webhook_event WHERE event_type = 'unparsable'");
    assert.equal(row?.raw.toString(), '{"object":');
    assert.equal(row.status, 'failed');
    assert.equal(await count("webhook_event WHERE event_type = 'unparsable'"), 1);
  });

  it('takes 3 MB and not more; knows GET and POST only', async () => {
    const filler = (size: number): string => JSON.stringify({ object: 'page', filler: 'x'.repeat(size) });
    assert.equal((await meta.raw(filler(3 * 1024 * 1024 - 100))).status, 200);
    await refused(await meta.raw(filler(3 * 1024 * 1024 + 100)), 413, 'too_large');
    const put = await fetch(path(), { method: 'PUT', body: '{}' });
    assert.equal(put.headers.get('allow'), 'GET, POST');
    await refused(put, 405, 'invalid_input');
  });

  it('stores every message of a delivery of 1,000, once and in order', async () => {
    const from = '60120000003';
    const messages = Array.from({ length: 1000 }, (_, index) => textMessage(from, `no ${index}`));
    assert.equal(await meta.messages(messages, { wa_id: from, profile: { name: 'Seribu' } }), 200);
    await eventually(
      async () => (await count('message m JOIN contact c ON c.id = m.contact_id WHERE c.wa_phone_e164 = ?', [`+${from}`])) === 1000,
      'all of them',
      20_000,
    );
    const rows = await world.sql.query<{ content_text: string }>(
      'SELECT m.content_text FROM message m JOIN contact c ON c.id = m.contact_id WHERE c.wa_phone_e164 = ? ORDER BY m.occurred_at, m.id',
      [`+${from}`],
    );
    assert.deepEqual(
      rows.map((row) => row.content_text),
      messages.map((_, index) => `no ${index}`),
    );
    const [ticket] = await world.sql.query<{ unread_count: number; inbound_count: number }>(
      'SELECT t.unread_count, t.inbound_count FROM ticket t JOIN contact c ON c.id = t.contact_id WHERE c.wa_phone_e164 = ?',
      [`+${from}`],
    );
    assert.deepEqual({ ...ticket }, { unread_count: 1000, inbound_count: 1000 });
  });

  it('has no second effect when the same delivery comes many times at once', async () => {
    const message = textMessage('60120000004', 'sekali sahaja');
    const statuses = await Promise.all(
      Array.from({ length: 30 }, () => meta.messages([message, message], { wa_id: '60120000004', profile: { name: 'Sekali' } })),
    );
    assert.deepEqual([...new Set(statuses)], [200]);
    await eventually(() => count('message WHERE wa_message_id = ?', [message.id]), 'the message');
    assert.equal(await meta.messages([textMessage('60120000004', 'habis')]), 200);
    await eventually(() => count("message WHERE content_text = 'habis'"), 'the last one of the lane');
    assert.equal(await count('message WHERE wa_message_id = ?', [message.id]), 1);
    const [ticket] = await world.sql.query<{ unread_count: number }>(
      'SELECT t.unread_count FROM ticket t JOIN contact c ON c.id = t.contact_id WHERE c.wa_phone_e164 = ?',
      ['+60120000004'],
    );
    assert.equal(ticket?.unread_count, 2);
  });

  it('keeps what it cannot place: unknown number, unknown field, a message without a sender', async () => {
    assert.equal(await meta.messages([textMessage('60120000005', 'siapa')], null, 'nobody-knows-this-number'), 200);
    assert.equal((await meta.field('flying_carpets', { event: 'TAKE_OFF' })).status, 200);
    assert.equal((await meta.value({ messages: [{ id: 'wamid.nobody', type: 'text', text: { body: 'x' } }] })).status, 200);
    const kinds = async (): Promise<string[]> =>
      (await world.sql.query<{ event_type: string }>('SELECT event_type FROM webhook_event')).map((row) => row.event_type);
    await eventually(async () => (await kinds()).filter((kind) => ['unrouted', 'flying_carpets', 'no_sender'].includes(kind)).length === 3, 'three kept parts');
  });

  it('takes up what came for a number that was registered later', async () => {
    const message = textMessage('60120000006', 'nombor baharu');
    assert.equal(await meta.messages([message], null, 'registered-later'), 200);
    await eventually(() => count("webhook_event WHERE event_type = 'unrouted' AND CONVERT(raw USING utf8mb4) LIKE '%registered-later%'"), 'the kept item');
    const take = (): Promise<number> => rerouteEvents({ ingest: 2, status: 1 }, new Date(), world.log);
    assert.equal(await take(), 0);
    const longEnough = new Date(Date.now() - 7_000);
    await world.sql.execute("INSERT INTO whatsapp_number (tenant_id, phone_number_id, created_at) VALUES (?, 'registered-later', ?)", [
      world.tenant.tenantId,
      longEnough,
    ]);
    await eventually(take, 'the item to be taken up', 20_000);
    await eventually(() => count('message WHERE wa_message_id = ?', [message.id]), 'the message');
  });

  it('does not take a group for a conversation', async () => {
    assert.equal(await meta.messages([textMessage('60120000007', 'hai semua', { group_id: 'G1' })]), 200);
    await eventually(() => count("webhook_event WHERE event_type = 'group_message'"), 'the kept message');
    assert.equal(await count('contact WHERE wa_phone_e164 = ?', ['+60120000007']), 0);
  });
});
