import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { createWorld, type Client, type World } from '../support/create-world.ts';

/** What scanners and curious people type. None of it may break an answer, reach the database as SQL, or come back changed. */
const STRINGS = [
  `' OR '1'='1`,
  `'; DROP TABLE ticket; --`,
  `" UNION SELECT password_hash FROM user -- `,
  `\\'; SELECT SLEEP(5); #`,
  '%27%20OR%201=1',
  '100%_\\%',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '{{constructor.constructor("return process")()}}',
  '${7*7}#{7*7}<%= 7*7 %>',
  '../../../../etc/passwd',
  '$(id)`id`|id;id',
  '\u0000\u202e\ufeff𝕏\ud83d',
  '=HYPERLINK("http://evil.example")',
  `${'a'.repeat(99)}'`,
];

describe('attack strings', () => {
  let world: World;
  let agent: Client;
  let token: string;
  before(async () => {
    world = await createWorld({ graph: false, env: { ROLES: 'web' } });
    token = await world.token({ sub: 'agent' });
    agent = world.client(token);
  });
  after(() => world.close());

  /** As it is on the wire: fetch would tidy the address up. */
  const raw = (method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: new URL(world.url).port, method, path, headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      call.on('error', reject);
      call.end(body);
    });
  const post = (path: string, body: string, type = 'application/json'): Promise<{ status: number; text: string }> =>
    raw('POST', path, { 'content-type': type, authorization: `Bearer ${token}` }, body);
  const isCalm = ({ status, text }: { status: number; text: string }, label: string): void => {
    assert.ok(status < 500, `${label}: ${status} ${text}`);
    assert.ok(!/root:|node_modules|SQLSTATE|You have an error in your SQL|server\/[a-z-]+\//.test(text), `${label}: ${text}`);
  };

  it('are text wherever text is taken: stored and told as they are, found by nobody else', async () => {
    const before = await world.sql.query('SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1');
    for (const [index, text] of STRINGS.entries()) {
      const { ticketId } = await world.seedTicket();
      const label = JSON.stringify(text);
      const began = performance.now();
      for (const [path, input] of [
        ['tickets.list', { search: text.slice(0, 100) }],
        ['outlets.search', { query: text.slice(0, 100) }],
        ['tickets.list', { cursor: text }],
        ['tickets.list', { view: 'all', cursor: Buffer.from(JSON.stringify([text.slice(0, 20), text.slice(0, 30), '1'])).toString('base64url') }],
        ['tickets.thread', { ticketId, before: text }],
        ['tickets.get', { ticketId: text }],
        ['auth.login', { email: `${text}@example.my`, password: text, tenant: text.slice(0, 64) }],
        ['messages.send', { ticketId, clientKey: `attack-key-${index}`, content: { type: 'text', text } }],
        ['messages.send', { ticketId, clientKey: text.padEnd(8, '-').slice(0, 64), content: { type: 'reaction', messageId: '1', emoji: text.slice(0, 16) } }],
      ] as const) {
        isCalm(await post(`/trpc/${path}`, JSON.stringify(input)), `${path} ${label}`);
      }
      isCalm(
        await raw(
          'POST',
          '/api/media',
          { authorization: `Bearer ${token}`, 'content-type': 'application/pdf', 'x-filename': encodeURIComponent(text.toWellFormed()) },
          '%PDF-1.4 x',
        ),
        `x-filename ${label}`,
      );
      assert.ok(performance.now() - began < 4_500, `${label} makes nobody sleep`);
      const whole = text.toWellFormed().trim();
      const note = await agent.tickets.addNote.mutate({ ticketId, text: whole, clientKey: `attack-note-${index}` });
      assert.equal(note.text, whole);
      const changed = await agent.tickets.change.mutate({ ticketId, subject: { from: null, to: whole } });
      assert.equal(changed.subject, whole);
    }
    assert.deepEqual(await world.sql.query('SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1'), before);
    assert.deepEqual(
      (await agent.tickets.list.query({ search: '%' })).rows.filter(({ subject }) => !subject?.includes('%')),
      [],
      'a wildcard is a plain character',
    );
  });

  it('leave no folder, whatever way they are written', async () => {
    for (const path of [
      '/embed/../../package.json',
      '/embed/..%2f..%2fpackage.json',
      '/embed/%2e%2e/%2e%2e/package.json',
      '/embed/%252e%252e/%252e%252e/package.json',
      '/embed/..%5c..%5cpackage.json',
      '/embed/%00',
      '/embed/%E0%A4%A',
      '/media/../../etc/passwd?e=9999999999&s=AAAA',
      '/media/1/..%2f..%2fetc%2fpasswd?e=9999999999&s=AAAA',
      '/.env',
      '/.git/config',
      '//evil.example/..',
    ]) {
      const answer = await raw('GET', path);
      assert.ok(answer.status >= 400 && answer.status < 500, `${path}: ${answer.status}`);
      isCalm(answer, path);
    }
  });

  it('do not change what objects are, and procedures that are none are none', async () => {
    for (const path of ['__proto__', 'constructor', 'tickets.__proto__', 'tickets.constructor', 'toString', 'tickets.list,__proto__'])
      assert.equal((await post(`/trpc/${path}`, '{}')).status >= 400, true, path);
    await post('/trpc/tickets.list', '{"__proto__":{"view":"done","isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}');
    assert.equal(Reflect.get({}, 'isAdmin'), undefined);
  });

  it('come in by no other method or kind of body', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND']) assert.equal((await raw(method, '/trpc/tickets.list')).status, 405, method);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream', 'application/jsonx'])
      assert.equal((await post('/trpc/tickets.counts', '{}', type)).status, 415, type);
    assert.equal((await post('/api/auth/login', '{}', 'text/plain')).status, 415);
    assert.equal((await post('/trpc/tickets.list', '{}', 'application/json; charset=utf-8')).status, 200);
    assert.equal((await post('/trpc/tickets.list', `{"search":"${'x'.repeat(300_000)}"}`)).status, 413);
    for (const body of ['{', '[]', '"', 'null', '{"a":'.repeat(2_000)]) isCalm(await post('/trpc/tickets.list', body), body.slice(0, 20));
  });
});
