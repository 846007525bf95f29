import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import mysql from 'mysql2/promise';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { loadConfig } from '../../server/config.ts';
import { applySchema } from '../../server/platform/apply-schema.ts';
import { eventually } from './eventually.ts';
import { removeWorld } from './remove-world.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type HostName = 'bootstrap' | 'react';

/** Who sits at the back office, and how it looks. */
export interface Visit {
  host: HostName | 'graph';
  /** path of the page, e.g. `/support` or `/outlets/8801` */
  path: string;
  /** a key of embed-demo/seed/demo-staff.ts; default: the agent who sees everything */
  user?: string;
  locale?: 'en' | 'ms';
  theme?: 'light' | 'dark' | 'system';
  viewport?: { width: number; height: number };
  /** called with the page before it is asked for anything, to listen from the first request on */
  watch?: (page: Page) => void;
}

const NUMBER = '106540352242922';

/**
 * The demo as a person meets it, for one test file: server, Graph simulator, both back offices as processes of their own, seeded,
 * and a browser; `hasPos`: the POS stand-in as well, whose payments are pushed. Everything on loopback, on a database and prefixes of its own. Call `close()` in `after`.
 */
export async function createStage({ hasPos = false }: { hasPos?: boolean } = {}): Promise<Stage> {
  const name = `engage_${randomBytes(5).toString('hex')}`;
  const [server, graph, bootstrap, react, pos] = (await freePorts(5)) as [number, number, number, number, number];
  const database = new URL(process.env['DATABASE_URL'] ?? '');
  database.pathname = `/${name}`;
  const secret = (): string => randomBytes(24).toString('hex');
  const origins = { server: local(server), graph: local(graph), bootstrap: local(bootstrap), react: local(react), pos: local(pos) };
  const shared = {
    WABA_APP_SECRET: secret(),
    WABA_ACCESS_TOKEN: secret(),
    WABA_VERIFY_TOKEN: secret(),
    EMBED_SECRET: secret(),
    WABA_PHONE_NUMBER_ID: NUMBER,
    WABA_ID: '102290129340398',
  };
  const services = {
    DATABASE_URL: database.href,
    RABBITMQ_URL: process.env['RABBITMQ_URL'] ?? '',
    REDIS_URL: process.env['REDIS_URL'] ?? '',
    QUEUE_PREFIX: `${name}.`,
    REDIS_PREFIX: `${name}:`,
    MEDIA_DIR: await temporaryFolder(),
    INGEST_LANES: '2',
    STATUS_LANES: '1',
    SESSION_SECRET: secret(),
    NODE_ENV: 'test',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal',
    HOST: '127.0.0.1',
    PORT: String(server),
    APP_BASE_URL: origins.server,
    ALLOWED_ORIGINS: `${origins.bootstrap},${origins.react}`,
    WABA_API_BASE: `${origins.graph}/v26.0`,
    WABA_MEDIA_HOSTS: '127.0.0.1',
    WABA_TIMEOUT_MS: '3000',
  };
  const posSecrets = { POS_TOKEN: secret(), POS_WEBHOOK_SECRET: secret() };
  if (hasPos) Object.assign(services, { ...posSecrets, POS_BASE_URL: origins.pos });
  const world = hasPos ? { POS_SIM_URL: origins.pos, GRAPH_SIM_URL: origins.graph } : {};
  await applySchema(database.href);
  const children = [
    run('embed-demo/simulators/graph/main.ts', { ...shared, PORT: String(graph), WEBHOOK_URL: `${origins.server}/webhook/whatsapp` }),
    run('server/main.ts', { ...shared, ...services }),
    run('embed-demo/hosts/main.ts', {
      PORT: String(bootstrap),
      PORT_REACT: String(react),
      ENGAGE_URL: origins.server,
      EMBED_SECRET: shared.EMBED_SECRET,
      ...world,
    }),
  ];
  if (hasPos)
    children.push(
      run('embed-demo/simulators/pos/main.ts', { ...posSecrets, PORT: String(pos), POS_PUSH_URL: `${origins.server}/webhook/pos`, POS_WAITS_FOR_SEED: 'true' }),
    );
  try {
    await eventually(() => isUp(`${origins.server}/ready`), 'the server is ready', 90_000);
    await Promise.all(
      [isUp, isUp, isUp].map((check, index) =>
        eventually(() => check(`${[origins.graph, origins.bootstrap, origins.react][index]}/health`), 'the demo is up', 60_000),
      ),
    );
    await finished(run('embed-demo/seed/main.ts', { ...shared, ...services, ...world, GRAPH_SIM_URL: origins.graph }));
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--no-first-run'],
    });
    return new Stage({ name, origins, browser, children, environment: { ...shared, ...services } });
  } catch (error) {
    // whoever called has nothing to close
    await Promise.all(children.map(ended));
    throw error;
  }
}

/** A running stage; see createStage. */
export class Stage {
  readonly origins: Readonly<Record<'server' | 'graph' | 'pos' | HostName, string>>;
  readonly browser: Browser;
  /** what went wrong on any page: script errors, console errors, blocked requests. Tests assert it is empty. */
  readonly faults: string[] = [];
  readonly #name: string;
  readonly #children: ChildProcess[];
  readonly #environment: Record<string, string>;
  readonly #contexts: BrowserContext[] = [];

  constructor(parts: { name: string; origins: Stage['origins']; browser: Browser; children: ChildProcess[]; environment: Record<string, string> }) {
    this.#name = parts.name;
    this.#children = parts.children;
    this.#environment = parts.environment;
    this.origins = parts.origins;
    this.browser = parts.browser;
  }

  /** Opens a page of a back office as somebody, in a browser context of its own. */
  async visit(visit: Visit): Promise<Page> {
    const context = await this.browser.newContext({ viewport: visit.viewport ?? { width: 1440, height: 900 }, reducedMotion: 'reduce', locale: 'en-MY' });
    this.#contexts.push(context);
    const origin = this.origins[visit.host];
    if (visit.host !== 'graph')
      await context.request.post(`${origin}/session`, {
        data: { user: visit.user ?? 'pos-2001', locale: visit.locale ?? 'en', theme: visit.theme ?? 'light' },
      });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(`${visit.host}${visit.path}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(`${visit.host}${visit.path}: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && !Object.values(this.origins).includes(url.origin))
        this.faults.push(`${visit.host}${visit.path}: asked ${url.origin}`);
    });
    page.setDefaultTimeout(30_000);
    visit.watch?.(page);
    await page.goto(origin + visit.path);
    return page;
  }

  /** Lets a merchant of embed-demo/seed/demo-world.ts write. */
  async write(handset: string, message: Record<string, unknown>): Promise<void> {
    await this.simulator(`handsets/${handset}/inbound`, message);
  }

  /** Puts everything resolved so far further into the past: what is resolved longer than three days is not opened again. */
  async daysPass(days: number): Promise<void> {
    const connection = await mysql.createConnection({ uri: this.#environment['DATABASE_URL'] ?? '' });
    await connection.execute('UPDATE ticket SET resolved_at = resolved_at - INTERVAL ? DAY WHERE resolved_at IS NOT NULL', [days]);
    await connection.end();
  }

  /** What the merchant's phone shows. */
  async chat(handset: string): Promise<{ id: string; direction: 'in' | 'out'; kind: string; text: string | null; status: string }[]> {
    const answer = await fetch(`${this.origins.graph}/_sim/handsets/${handset}/chat`);
    return (await answer.json()) as Awaited<ReturnType<Stage['chat']>>;
  }

  /** Asks the Graph simulator's control plane. */
  async simulator(path: string, body: unknown): Promise<unknown> {
    const answer = await fetch(`${this.origins.graph}/_sim/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`simulator ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** Ends everything and drops the database, the queues and the keys. */
  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await this.browser.close();
    await Promise.all(this.#children.map(ended));
    await removeWorld(this.#name, loadConfig(this.#environment));
  }
}

function local(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function run(file: string, environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [file], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', ...environment },
  });
}

async function finished(child: ChildProcess): Promise<void> {
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${child.spawnargs[1]} ended with ${String(code)}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}

async function isUp(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await answer.arrayBuffer();
  return answer.ok;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
