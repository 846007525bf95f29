import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { UploadedMedia } from '../../types/messages.ts';
import { purgeUploads } from '../../server/messages/purge-uploads.ts';
import { signMediaUrl } from '../../server/platform/sign-media-url.ts';
import { store } from '../../server/platform/store.ts';
import { createWorld, errorOf, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
let agent: Client;
let token: string;
before(async () => {
  world = await createWorld();
  token = await world.token({ sub: 'aina', name: 'Aina' });
  agent = world.client(token);
});
after(() => world.close());

let keys = 0;
const clientKey = (): string => `journey-key-${++keys}`;
/** A merchant writes for the first time; answers the ticket it became. */
async function merchantWrites(phone: string, text: string): Promise<{ ticketId: string; messageId: string }> {
  world.graph.control.addHandset({ id: phone, name: `Merchant ${phone.slice(-2)}`, phone });
  await world.graph.control.inbound(phone, { kind: 'text', text });
  const row = await eventually(async () => {
    const rows = await world.sql.query<{ id: string; ticket_id: string }>("SELECT id, ticket_id FROM message WHERE direction = 'in' AND content_text = ?", [
      text,
    ]);
    return rows[0];
  }, 'the merchant’s message');
  return { ticketId: row.ticket_id, messageId: row.id };
}
const upload = (body: Buffer, headers: Record<string, string>, bearer: string | null = token): Promise<Response> =>
  fetch(`${world.url}/api/media`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { ...headers, ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }) },
  });

test('a question is answered from the page, the phone shows it, the ticks turn blue', async () => {
  const { ticketId, messageId } = await merchantWrites('60121110001', 'My printer is dead');
  const live = await world.live(token);
  live.send({ t: 'watch', ticketId });
  await live.settle();
  const sent = await agent.messages.send.mutate({
    ticketId,
    content: { type: 'text', text: 'Switch it off and on.' },
    replyToId: messageId,
    clientKey: clientKey(),
    baseRevision: (await agent.tickets.get.query({ ticketId })).revision,
  });
  assert.deepEqual([sent.status, sent.author?.name, sent.replyTo?.text], ['queued', 'Aina', 'My printer is dead']);
  await eventually(() => live.of('status').some((frame) => frame.messageId === sent.id && frame.status === 'read'), 'blue ticks');
  assert.equal(
    live.of('item').some((frame) => frame.item.id === sent.id),
    true,
  );
  const [shown] = world.graph.control.chat('60121110001').filter((line) => line.direction === 'out');
  assert.equal(shown?.text, 'Switch it off and on.');
  const ticket = await agent.tickets.get.query({ ticketId });
  assert.deepEqual([ticket.status, ticket.unread, ticket.awaitingSince, ticket.preview?.status, ticket.preview?.direction], ['open', 0, null, 'read', 'out']);
  const updates = live.of('ticket').filter((frame) => frame.id === ticketId && frame.patch.preview?.direction === 'out');
  assert.ok(updates.length > 1);
  assert.deepEqual([...new Set(updates.map(({ at }) => at))], [ticket.updatedAt], 'a tick is no change of the ticket');
  const thread = await agent.tickets.thread.query({ ticketId });
  const bubble = thread.items.find((item) => item.kind === 'message' && item.id === sent.id);
  assert.ok(bubble?.kind === 'message' && bubble.status === 'read' && bubble.readAt && bubble.deliveredAt && bubble.sentAt);
});

test('statuses that overtake the answer of the API are not lost', async () => {
  const { ticketId } = await merchantWrites('60121110002', 'Fast one');
  world.graph.control.configure({ sentMs: 0, deliveredMs: 0, readMs: 0 });
  const ids: string[] = [];
  for (let count = 0; count < 10; count++)
    ids.push((await agent.messages.send.mutate({ ticketId, content: { type: 'text', text: `fast ${count}` }, clientKey: clientKey() })).id);
  await eventually(
    async () => (await world.sql.query("SELECT id FROM message WHERE id IN (?) AND status = 'read'", [ids])).length === ids.length,
    'ten blue ticks',
  );
  assert.equal(world.graph.control.acceptedFor('60121110002').length, 10);
});

test('an answer that never came is settled by its own status webhook', async () => {
  const { ticketId } = await merchantWrites('60121110003', 'Unlucky');
  world.graph.control.fail({ mode: 'timeout-after-accept', times: 1, recipientSuffix: '0003' });
  const sent = await agent.messages.send.mutate({ ticketId, content: { type: 'text', text: 'Did you get this?' }, clientKey: clientKey() });
  await eventually(async () => (await world.sql.query("SELECT id FROM message WHERE id = ? AND status = 'read'", [sent.id])).length === 1, 'the ticks');
  assert.equal(world.graph.control.acceptedFor('60121110003').length, 1);
});

test('a reaction that fails is taken back, at once or late; what was there before it shows again', async () => {
  const { ticketId, messageId } = await merchantWrites('60121110009', 'React to this');
  const live = await world.live(token);
  live.send({ t: 'watch', ticketId });
  await live.settle();
  const react = (emoji: string): Promise<{ id: string }> =>
    agent.messages.send.mutate({ ticketId, content: { type: 'reaction', messageId, emoji }, clientKey: clientKey() });
  const statusOf = async (id: string): Promise<string | undefined> =>
    (await world.sql.query<{ status: string }>('SELECT status FROM message WHERE id = ?', [id]))[0]?.status;
  const shown = async (): Promise<string[]> => {
    const { items } = await agent.tickets.thread.query({ ticketId });
    return items.flatMap((item) => (item.kind === 'message' && item.id === messageId ? item.reactions.map(({ emoji }) => emoji) : []));
  };
  const pushed = (): string[][] =>
    live.of('item').flatMap(({ item }) => (item.kind === 'message' && item.id === messageId ? [item.reactions.map(({ emoji }) => emoji)] : []));

  world.graph.control.fail({ mode: 'reject', code: 131009, times: 1, type: 'reaction' });
  await react('😀');
  await eventually(() => pushed().length === 2, 'the emoji, and its end');
  assert.deepEqual(pushed(), [['😀'], []]);
  assert.deepEqual(await shown(), []);

  const kept = await react('👍');
  await eventually(async () => ['delivered', 'read'].includes((await statusOf(kept.id)) ?? ''), 'the reaction to arrive');
  world.graph.control.fail({ mode: 'fail', code: 131009, times: 1, type: 'reaction' });
  const late = await react('❤️');
  await eventually(async () => (await statusOf(late.id)) === 'failed', 'the late failure');
  assert.deepEqual(await shown(), ['👍']);
  await eventually(() => pushed().length === 5, 'the last push');
  assert.deepEqual(pushed().slice(2), [['👍'], ['❤️'], ['👍']]);
});

test('a failure reported later is seen, and "Try again" sends', async () => {
  const { ticketId } = await merchantWrites('60121110004', 'Failing');
  world.graph.control.fail({ mode: 'fail', code: 131053, times: 1, recipientSuffix: '0004' });
  const sent = await agent.messages.send.mutate({ ticketId, content: { type: 'text', text: 'Hello?' }, clientKey: clientKey() });
  await eventually(async () => (await world.sql.query("SELECT id FROM message WHERE id = ? AND status = 'failed'", [sent.id])).length === 1, 'the failure');
  const thread = await agent.tickets.thread.query({ ticketId });
  const bubble = thread.items.find((item) => item.id === sent.id);
  assert.ok(bubble?.kind === 'message');
  assert.deepEqual(bubble.failure, { code: '131053', key: 'media_rejected', canRetry: true });
  const again = await agent.messages.retry.mutate({ messageId: sent.id });
  assert.deepEqual([again.status, again.failure], ['queued', null]);
  await eventually(async () => (await world.sql.query("SELECT id FROM message WHERE id = ? AND status = 'read'", [sent.id])).length === 1, 'the ticks');
});

test('errors reach the composer with what it needs', async () => {
  const { ticketId } = await merchantWrites('60121110005', 'Errors');
  await world.sql.execute('UPDATE conversation SET last_inbound_at = ? WHERE current_ticket_id = ?', [new Date(Date.now() - 25 * 3_600_000), ticketId]);
  const closed = await errorOf(agent.messages.send.mutate({ ticketId, content: { type: 'text', text: 'Hello' }, clientKey: clientKey() }));
  assert.equal(closed.code, 'window_closed');
  assert.ok(closed.details?.['windowEndsAt']);
  const narrow = await world.clientOf({ sub: 'narrow', scope: { fids: [world.tenant.fids[1]], oids: [] } });
  assert.equal((await errorOf(narrow.messages.send.mutate({ ticketId, content: { type: 'text', text: 'Hello' }, clientKey: clientKey() }))).code, 'not_found');
  assert.equal((await errorOf(narrow.messages.templates.query({ ticketId }))).code, 'not_found');
  assert.equal((await errorOf(agent.numbers.resume.mutate({ numberId: world.tenant.numberId }))).code, 'forbidden');
});

describe('files', () => {
  test('a picture goes up, goes out, and is shown only through its signed address', async () => {
    const { ticketId } = await merchantWrites('60121110006', 'Send me the bill');
    const picture = await readFile(new URL('../../embed-demo/seed/media/receipt.jpg', import.meta.url));
    const answer = await upload(picture, { 'content-type': 'image/jpeg', 'x-filename': encodeURIComponent('bil nov 发票.jpg') });
    assert.equal(answer.status, 201);
    const uploaded = (await answer.json()) as UploadedMedia;
    assert.deepEqual([uploaded.kind, uploaded.bytes, uploaded.filename], ['image', picture.length, 'bil nov 发票.jpg']);
    const sent = await agent.messages.send.mutate({
      ticketId,
      content: { type: 'media', uploadId: uploaded.uploadId, caption: 'Here', voice: false },
      clientKey: clientKey(),
    });
    await eventually(() => world.graph.control.chat('60121110006').some((line) => line.kind === 'image' && line.text === 'Here'), 'the picture on the phone');

    const url = `${world.url}${sent.media?.url ?? ''}`;
    const whole = await fetch(url);
    assert.equal(whole.status, 200);
    assert.deepEqual(Buffer.from(await whole.arrayBuffer()), picture);
    assert.equal(whole.headers.get('content-type'), 'image/jpeg');
    assert.equal(whole.headers.get('x-content-type-options'), 'nosniff');
    assert.match(whole.headers.get('content-security-policy') ?? '', /sandbox/);
    assert.match(whole.headers.get('content-disposition') ?? '', /^inline; .*filename\*=UTF-8''bil%20nov/);
    const part = await fetch(url, { headers: { range: 'bytes=100-199' } });
    assert.equal(part.status, 206);
    assert.equal(part.headers.get('content-range'), `bytes 100-199/${picture.length}`);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), picture.subarray(100, 200));
    assert.equal((await fetch(url, { headers: { range: `bytes=${picture.length}-` } })).status, 416);
    assert.equal((await fetch(url, { method: 'HEAD' })).headers.get('content-length'), String(picture.length));

    const fresh = await agent.messages.mediaUrl.query({ messageId: sent.id });
    assert.equal((await fetch(world.url + fresh.url)).status, 200);
    const stale = signMediaUrl(world.tenant.tenantId, sent.id, new Date(Date.now() - 3_600_000));
    for (const address of [stale, fresh.url.replace(/\/(\d+)\?/, '/1?'), `${fresh.url}x`, fresh.url.replace(/e=\d/, 'e=9'), fresh.url.split('?')[0] ?? '']) {
      assert.equal((await fetch(world.url + address)).status, 403, address);
    }
    const narrow = await world.clientOf({ sub: 'narrow', scope: { fids: [world.tenant.fids[1]], oids: [] } });
    assert.equal((await errorOf(narrow.messages.mediaUrl.query({ messageId: sent.id }))).code, 'not_found');
  });

  test('a file is called what it is, and nobody sends more than thirty a minute', async () => {
    const hurried = await world.token({ sub: 'hurried' });
    const text = (name: string): Promise<Response> => upload(Buffer.from('Dear all,'), { 'content-type': 'text/plain', 'x-filename': name }, hurried);
    const named = (await (await text('a.html')).json()) as UploadedMedia;
    assert.equal(named.filename, 'a.html.txt');
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => text(`${index}.txt`)));
    assert.equal(answers.filter(({ status }) => status === 201).length, 29);
    assert.equal(answers.find(({ status }) => status !== 201)?.status, 429);
    assert.equal((await upload(Buffer.from('Dear all,'), { 'content-type': 'text/plain' })).status, 201, 'others go on');
  });

  test('what may not come in does not, and leaves nothing behind', async () => {
    const before = await world.sql.query('SELECT id FROM upload');
    const code = async (answer: Response): Promise<unknown[]> => [answer.status, ((await answer.json()) as { code?: string; error?: { code?: string } }).code];
    assert.deepEqual(await code(await upload(Buffer.from('<svg onload="x"/>'), { 'content-type': 'image/svg+xml' })), [415, 'unsupported_media']);
    assert.deepEqual(await code(await upload(Buffer.from('<html>'), { 'content-type': 'image/png' })), [415, 'unsupported_media']);
    assert.deepEqual(await code(await upload(Buffer.alloc(0), { 'content-type': 'image/png' })), [400, 'invalid_input']);
    assert.deepEqual(await code(await upload(Buffer.from('%PDF-1.7'), { 'content-type': 'application/pdf' }, null)), [401, 'unauthenticated']);
    const large = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(5 * 1024 * 1024)]);
    assert.deepEqual(await code(await upload(large, { 'content-type': 'image/jpeg' })), [413, 'too_large']);
    assert.deepEqual(await world.sql.query('SELECT id FROM upload'), before);
  });

  test('a browser that is still sending a file that is too large learns why', async () => {
    const { hostname, port } = new URL(world.url);
    const answer = await new Promise<number>((resolve, reject) => {
      const call = request({
        hostname,
        port,
        path: '/api/media',
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg', 'content-length': 12 * 1024 * 1024 },
      });
      call.on('error', reject);
      call.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      const chunk = Buffer.alloc(64 * 1024, 0xff);
      chunk[1] = 0xd8;
      let left = 12 * 16;
      const write = (): void => {
        if (left-- === 0) call.end();
        else call.write(chunk, () => setImmediate(write));
      };
      write();
    });
    assert.equal(answer, 413);
  });

  test('a draft nobody sent is cleared away, a file of a message stays', async () => {
    const { ticketId } = await merchantWrites('60121110007', 'Two files');
    const ids: string[] = [];
    for (const name of ['sent', 'left'])
      ids.push(((await (await upload(Buffer.from(`%PDF-1.7 ${name}`), { 'content-type': 'application/pdf' })).json()) as UploadedMedia).uploadId);
    await agent.messages.send.mutate({ ticketId, content: { type: 'media', uploadId: ids[0] ?? '', voice: false }, clientKey: clientKey() });
    await world.sql.execute('UPDATE upload SET created_at = ? WHERE id IN (?)', [new Date(Date.now() - 3 * 86_400_000), ids]);
    const [left] = await world.sql.query<{ media_key: string }>('SELECT media_key FROM upload WHERE id = ?', [ids[1] ?? '']);
    assert.equal(await purgeUploads(new Date()), 1);
    assert.deepEqual(await world.sql.query('SELECT id FROM upload WHERE id IN (?)', [ids]), [{ id: ids[0] }]);
    await assert.rejects(store().stat(left?.media_key ?? ''));
  });
});
