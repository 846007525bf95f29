import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createHmac, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { loadConfig, type Config } from '../../server/config.ts';
import { closeDatabase, connectDatabase } from '../../server/platform/database.ts';
import { eventually } from '../support/eventually.ts';
import { removeWorld } from '../support/remove-world.ts';
import { seedFixture, seedTicket } from '../support/seed-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A service behind an address that can be switched off and on. */
class Gate {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  isOpen = false;
  port = 0;

  constructor(target: URL, fallbackPort: number) {
    this.#server = createServer((client) => {
      if (!this.isOpen) {
        client.destroy();
        return;
      }
      const upstream = connect(Number(target.port || fallbackPort), target.hostname);
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.#sockets.add(one);
        one
          .on('error', () => other.destroy())
          .on('close', () => this.#sockets.delete(one) && other.destroy())
          .pipe(other);
      }
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  shut(): void {
    this.isOpen = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.shut();
    this.#server.close();
  }
}

/** Meta when it takes every call and answers none. */
class Silence {
  readonly #server = createServer((socket) => {
    socket.on('error', () => undefined).on('data', (chunk: Buffer) => this.calls.push(chunk.toString().split(' HTTP')[0] ?? ''));
  });
  readonly calls: string[] = [];

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1').unref();
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }
}

const meta = new Silence();
const name = `engage_${randomBytes(5).toString('hex')}`;
const gates: Record<'database' | 'broker' | 'cache', Gate> = {
  database: new Gate(new URL(process.env['DATABASE_URL'] ?? ''), 3306),
  broker: new Gate(new URL(process.env['RABBITMQ_URL'] ?? ''), 5672),
  cache: new Gate(new URL(process.env['REDIS_URL'] ?? ''), 6379),
};
let server: ChildProcess;
let output = '';
let url = '';
let config: Config;

before(async () => {
  for (const gate of Object.values(gates)) await gate.listen();
  const through = (address: string | undefined, gate: Gate, path?: string): string => {
    const target = new URL(address ?? '');
    target.hostname = '127.0.0.1';
    target.port = String(gate.port);
    if (path !== undefined) target.pathname = path;
    return target.href;
  };
  const values = {
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    QUEUE_PREFIX: `${name}.`,
    REDIS_PREFIX: `${name}:`,
    INGEST_LANES: '1',
    STATUS_LANES: '1',
    MEDIA_DIR: await temporaryFolder(),
    WABA_VERIFY_TOKEN: 'verify-token',
    WABA_APP_SECRET: 'app-secret',
    WABA_ACCESS_TOKEN: 'access-token',
    WABA_PHONE_NUMBER_ID: '4711',
    WABA_ID: '102290129340398',
    WABA_API_BASE: `http://127.0.0.1:${await meta.listen()}/v26.0`,
    POS_BASE_URL: 'http://127.0.0.1:9',
    // Meta never answers, the POS is away
    ALLOW_SIMULATORS: '1',
    SESSION_SECRET: 'session-secret-of-the-test-0123456789abcdef',
    METRICS_TOKEN: 'metrics-token',
  };
  config = loadConfig({
    ...values,
    DATABASE_URL: `${process.env['DATABASE_URL']?.replace(/\/[^/]*$/, '')}/${name}`,
    RABBITMQ_URL: process.env['RABBITMQ_URL'],
    REDIS_URL: process.env['REDIS_URL'],
  });
  server = spawn(process.execPath, ['server/main.ts'], {
    env: {
      PATH: process.env['PATH'],
      ...values,
      DATABASE_URL: through(config.DATABASE_URL, gates.database),
      RABBITMQ_URL: through(config.RABBITMQ_URL, gates.broker),
      REDIS_URL: through(config.REDIS_URL, gates.cache),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const started = await eventually(() => /"port":(\d+)[^\n]*"started"/.exec(output), 'the server to listen', 60_000);
  url = `http://127.0.0.1:${started[1]}`;
});
after(async () => {
  if (server.exitCode === null) server.kill('SIGKILL');
  for (const gate of Object.values(gates)) gate.close();
  await removeWorld(name, config);
});

const ready = async (): Promise<{ status: number; services: Record<string, boolean> }> => {
  const response = await fetch(`${url}/ready`);
  return { status: response.status, services: ((await response.json()) as { services: Record<string, boolean> }).services };
};

describe('a process whose services are away at first', () => {
  it('is healthy at once, says what is missing, and comes up when they come, with Meta and the POS away', async () => {
    assert.equal((await fetch(`${url}/health`)).status, 200);
    assert.deepEqual(await ready(), { status: 503, services: { database: false, broker: false, cache: false, store: true } });
    const signed = { method: 'POST', body: '{"object":"whatsapp_business_account","entry":[]}', headers: { 'x-hub-signature-256': '' } };
    signed.headers['x-hub-signature-256'] = `sha256=${createHmac('sha256', 'app-secret').update(signed.body).digest('hex')}`;
    const early = await fetch(`${url}/webhook/whatsapp`, signed);
    assert.ok(early.status === 503 || early.status === 200, `an empty delivery loses nothing: ${early.status}`);
    assert.equal((await fetch(`${url}/webhook/whatsapp`, { method: 'POST', body: '{}' })).status, 401);
    gates.database.isOpen = true;
    gates.cache.isOpen = true;
    await eventually(async () => (await ready()).services['database'] && (await ready()).services['cache'], 'database and cache', 40_000);
    assert.equal((await ready()).status, 503);
    gates.broker.isOpen = true;
    await eventually(async () => (await ready()).status === 200, 'ready', 40_000);
  });

  it('guards its metrics, and hides the gallery in production', async () => {
    assert.equal((await fetch(`${url}/metrics`)).status, 401);
    assert.equal((await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer metrics-token' } })).status, 200);
    assert.equal((await fetch(`${url}/gallery/`)).status, 404);
    const page = await fetch(`${url}/trpc/auth.me`);
    assert.match(page.headers.get('strict-transport-security') ?? '', /max-age=31536000/);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    assert.ok(page.headers.get('x-request-id'));
  });

  it('says so while a service is away, and recovers', async () => {
    gates.database.shut();
    await eventually(async () => (await ready()).services['database'] === false, 'the fault to show', 40_000);
    assert.equal((await fetch(`${url}/health`)).status, 200);
    gates.database.isOpen = true;
    await eventually(async () => (await ready()).status === 200, 'ready again', 40_000);
  });

  it('logs JSON without addresses, tokens or personal data', async () => {
    await fetch(`${url}/trpc/tickets.list?input=${encodeURIComponent('{"search":"0123456789"}')}`, { headers: { authorization: 'Bearer secret-token-value' } });
    const lines = await eventually(() => (output.includes('tickets.list') ? output.trim().split('\n') : null), 'the line');
    for (const line of lines) assert.doesNotThrow(() => JSON.parse(line) as unknown, line);
    assert.ok(!/0123456789|secret-token-value|app-secret|access-token|session-secret/.test(output));
  });

  it('stops within ten seconds and exits with 0, with a message on its way to a Meta that does not answer', async () => {
    const sql = connectDatabase(config.DATABASE_URL, { poolSize: 2, hotPoolSize: 2 });
    const [tenant] = await seedFixture(sql);
    const { ticketId, contactId } = await seedTicket(sql, tenant);
    const { insertId } = await sql.execute(
      "INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, type, content_text, status, occurred_at) VALUES (?, ?, ?, ?, 'out', 'text', 'bye', 'queued', NOW(3))",
      [tenant.tenantId, ticketId, contactId, tenant.numberId],
    );
    await sql.execute("INSERT INTO outbound (tenant_id, message_id, number_id, contact_id, next_attempt_at) VALUES (?, ?, ?, ?, '2020-01-01')", [
      tenant.tenantId,
      insertId,
      tenant.numberId,
      contactId,
    ]);
    await eventually(() => meta.calls.some((call) => /^POST .*\/messages$/.test(call)), 'the call to Meta', 20_000);
    const began = Date.now();
    const exit = once(server, 'exit');
    server.kill('SIGTERM');
    const [code] = (await exit) as [number | null];
    assert.equal(code, 0, output.slice(-2_000));
    assert.ok(Date.now() - began < 9_000, `${Date.now() - began} ms`);
    const [message] = await sql.query<{ status: string; attempts: number }>('SELECT status, attempts FROM message WHERE id = ?', [insertId]);
    assert.deepEqual([message?.status, message?.attempts], ['unknown', 1], 'nobody knows whether it arrived, and it says so');
    await closeDatabase();
  });
});
