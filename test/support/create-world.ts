import { randomBytes } from 'node:crypto';
import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from '@trpc/client';
import type { ErrorView } from '../../types/errors.ts';
import type { AppRouter } from '../../server/api.ts';
import { loadConfig, type Config } from '../../server/config.ts';
import { database, type Database } from '../../server/platform/database.ts';
import { createLog, type Log } from '../../server/platform/log.ts';
import { startServer, type RunningServer } from '../../server/start-server.ts';
import { createGraphSimulator, type GraphSimulator } from '../../embed-demo/simulators/graph/create-graph-simulator.ts';
import type { Behaviour } from '../../embed-demo/simulators/graph/simulator-types.ts';
import { LiveProbe } from './live-probe.ts';
import { mintToken, type TokenPerson } from './mint-token.ts';
import { removeWorld } from './remove-world.ts';
import { seedFixture, seedTicket, type TenantFixture, type TicketSeed } from './seed-fixture.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type Client = TRPCClient<AppRouter>;

/** What a world is made of besides the defaults. */
export interface WorldOptions {
  /** configuration by its environment names; ROLES defaults to all, POOL and lanes are small */
  env?: Record<string, string>;
  /** knobs of the Graph simulator; false: no simulator */
  graph?: Partial<Behaviour> | false;
  /** hears every line of the log, at every level; without it only what is fatal is said */
  log?(line: string): void;
}

const APP_SECRET = 'app-secret-of-the-test';
const ACCESS_TOKEN = 'access-token-of-the-test';
const VERIFY_TOKEN = 'verify-token-of-the-test';
const EMBED_SECRET = 'embed-secret-of-the-test-0123456789abcdef';
const EMBED_SECRETS: Readonly<Record<string, string>> = { beta: 'embed-secret-of-the-other-0123456789abcdef' };
/** the number of the default tenant, as server and simulator know it */
export const PHONE_NUMBER_ID = '106540352242922';

/**
 * A whole server on real services for one test file: its own database on the engine of DATABASE_URL, its own prefixes on RabbitMQ and
 * Redis, every role in this process on a free port, the Graph simulator beside it with its webhook pointed at the server, and the
 * fixture of seed-fixture.ts. One per process: `node --test` gives every file one. Call `close()` in `after`.
 */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const name = `engage_${randomBytes(5).toString('hex')}`;
  const url = new URL(process.env['DATABASE_URL'] ?? '');
  url.pathname = `/${name}`;
  const graph =
    options.graph === false
      ? null
      : createGraphSimulator({
          appSecret: APP_SECRET,
          accessToken: ACCESS_TOKEN,
          verifyToken: VERIFY_TOKEN,
          wabaId: 'waba-1',
          webhookUrl: null,
          behaviour: options.graph ?? {},
          numbers: [{ phoneNumberId: PHONE_NUMBER_ID, displayPhoneNumber: '+60 3-2776 4100', verifiedName: 'KedaiPOS' }],
        });
  const graphOrigin = graph ? await graph.listen() : 'http://127.0.0.1:9';
  const config = loadConfig({
    NODE_ENV: 'test',
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal',
    DATABASE_URL: url.href,
    RABBITMQ_URL: process.env['RABBITMQ_URL'],
    REDIS_URL: process.env['REDIS_URL'],
    QUEUE_PREFIX: `${name}.`,
    REDIS_PREFIX: `${name}:`,
    DATABASE_POOL: '8',
    INGEST_LANES: '2',
    STATUS_LANES: '1',
    MEDIA_DIR: await temporaryFolder(),
    WABA_VERIFY_TOKEN: VERIFY_TOKEN,
    WABA_APP_SECRET: APP_SECRET,
    WABA_ACCESS_TOKEN: ACCESS_TOKEN,
    WABA_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
    WABA_ID: 'waba-1',
    WABA_API_BASE: `${graphOrigin}/v26.0`,
    WABA_MEDIA_HOSTS: new URL(graphOrigin).host,
    WABA_TIMEOUT_MS: '2000',
    SESSION_SECRET: 'session-secret-of-the-test-0123456789abcdef',
    EMBED_SECRET,
    EMBED_TENANT_SECRETS: Object.entries(EMBED_SECRETS)
      .map(([tenant, secret]) => `${tenant}=${secret}`)
      .join(','),
    ALLOWED_ORIGINS: 'https://pos.example.my',
    ...options.env,
  });
  const log = options.log ? createLog('trace', { write: (line) => options.log?.(line) }) : createLog(config.LOG_LEVEL);
  const server = await startServer(config, log);
  await server.ready;
  const tenants = await seedFixture(database());
  graph?.control.configureWebhook(`http://127.0.0.1:${server.port}/webhook/whatsapp`);
  return new World({ name, config, log, server, graph, tenants });
}

/** A running world; see createWorld. */
export class World {
  readonly config: Config;
  readonly log: Log;
  readonly url: string;
  readonly server: RunningServer;
  readonly tenant: TenantFixture;
  readonly otherTenant: TenantFixture;
  readonly #graph: GraphSimulator | null;
  readonly #name: string;
  readonly #probes: LiveProbe[] = [];

  constructor(parts: { name: string; config: Config; log: Log; server: RunningServer; graph: GraphSimulator | null; tenants: [TenantFixture, TenantFixture] }) {
    this.#name = parts.name;
    this.config = parts.config;
    this.log = parts.log;
    this.server = parts.server;
    this.#graph = parts.graph;
    [this.tenant, this.otherTenant] = parts.tenants;
    this.url = `http://127.0.0.1:${parts.server.port}`;
  }

  /** the server's own database */
  get sql(): Database {
    return database();
  }

  /** the Graph simulator */
  get graph(): GraphSimulator {
    if (!this.#graph) throw new Error('this world has no Graph simulator');
    return this.#graph;
  }

  /** A host page's token, signed with its tenant's secret or the one of `signer`; role agent who sees everything unless told otherwise. */
  token(person?: TokenPerson, signer = person?.tenant): Promise<string> {
    return mintToken(EMBED_SECRETS[signer ?? ''] ?? EMBED_SECRET, person);
  }

  /** The typed client with this token (or none). */
  client(token: string | null): Client {
    return createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${this.url}/trpc`, methodOverride: 'POST', headers: token === null ? {} : { authorization: `Bearer ${token}` } })],
    });
  }

  /** The typed client of a person. */
  async clientOf(person?: TokenPerson): Promise<Client> {
    return this.client(await this.token(person));
  }

  /** A live socket, signed in when a token is given. Closed with the world. */
  async live(token?: string, origin?: string): Promise<LiveProbe> {
    const probe = await LiveProbe.open(this.url, token, origin);
    this.#probes.push(probe);
    return probe;
  }

  /** A ticket with one inbound message, straight into the tables. */
  seedTicket(seed?: TicketSeed, tenant: TenantFixture = this.tenant): Promise<{ ticketId: string; messageId: string; contactId: string }> {
    return seedTicket(this.sql, tenant, seed);
  }

  /** Our id of a person known by the host's id; the person must have called once. */
  async userId(sub: string, tenant: TenantFixture = this.tenant): Promise<string> {
    const [row] = await this.sql.query<{ id: string }>('SELECT id FROM user WHERE tenant_id = ? AND external_id = ?', [tenant.tenantId, sub]);
    if (!row) throw new Error(`nobody is known as ${sub}`);
    return row.id;
  }

  /** Closes everything and drops the database, the queues and the keys. */
  async close(): Promise<void> {
    for (const probe of this.#probes) await probe.close();
    await this.#graph?.close();
    await this.server.close();
    await removeWorld(this.#name, this.config);
  }
}

/** The ErrorView a failed call carries; fails when the call worked. */
export async function errorOf(call: Promise<unknown>): Promise<ErrorView> {
  try {
    await call;
  } catch (error) {
    if (error instanceof TRPCClientError) {
      const view = (error.data as { engage?: ErrorView } | null)?.engage;
      if (view) return view;
    }
    throw error;
  }
  throw new Error('the call should have failed');
}
