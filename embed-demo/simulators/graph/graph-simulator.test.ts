import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { readBody } from '../read-body.ts';
import { createGraphSimulator, type GraphSimulator } from './create-graph-simulator.ts';
import { serialiseEscaped } from './serialise-escaped.ts';
import { signBody } from './sign-body.ts';
import type { WireMessagesValue } from './wire-types.ts';

const secret = 'app-secret-of-the-test';
const phone = '60123456789';
const received: { headers: IncomingHttpHeaders; raw: Buffer; values: WireMessagesValue[] }[] = [];
let answers: number[] = [];
let business: Server;
let simulator: GraphSimulator;

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('the condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
const messages = () => received.flatMap((delivery) => delivery.values.flatMap((value) => value.messages ?? []));
const statuses = () => received.flatMap((delivery) => delivery.values.flatMap((value) => value.statuses ?? []));
async function call(
  path: string,
  init: { method?: string; body?: string | FormData } = {},
  token = 'token-123',
): Promise<{ status: number; body: Record<string, never> & { error?: { code: number; error_subcode?: number; error_data: { details: string } } } }> {
  const answer = await fetch(`${simulator.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...(typeof init.body === 'string' ? { 'content-type': 'application/json' } : {}) },
  });
  return { status: answer.status, body: (await answer.json()) as never };
}
const send = async (message: object) =>
  await call('/v26.0/111/messages', { method: 'POST', body: JSON.stringify({ messaging_product: 'whatsapp', to: phone, ...message }) });
const text = (body: string, more: object = {}) => ({ type: 'text', text: { body }, ...more });

before(async () => {
  business = createServer((request, response) => {
    void readBody(request).then((raw) => {
      const body = JSON.parse(raw.toString('utf8')) as { entry: { changes: { value: WireMessagesValue }[] }[] };
      received.push({ headers: request.headers, raw, values: body.entry.flatMap((entry) => entry.changes.map((change) => change.value)) });
      response.writeHead(answers.shift() ?? 200).end('{}');
    });
  });
  await new Promise<void>((resolve) => business.listen(0, '127.0.0.1', resolve));
  simulator = createGraphSimulator({
    appSecret: secret,
    accessToken: 'token-123',
    verifyToken: 'verify-me',
    wabaId: '900',
    numbers: [{ phoneNumberId: '111', displayPhoneNumber: '+60 3-2776 4100', verifiedName: 'KedaiPOS' }],
    webhookUrl: `http://127.0.0.1:${(business.address() as AddressInfo).port}/webhook/whatsapp`,
    handsets: [
      { id: 'ana', name: 'Ana', phone },
      { id: 'hidden', name: 'Shy', phone: null, userId: 'MY.778899', username: 'shy.shop' },
    ],
    templates: [
      {
        id: '1',
        name: 'follow_up',
        language: 'en',
        status: 'APPROVED',
        category: 'UTILITY',
        components: [
          { type: 'BODY', text: 'Hi {{1}}, about {{2}}.' },
          { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Solved' }] },
        ],
      },
      { id: '2', name: 'paused', language: 'en', status: 'PAUSED', category: 'UTILITY', components: [{ type: 'BODY', text: 'x' }] },
      {
        id: '3',
        name: 'with_picture',
        language: 'ms',
        status: 'APPROVED',
        category: 'UTILITY',
        components: [
          { type: 'HEADER', format: 'IMAGE' },
          { type: 'BODY', text: 'Hai' },
        ],
      },
    ],
    behaviour: { sentMs: 1, deliveredMs: 1, readMs: 1, retryBaseMs: 5 },
  });
  await simulator.listen();
});
after(async () => {
  await simulator.close();
  business.close();
});
beforeEach(async () => {
  simulator.control.reset();
  await until(() => simulator.control.state().inFlight === 0);
  received.length = 0;
  answers = [];
});

describe('webhooks', () => {
  it('escapes all that is not ASCII with lowercase hex, slashes too, and signs exactly those bytes', async () => {
    assert.equal(serialiseEscaped({ text: 'äöå / 😀' }), '{"text":"\\u00e4\\u00f6\\u00e5 \\/ \\ud83d\\ude00"}');
    assert.equal(signBody('{"a":"\\u00e4"}', 'secret'), `sha256=${createHmac('sha256', 'secret').update('{"a":"\\u00e4"}').digest('hex')}`);
    assert.equal(signBody('hello', 'key'), 'sha256=9307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b');
    await simulator.control.inbound('ana', { kind: 'text', text: 'Mesin rosak 😢 http://x/ä' });
    await until(() => received.length === 1);
    const [delivery] = received;
    assert.ok(delivery !== undefined);
    assert.match(delivery.raw.toString('latin1'), /Mesin rosak \\ud83d\\ude22 http:\\\/\\\/x\\\/\\u00e4/);
    assert.equal(delivery.headers['x-hub-signature-256'], `sha256=${createHmac('sha256', secret).update(delivery.raw).digest('hex')}`);
    assert.deepEqual(messages()[0]?.['text'], { body: 'Mesin rosak 😢 http://x/ä' });
    await until(() => simulator.control.chat('ana')[0]?.status === 'delivered');
  });

  it('leaves the phone out for people who show none', async () => {
    await simulator.control.inbound('hidden', { kind: 'text', text: 'hello' });
    await until(() => received.length === 1);
    assert.equal('from' in (messages()[0] ?? {}), false);
    assert.equal(messages()[0]?.from_user_id, 'MY.778899');
    assert.deepEqual(received[0]?.values[0]?.contacts, [{ profile: { name: 'Shy', username: 'shy.shop' }, user_id: 'MY.778899' }]);
    const answer = await call('/v26.0/111/messages', {
      method: 'POST',
      body: JSON.stringify({ messaging_product: 'whatsapp', recipient: 'MY.778899', ...text('hi') }),
    });
    assert.equal(answer.status, 200);
    await until(() => statuses().length === 3);
    assert.equal(statuses()[0]?.recipient_id, undefined);
    assert.equal(statuses()[0]?.recipient_user_id, 'MY.778899');
  });

  it('retries what is not answered with 200, and duplicates and batches when told to', async () => {
    answers = [500, 503];
    await simulator.control.inbound('ana', { kind: 'text', text: 'again' });
    await until(() => received.length === 3 && simulator.control.state().pendingWebhooks === 0);
    assert.equal(new Set(messages().map((message) => message.id)).size, 1);
    received.length = 0;
    simulator.control.configure({ duplicateRate: 1, batchSize: 100, batchWindowMs: 20, concurrency: 1 });
    for (let count = 0; count < 10; count += 1) await simulator.control.inbound('ana', { kind: 'text', text: String(count) });
    await until(() => messages().length === 20);
    assert.ok(received.length < 10);
    assert.equal(new Set(messages().map((message) => message.id)).size, 10);
  });

  it('splits what is larger than a delivery may be, and tells of other fields', async () => {
    simulator.control.configure({ batchSize: 1000, batchWindowMs: 30, concurrency: 1 });
    for (let count = 0; count < 150; count += 1) await simulator.control.inbound('ana', { kind: 'text', text: 'ä'.repeat(4_000) });
    await until(() => messages().length === 150);
    assert.ok(received.length >= 2 && received.every((delivery) => delivery.raw.length <= 3 * 1024 * 1024));
    assert.equal((await simulator.control.notify('account_update', { event: 'ACCOUNT_RECONNECTED' })).status, 200);
  });

  it('speaks every message kind', async () => {
    const kinds = ['image', 'video', 'audio', 'voice', 'document', 'sticker', 'unsupported'] as const;
    for (const kind of kinds) await simulator.control.inbound('ana', { kind });
    await simulator.control.inbound('ana', { kind: 'location', latitude: 3.1, longitude: 101.6 });
    await simulator.control.inbound('ana', { kind: 'contacts', people: [{ name: 'Boss', phone: '+60 12-000 1111' }] });
    await simulator.control.inbound('ana', { kind: 'reaction', messageId: 'wamid.x', emoji: '' });
    await simulator.control.inbound('ana', { kind: 'button', text: 'Solved', replyToId: 'wamid.x' });
    await simulator.control.inbound('ana', { kind: 'list_reply', choiceId: 'a', title: 'A' });
    await simulator.control.inbound('ana', { kind: 'order', items: [{ sku: 'ROLL-80', quantity: 2, price: 4.5 }] });
    await simulator.control.inbound('ana', { kind: 'revoke', messageId: 'wamid.x' });
    await simulator.control.inbound('ana', { kind: 'text', text: 'from an ad', referral: { source_type: 'ad' }, isForwarded: true });
    await until(() => messages().length === 15);
    const byType = new Map(messages().map((message) => [message.type, message]));
    assert.deepEqual([...byType.keys()].sort(), [
      'audio',
      'button',
      'contacts',
      'document',
      'image',
      'interactive',
      'location',
      'order',
      'reaction',
      'revoke',
      'sticker',
      'text',
      'unsupported',
      'video',
    ]);
    assert.deepEqual(byType.get('reaction')?.['reaction'], { message_id: 'wamid.x' });
    assert.equal(byType.get('text')?.context?.forwarded, true);
  });
});

describe('sending', () => {
  it('wants the right token, number and body', async () => {
    assert.equal((await call('/v26.0/111/messages', { method: 'POST', body: '{}' }, 'wrong')).body.error?.code, 190);
    const wrongPhone = await call('/v26.0/222/messages', { method: 'POST', body: '{}' });
    assert.deepEqual([wrongPhone.status, wrongPhone.body.error?.code, wrongPhone.body.error?.error_subcode], [400, 100, 33]);
    await simulator.control.inbound('ana', { kind: 'text', text: 'open' });
    assert.equal((await send(text('x'.repeat(4097)))).body.error?.code, 100);
    assert.equal((await send({ type: 'text', text: {} })).body.error?.code, 131008);
    assert.equal((await send({ type: 'hologram' })).body.error?.code, 100);
    const four = {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'b' },
        action: { buttons: [1, 2, 3, 4].map((id) => ({ type: 'reply', reply: { id: String(id), title: 't' } })) },
      },
    };
    assert.equal((await send(four)).body.error?.code, 100);
    assert.equal((await send({ type: 'image', image: { id: 'nope' } })).body.error?.code, 131009);
  });

  it('keeps the 24 hour window by the time of the message, not of its arrival', async () => {
    assert.equal((await send(text('hello?'))).body.error?.code, 131047);
    await simulator.control.inbound('ana', { kind: 'text', text: 'old', at: new Date(Date.now() - 25 * 3_600_000).toISOString() });
    assert.equal((await send(text('hello?'))).body.error?.code, 131047);
    await simulator.control.inbound('ana', { kind: 'text', text: 'new' });
    assert.equal((await send(text('hello!'))).status, 200);
    simulator.control.advanceClock(24 * 3_600_000 + 1);
    assert.equal((await send(text('late'))).body.error?.code, 131047);
  });

  it('reports sent, delivered and read with the opaque data, and waits for phones that are away', async () => {
    await simulator.control.inbound('ana', { kind: 'text', text: 'hi' });
    await send(text('one', { biz_opaque_callback_data: 'attempt-7' }));
    await until(() => statuses().length === 3);
    assert.deepEqual(
      statuses().map((status) => [status.status, status.biz_opaque_callback_data]),
      [
        ['sent', 'attempt-7'],
        ['delivered', 'attempt-7'],
        ['read', 'attempt-7'],
      ],
    );
    received.length = 0;
    simulator.control.presence('ana', { isOffline: true, hasReadReceipts: false });
    await send(text('two'));
    await until(() => statuses().length === 1);
    simulator.control.presence('ana', { isOffline: false });
    await until(() => statuses().length === 2);
    assert.deepEqual(
      statuses().map((status) => status.status),
      ['sent', 'delivered'],
    );
  });

  it('limits pairs and numbers', async () => {
    await simulator.control.inbound('ana', { kind: 'text', text: 'hi' });
    const codes: (number | undefined)[] = [];
    for (let count = 0; count < 46; count += 1) codes.push((await send(text('x'))).body.error?.code);
    assert.deepEqual(
      codes.filter((code) => code !== undefined),
      [131056],
    );
    simulator.control.reset();
    simulator.control.configure({ numberPerSecond: 1 });
    await simulator.control.inbound('ana', { kind: 'text', text: 'hi' });
    await send(text('x'));
    const over = await send(text('x'));
    assert.deepEqual([over.status, over.body.error?.code], [429, 130429]);
  });

  it('checks templates and shows them filled in', async () => {
    const template = (name: string, components: object[] = [], code = 'en') => ({ type: 'template', template: { name, language: { code }, components } });
    const values = (...texts: string[]) => [{ type: 'body', parameters: texts.map((value) => ({ type: 'text', text: value })) }];
    assert.equal((await send(template('nothing'))).body.error?.code, 132001);
    assert.equal((await send(template('follow_up', values('A', 'B'), 'ms'))).body.error?.code, 132001);
    assert.equal((await send(template('follow_up', values('A')))).body.error?.code, 132000);
    assert.equal((await send(template('paused'))).body.error?.code, 132015);
    assert.equal((await send(template('with_picture', [{ type: 'header', parameters: [{ type: 'text', text: 'x' }] }], 'ms'))).body.error?.code, 132012);
    assert.equal((await send(template('follow_up', values('Ana', 'the printer')))).status, 200);
    assert.equal(simulator.control.chat('ana').at(-1)?.text, 'Hi Ana, about the printer.');
    assert.equal(simulator.control.chat('ana').at(-1)?.choices[0]?.title, 'Solved');
  });

  it('fails the way it is told to, and only as often', async () => {
    await simulator.control.inbound('ana', { kind: 'text', text: 'hi' });
    simulator.control.fail({ mode: 'reject', code: 131000, times: 1 });
    assert.equal((await send(text('1'))).body.error?.code, 131000);
    simulator.control.fail({ mode: 'fail', code: 131026, recipientSuffix: '6789', times: 1 });
    assert.equal((await send(text('2'))).status, 200);
    await until(() => statuses().some((status) => status.errors?.[0]?.code === 131026));
    simulator.control.fail({ mode: 'disconnect', times: 1 });
    await assert.rejects(send(text('3')));
    await until(() => statuses().filter((status) => status.status === 'read').length === 1);
    assert.equal(simulator.control.acceptedFor('ana').length, 2);
  });

  it('tells when a voice message was played, and when a link leads nowhere', async () => {
    await simulator.control.inbound('ana', { kind: 'text', text: 'hi' });
    const id = simulator.control.addMedia(Buffer.from('OggS'), 'audio/ogg');
    await send({ type: 'audio', audio: { id, voice: true } });
    await until(() => statuses().length === 3);
    simulator.control.played(simulator.control.chat('ana').at(-1)?.id ?? '');
    await until(() => statuses().length === 4);
    assert.equal(statuses().at(-1)?.status, 'played');
    assert.equal((await send({ type: 'image', image: { link: `${simulator.url}/nothing.png` } })).status, 200);
    await until(() => statuses().some((status) => status.errors?.[0]?.code === 131053));
  });

  it('turns the merchant’s ticks blue when the business reads, and shows typing', async () => {
    const seen: boolean[] = [];
    const stop = simulator.control.subscribe((event) => {
      if (event.type === 'typing') seen.push(event.isTyping);
    });
    const entry = await simulator.control.inbound('ana', { kind: 'text', text: 'hi' });
    assert.equal((await send({ status: 'read', message_id: entry.id, typing_indicator: { type: 'text' } })).status, 200);
    assert.equal(simulator.control.chat('ana')[0]?.status, 'read');
    await send(text('there'));
    assert.deepEqual(seen, [true, false]);
    stop();
  });
});

describe('media, templates and numbers', () => {
  it('takes a file, gives it back for five minutes and only with the token', async () => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new File([Buffer.from([1, 2, 3])], 'a.png', { type: 'image/png' }));
    const { body } = await call('/v26.0/111/media', { method: 'POST', body: form });
    const id = String(body['id']);
    const about = await call(`/v26.0/${id}`);
    const address = String(about.body['url']);
    assert.equal((await fetch(address)).status, 401);
    const file = await fetch(address, { headers: { authorization: 'Bearer token-123' } });
    assert.deepEqual([...new Uint8Array(await file.arrayBuffer())], [1, 2, 3]);
    simulator.control.advanceClock(5 * 60_000 + 1);
    assert.equal((await fetch(address, { headers: { authorization: 'Bearer token-123' } })).status, 404);
    assert.equal((await call(`/v26.0/${id}`, { method: 'DELETE' })).status, 200);
    assert.equal((await call(`/v26.0/${id}`)).body.error?.error_subcode, 33);
  });

  it('pages templates with cursors', async () => {
    const first = await call('/v26.0/900/message_templates?limit=2&fields=name,status');
    const page = first.body as unknown as { data: object[]; paging: { next?: string } };
    assert.equal(page.data.length, 2);
    const next = new URL(page.paging.next ?? '');
    const second = (await call(next.pathname + next.search)).body as unknown as { data: { name: string }[]; paging: { next?: string } };
    assert.deepEqual(
      second.data.map((template) => template.name),
      ['with_picture'],
    );
    assert.equal(second.paging.next, undefined);
  });

  it('refuses to exist in production', () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      assert.throws(
        () => createGraphSimulator({ appSecret: 'x', accessToken: 'x', verifyToken: 'x', wabaId: '1', numbers: [], webhookUrl: null }),
        /production/,
      );
    } finally {
      if (before === undefined) delete process.env['NODE_ENV'];
      else process.env['NODE_ENV'] = before;
    }
  });
});
