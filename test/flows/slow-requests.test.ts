import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
});
after(() => world.close());

/** A connection that says `head` at once and then a byte now and then. */
class Dripping {
  answer = '';
  isClosed = false;
  readonly began = performance.now();
  closedAfter = 0;
  readonly #socket: Socket;
  readonly #timer: NodeJS.Timeout;

  constructor(head: string, drip: string, everyMs = 400) {
    this.#socket = connect(Number(new URL(world.url).port), '127.0.0.1', () => this.#socket.write(head));
    this.#socket.on('data', (data) => (this.answer += String(data)));
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.isClosed = true;
      this.closedAfter = performance.now() - this.began;
    });
    this.#timer = setInterval(() => this.#socket.writable && this.#socket.write(drip), everyMs);
  }
  end(): void {
    clearInterval(this.#timer);
    this.#socket.destroy();
  }
}

const post = (path: string, length: number, more = ''): string =>
  `POST ${path} HTTP/1.1\r\nHost: engage\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;

describe('a request that comes a byte at a time', () => {
  it('is ended within some twenty seconds at every door, an upload that goes on is not', async () => {
    const bearer = `Authorization: Bearer ${await world.token()}\r\n`;
    const dripping: Record<string, Dripping> = {
      tRPC: new Dripping(post('/trpc/tickets.list', 900, bearer), ' '),
      'sign-in over tRPC': new Dripping(post('/trpc/auth.login', 900), ' '),
      'sign-in': new Dripping(post('/api/auth/login', 900), ' '),
      refresh: new Dripping(post('/api/auth/refresh', 900), ' '),
      'a file of somebody': new Dripping(post('/api/media', 90_000, bearer).replace('application/json', 'image/png'), '\x89'),
      'a file of nobody': new Dripping(post('/api/media', 90_000_000).replace('application/json', 'image/png'), 'x'.repeat(20_000)),
      'nothing there': new Dripping(post('/nowhere', 900), ' '),
      'the webhook': new Dripping(post('/webhook/whatsapp', 900, 'X-Hub-Signature-256: sha256=00\r\n'), ' '),
      headers: new Dripping('GET /health HTTP/1.1\r\nHost: engage\r\n', 'x'),
    };
    const pdf = `%PDF-1.4 ${'x'.repeat(40_000)}`;
    const going = new Dripping(post('/api/media', 12_000_000, bearer).replace('application/json', 'application/pdf') + pdf, 'x'.repeat(8_000));
    try {
      await eventually(() => Object.values(dripping).every(({ isClosed }) => isClosed), 'all to be ended', 28_000).catch(() => undefined);
      for (const [name, one] of Object.entries(dripping))
        assert.ok(one.isClosed && one.closedAfter < 24_000, `${name}: ${one.isClosed ? one.closedAfter : 'open'} ${one.answer.slice(0, 60)}`);
      for (const name of ['tRPC', 'sign-in over tRPC', 'sign-in', 'a file of somebody', 'headers'])
        assert.match(dripping[name]?.answer ?? '', /^HTTP\/1\.1 408 /, name);
      assert.match(dripping['a file of nobody']?.answer ?? '', /^HTTP\/1\.1 401 /);
      assert.equal(going.isClosed, false, going.answer);
    } finally {
      for (const one of [...Object.values(dripping), going]) one.end();
    }
    assert.equal((await fetch(`${world.url}/health`)).status, 200);
  });

  it('or is too large is refused', async () => {
    const large = JSON.stringify({ email: 'x'.repeat(300_000) });
    for (const path of ['/trpc/auth.login', '/api/auth/login', '/api/auth/refresh', '/trpc/auth.login,auth.login?batch=1']) {
      const response = await fetch(`${world.url}${path}`, { method: 'POST', body: large, headers: { 'content-type': 'application/json' } });
      assert.equal(response.status, 413, path);
    }
  });
});
