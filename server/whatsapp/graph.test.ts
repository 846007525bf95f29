import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { Graph } from './graph.ts';
import { parseStatus } from './parse-status.ts';

const closers: (() => void)[] = [];
after(() => {
  for (const close of closers) close();
});

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const graphAt = (base: string, timeoutMs = 500): Graph => new Graph({ base, token: 'secret', timeoutMs });
const answering = async (listener: RequestListener): Promise<Graph> => graphAt(await listen(createServer(listener)));
const send = (graph: Graph): Promise<{ kind: string }> => graph.sendMessage('1', { type: 'text' });

/** A server that treats the raw connection as told. */
async function tcp(handle: (socket: Socket) => void): Promise<Graph> {
  return graphAt(
    await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        handle(socket);
      }),
    ),
  );
}

describe('certainly not sent: may be tried again', () => {
  test('nobody listens', async () => {
    const server = createServer();
    const base = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    assert.equal((await send(graphAt(base))).kind, 'unreachable');
  });
  test('no such name', async () => assert.equal((await send(graphAt('http://graph.invalid', 5_000))).kind, 'unreachable'));
  test('no TLS at the other end', async () => {
    const { port } = new URL(await listen(createServer((_, response) => response.end())));
    assert.equal((await send(graphAt(`https://127.0.0.1:${port}`))).kind, 'unreachable');
  });
});

describe('nobody knows: never repeated by itself', () => {
  test('no answer in time', async () => assert.equal((await send(await answering(() => undefined))).kind, 'ambiguous'));
  test('the connection breaks before the answer', async () =>
    assert.equal((await send(await tcp((socket) => socket.once('data', () => socket.resetAndDestroy())))).kind, 'ambiguous'));
  test('the connection breaks within the answer', async () =>
    assert.equal(
      (await send(await tcp((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"mess'))))).kind,
      'ambiguous',
    ));
  test('a success without a message id', async () =>
    assert.equal((await send(await answering((_, response) => response.end('{"messages":[]}')))).kind, 'ambiguous'));
  test('a success that is not JSON', async () => assert.equal((await send(await answering((_, response) => response.end('<html>')))).kind, 'ambiguous'));
  test('a gateway answers', async () =>
    assert.equal((await send(await answering((_, response) => response.writeHead(502).end('Bad gateway')))).kind, 'ambiguous'));
  test('a redirect is not followed: the token stays here', async () => {
    let elsewhere = 0;
    const other = await listen(
      createServer((_, response) => {
        elsewhere += 1;
        response.end();
      }),
    );
    assert.equal((await send(await answering((_, response) => response.writeHead(307, { location: other }).end()))).kind, 'ambiguous');
    assert.equal(elsewhere, 0);
  });
});

test('accepted: the id, and how WhatsApp addressed it', async () => {
  const graph = await answering((request, response) => {
    assert.equal(request.url, '/1/messages');
    assert.equal(request.headers.authorization, 'Bearer secret');
    response.end(
      JSON.stringify({
        messaging_product: 'whatsapp',
        contacts: [{ input: '+60123', wa_id: '60123' }],
        messages: [{ id: 'wamid.A', message_status: 'accepted' }],
      }),
    );
  });
  assert.deepEqual(await send(graph), { kind: 'accepted', waMessageId: 'wamid.A', contactWaId: '60123', contactUserId: null, httpStatus: 200 });
});

test('an address of another host never gets the token', async () => {
  let asked = 0;
  const other = await listen(
    createServer((_, response) => {
      asked += 1;
      response.end('{}');
    }),
  );
  const graph = await answering((_, response) => response.end('{"data":[]}'));
  assert.equal('kind' in (await graph.get(`${other}/next?after=x`)), true);
  assert.equal(asked, 0);
  assert.deepEqual(await graph.get('/1/message_templates'), { json: { data: [] }, httpStatus: 200 });
});

test('a file goes up streamed, whole, with its size and type', async () => {
  const seen: { length: string | undefined; file: string; type: string; filename: string }[] = [];
  const graph = await answering((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void new Response(Buffer.concat(chunks), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData().then(async (form) => {
        const file = form.get('file');
        assert.ok(file instanceof File);
        seen.push({ length: request.headers['content-length'], file: await file.text(), type: file.type, filename: file.name });
        response.end('{"id":"media-1"}');
      });
    });
  });
  const file = { body: Readable.from([Buffer.from('hello '), Buffer.from('world')]), bytes: 11, mime: 'text/plain', filename: 'a"b\r\nc.txt' };
  assert.deepEqual(await graph.uploadMedia('1', file), { mediaId: 'media-1' });
  assert.deepEqual(
    seen.map(({ file: text, type, filename }) => [text, type, filename]),
    [['hello world', 'text/plain', 'a_b__c.txt']],
  );
  assert.ok(Number(seen[0]?.length) > 11);
});

test('an id longer than the column is the one its statuses will name', async () => {
  const long = `wamid.${'x'.repeat(170)}.end`;
  const graph = await answering((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ messages: [{ id: long }] }));
  });
  const answer = await send(graph);
  const waMessageId = parseStatus(long, { status: 'sent' }, new Date())?.waMessageId ?? '';
  assert.ok(waMessageId.startsWith('wamid.') && waMessageId.length <= 128);
  assert.deepEqual(answer, { kind: 'accepted', waMessageId, contactWaId: null, contactUserId: null, httpStatus: 200 });
});
