import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { hostToken } from './host-token.ts';
import { ServerProcess } from './server-process.ts';
import type { Wire } from './wire.ts';

const embedSecret = 'load-embed-secret-load-embed-secret-00';
const appSecret = 'load-app-secret';

/** Where the services are: what tools/services hands to a server. */
export type ServiceEnvironment = Record<string, string>;

/** What a stage is set up with. `roles` gives one process each. */
export interface StageOptions {
  environment: ServiceEnvironment;
  /** database, queue prefix and cache prefix of this stage */
  name: string;
  /** begin with an empty database */
  isFresh: boolean;
  roles: string[];
  more?: Record<string, string>;
  execArgv?: string[];
}

/** Services, server processes and a database connection: everything a scenario plays on. */
export class Stage {
  readonly name: string;
  readonly servers: ServerProcess[];
  readonly pool: mysql.Pool;
  readonly wire: Wire;
  readonly folder: string;
  /** where the services keep their data, as far as it is known */
  readonly serviceFolder: string;
  readonly brokerUrl: string;
  readonly queuePrefix: string;

  private constructor(
    name: string,
    folders: { own: string; services: string },
    servers: ServerProcess[],
    pool: mysql.Pool,
    wire: Wire,
    broker: { url: string; prefix: string },
  ) {
    this.name = name;
    this.folder = folders.own;
    this.serviceFolder = folders.services;
    this.servers = servers;
    this.pool = pool;
    this.wire = wire;
    this.brokerUrl = broker.url;
    this.queuePrefix = broker.prefix;
  }

  static async open(options: StageOptions): Promise<Stage> {
    const { name } = options;
    const { ENGAGE_SERVICE_FOLDER: services, ...addresses } = options.environment;
    const folder = path.join(os.tmpdir(), `engage-load-${process.pid}-${name}`);
    mkdirSync(folder, { recursive: true });
    const database = new URL(addresses['DATABASE_URL'] ?? '');
    database.pathname = `/engage_${name}`;
    if (options.isFresh) await dropDatabase(database);
    const ports = await freePorts(options.roles.length);
    const environment = {
      ...addresses,
      DATABASE_URL: database.href,
      QUEUE_PREFIX: `${name}.${options.isFresh ? Date.now().toString(36) : 'kept'}.`,
      REDIS_PREFIX: `${name}:`,
      MEDIA_DIR: path.join(folder, 'media'),
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      WABA_VERIFY_TOKEN: 'load-verify-token',
      WABA_APP_SECRET: appSecret,
      WABA_ACCESS_TOKEN: 'load-access-token',
      WABA_PHONE_NUMBER_ID: '106540352242922',
      WABA_ID: '102290129340398',
      WABA_API_BASE: 'http://127.0.0.1:9/v26.0',
      SESSION_SECRET: 'load-session-secret-load-session-secret',
      EMBED_SECRET: embedSecret,
      ...options.more,
    };
    const servers = options.roles.map(
      (roles, index) =>
        new ServerProcess({
          name: roles,
          port: ports[index] ?? 0,
          environment: { ...environment, ROLES: roles },
          logFile: path.join(folder, `${roles.replaceAll(',', '-')}.log`),
          execArgv: options.execArgv ?? [],
        }),
    );
    for (const server of servers) server.start();
    await Promise.all(servers.map((server) => server.ready()));
    const pool = mysql.createPool({
      uri: database.href,
      connectionLimit: 4,
      timezone: 'Z',
      supportBigNumbers: true,
      bigNumberStrings: true,
      charset: 'utf8mb4',
    });
    const web = servers.find((server) => server.name.includes('web'));
    const wire = { host: '127.0.0.1', port: web?.port ?? 0, appSecret, phoneNumberId: environment.WABA_PHONE_NUMBER_ID, wabaId: environment.WABA_ID };
    const folders = { own: folder, services: services || folder };
    return new Stage(name, folders, servers, pool, wire, { url: addresses['RABBITMQ_URL'] ?? '', prefix: environment.QUEUE_PREFIX });
  }

  /** The process with this role. */
  server(role: string): ServerProcess {
    const found = this.servers.find((server) => server.name.includes(role));
    if (!found) throw new Error(`no process has the role ${role}`);
    return found;
  }

  get origin(): string {
    return `http://${this.wire.host}:${this.wire.port}`;
  }

  /** A bearer for somebody of the host page. */
  token(person: Parameters<typeof hostToken>[1]): string {
    return hostToken(embedSecret, person);
  }

  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const [rows] = await this.pool.query<mysql.RowDataPacket[]>(sql, values);
    return rows as unknown as Row[];
  }

  /** Reads everything as it was at one moment. */
  async snapshot<Answer>(read: (rows: Stage['rows']) => Promise<Answer>): Promise<Answer> {
    const connection = await this.pool.getConnection();
    try {
      await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
      return await read(async <Row extends object>(sql: string, values?: unknown[]) => {
        const [rows] = await connection.query<mysql.RowDataPacket[]>(sql, values);
        return rows as unknown as Row[];
      });
    } finally {
      await connection.query('COMMIT');
      connection.release();
    }
  }

  /** Polls a number until it is the wanted one or does not change any more for a while; answers the last one. */
  async settle(wanted: number, withinMs: number, read: () => Promise<number>): Promise<{ value: number; ms: number }> {
    const began = performance.now();
    for (let value = -1; ; ) {
      value = await read().catch(() => value);
      const ms = performance.now() - began;
      if (value >= wanted || ms > withinMs) return { value, ms: Math.round(ms) };
      await pause(100);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.end()));
    await this.pool.end();
    if (!process.env['ENGAGE_KEEP_LOGS']) rmSync(this.folder, { recursive: true, force: true });
  }
}

async function dropDatabase(url: URL): Promise<void> {
  const admin = new URL(url);
  admin.pathname = '/';
  const connection = await mysql.createConnection({ uri: admin.href });
  await connection.query('DROP DATABASE IF EXISTS ??', [url.pathname.slice(1)]);
  await connection.end();
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
