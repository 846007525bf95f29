import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
const sockets: WebSocket[] = [];
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web', TRUST_PROXY: '1', LIVE_SOCKETS_MAX: '203' } });
});
after(async () => {
  for (const socket of sockets) socket.terminate();
  await world.close();
});

/** A socket that is open, or the HTTP status it was refused with. */
function open(from: string): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/live`, { headers: { 'x-forwarded-for': from } });
    sockets.push(socket);
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}
async function opened(from: string): Promise<WebSocket> {
  const socket = await open(from);
  assert.ok(typeof socket !== 'number', `refused with ${String(socket)}`);
  return socket;
}
async function signIn(socket: WebSocket, sub: string): Promise<void> {
  const ready = new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify({ t: 'auth', token: await world.token({ sub }) }));
  assert.match(String(await ready), /"t":"ready"/);
}

describe('sockets nobody signed in on', () => {
  it('are closed after ten seconds, whatever they send', async () => {
    const began = performance.now();
    const closed: number[] = [];
    const talkers = [await opened('192.0.2.1'), await opened('192.0.2.1')];
    const silent = await opened('192.0.2.1');
    for (const socket of [...talkers, silent]) socket.on('close', (code) => closed.push(code));
    const frames = ['{"t":"ping"}', '{"t":"watch","ticketId":"1"}'];
    const talking = setInterval(() => {
      for (const [index, socket] of talkers.entries()) if (socket.readyState === WebSocket.OPEN) socket.send(frames[index] ?? '');
    }, 500);
    try {
      await eventually(() => closed.length === 3, 'all to be closed', 14_000);
    } finally {
      clearInterval(talking);
    }
    assert.deepEqual(closed, [4408, 4408, 4408]);
    assert.ok(performance.now() - began > 8_000, 'not before its time');
  });

  it('are few of one network, and take no room from others; the process has room for so many altogether', async () => {
    const crowd = await Promise.all(Array.from({ length: 200 }, () => opened('198.51.100.7')));
    assert.equal(await open('198.51.100.7'), 429);
    const agent = await opened('192.0.2.2');
    await signIn(agent, 'agent-1');
    const [first] = crowd;
    assert.ok(first);
    await signIn(first, 'agent-2');
    await opened('198.51.100.7');
    await opened('192.0.2.3');
    assert.equal(await open('192.0.2.3'), 503);
    agent.terminate();
    await eventually(async () => typeof (await open('192.0.2.3')) !== 'number', 'room again');
  });
});
