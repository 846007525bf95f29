import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useAccessKeys } from './access/access-keys.ts';
import { useAdminAddresses } from './access/admin-addresses.ts';
import { authenticate } from './access/authenticate.ts';
import { findRevoked } from './access/find-revoked.ts';
import { seedDefaults } from './access/seed-defaults.ts';
import { trustedIdentities } from './access/trusted-identities.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { startContactHandlers } from './contacts/handlers.ts';
import { addressOf } from './platform/address-of.ts';
import { applySchema } from './platform/apply-schema.ts';
import { closeCache, connectCache } from './platform/cache.ts';
import { connectPos } from './outlets/pos.ts';
import { startOutletHandlers } from './outlets/handlers.ts';
import { outletSchedules } from './outlets/schedules.ts';
import { checkServices } from './platform/check-services.ts';
import { clock as calendar } from './platform/clock.ts';
import { closeDatabase, connectDatabase, database } from './platform/database.ts';
import { maskView } from './access/mask-view.ts';
import { isAllowedOrigin } from './platform/is-allowed-origin.ts';
import { seedTemplates } from './messages/seed-templates.ts';
import { messageSchedules } from './messages/schedules.ts';
import { LiveHub } from './platform/live-hub.ts';
import type { Log } from './platform/log.ts';
import { measureServices } from './platform/measure-services.ts';
import { closeQueue, connectQueue } from './platform/queue.ts';
import { patience } from './platform/patience.ts';
import { openStore } from './platform/open-store.ts';
import { useMediaSecret } from './platform/sign-media-url.ts';
import { startSchedules } from './platform/start-schedules.ts';
import { useStore } from './platform/store.ts';
import { declareTopology } from './platform/topology.ts';
import { connectGraph } from './whatsapp/graph.ts';
import { canWatchTicket } from './tickets/can-watch-ticket.ts';
import { readTicketRevision } from './tickets/read-ticket-revision.ts';
import { ticketSchedules } from './tickets/schedules.ts';
import { startTicketHandlers } from './tickets/handlers.ts';
import { startRenewalHandlers } from './renewals/handlers.ts';
import { renewalSchedules } from './renewals/schedules.ts';
import { startWhatsappHandlers } from './whatsapp/handlers.ts';
import { whatsappSchedules } from './whatsapp/schedules.ts';
import { webhook, type WebhookDoor } from './whatsapp/webhook.ts';

/** What is under way has so long to finish when the process stops; then waiting for others ends. */
/** the longest token (types/access.ts), and room for everything else */
const MOST_HEADERS = 64 * 1024;
const FINISH_WITHIN_MS = 5_000;

/** A started process: where it listens, when it has come up, how it ends. */
export interface RunningServer {
  port: number;
  /** resolves when the services answered and every role of this process works */
  ready: Promise<void>;
  /** stops intake, finishes what is under way, closes connections; under ten seconds */
  close(): Promise<void>;
}

/**
 * Starts the roles of ROLES in this process. Listens at once (/health answers, /ready tells what is missing) and comes up as the
 * services do: they may be away at first. Order: connections → schema and defaults → topology → workers → schedules. At the end all
 * of it finishes side by side, then the connections close.
 */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  patience.begin();
  const lanes = { ingest: config.INGEST_LANES, status: config.STATUS_LANES };
  useAccessKeys({
    embedSecret: config.EMBED_SECRET,
    tenantSecrets: config.EMBED_TENANT_SECRETS,
    jwksUrl: config.EMBED_JWKS_URL,
    sessionSecret: config.SESSION_SECRET,
  });
  useAdminAddresses(config.ADMIN_IPS);
  useMediaSecret(createHmac('sha256', config.SESSION_SECRET).update('media').digest('hex'));
  connectDatabase(config.DATABASE_URL, { poolSize: config.DATABASE_POOL, hotPoolSize: Math.max(config.DATABASE_POOL, lanes.ingest + lanes.status + 4) });
  connectCache(config.REDIS_URL, { prefix: config.REDIS_PREFIX, log });
  const broker = connectQueue(config.RABBITMQ_URL, { prefix: config.QUEUE_PREFIX, log });

  useStore(openStore(config));
  connectGraph({ base: config.WABA_API_BASE, token: config.WABA_ACCESS_TOKEN, timeoutMs: config.WABA_TIMEOUT_MS });

  const stopping = new AbortController();
  const closers: (() => Promise<void>)[] = [];
  let isUp = false;
  const isWeb = config.ROLES.includes('web');
  // open from the start: while database or broker are away it answers 503, which Meta repeats, never 404
  const door: WebhookDoor | undefined = isWeb ? webhook(config, log) : undefined;
  const hub = isWeb ? createHub(config, log) : undefined;

  const server = createServer(
    { connectionsCheckingInterval: 5_000, maxHeaderSize: MOST_HEADERS },
    createApp({
      config,
      log,
      webhook: (request, response) => door?.handle(request, response) ?? false,
      readiness: async () => {
        const services = await checkServices();
        return { isReady: isUp && !stopping.signal.aborted && Object.values(services).every(Boolean), services };
      },
      measure: () => measureServices(lanes, log),
    }),
  );
  const port = await listen(server, config, hub);
  hub?.start();

  const comeUp = async (): Promise<void> => {
    await retry('schema', stopping.signal, log, async () => {
      await applySchema(config.DATABASE_URL);
      const { tenantId } = await seedDefaults(database(), {
        phoneNumberId: config.WABA_PHONE_NUMBER_ID,
        wabaId: config.WABA_ID,
        messagesPerSecond: config.WABA_MESSAGES_PER_SECOND,
      });
      await seedTemplates(database(), { tenantId, wabaId: config.WABA_ID });
    });
    await retry('topology', stopping.signal, log, async () => {
      if (!broker.connection.ready) throw new Error('the broker is away');
      await broker.onConnected(() => declareTopology(broker, lanes));
    });
    const following = await calendar.follow(config.NODE_ENV, log);
    closers.push(() => following.close());
    connectPos(config.POS_BASE_URL && config.POS_TOKEN ? { base: config.POS_BASE_URL, token: config.POS_TOKEN } : null);
    if (config.ROLES.includes('worker')) {
      const handlers = startWhatsappHandlers(config, log);
      const links = startContactHandlers(log);
      const updater = startTicketHandlers({ hasPos: Boolean(config.POS_BASE_URL && config.POS_TOKEN) }, log);
      const outlets = startOutletHandlers(log);
      const renewals = startRenewalHandlers(log);
      closers.push(
        () => handlers.close(),
        () => renewals.close(),
        () => links.close(),
        () => updater.close(),
        () => outlets.close(),
      );
    }
    if (config.ROLES.includes('scheduler')) {
      const schedules = [...messageSchedules(), ...outletSchedules(log), ...ticketSchedules(log), ...renewalSchedules(log), ...whatsappSchedules(log)];
      const clock = startSchedules(schedules, log);
      closers.push(() => clock.close());
    }
    isUp = true;
  };
  const ready = comeUp();
  ready.catch((error: unknown) => {
    if (!stopping.signal.aborted) log.error({ err: error }, 'start failed');
  });

  return {
    port,
    ready,
    async close() {
      stopping.abort();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeIdleConnections();
      const impatience = setTimeout(() => patience.end(), FINISH_WITHIN_MS);
      const parts = [() => hub?.close(), ...closers, () => Promise.race([closed, patience.ended()])];
      await Promise.all(parts.map(async (close) => Promise.resolve(close()).catch((error: unknown) => log.warn({ err: error }, 'closing'))));
      clearTimeout(impatience);
      patience.end();
      server.closeAllConnections();
      await door?.close();
      await ready.catch(() => undefined);
      await closeQueue();
      closeCache();
      await closeDatabase();
    },
  };
}

function createHub(config: Config, log: Log): LiveHub {
  return new LiveHub({
    log,
    most: config.LIVE_SOCKETS_MAX,
    addressOf: (request) => addressOf(request, config.TRUST_PROXY),
    isAllowedOrigin: (origin, host) => isAllowedOrigin(origin, host, config.ALLOWED_ORIGINS),
    authenticate,
    findRevoked,
    forget: (tenantId, userId) => trustedIdentities.forget(tenantId, userId),
    canWatch: canWatchTicket,
    revisionOf: readTicketRevision,
    mask: maskView,
  });
}

function listen(server: Server, config: Config, hub: LiveHub | undefined): Promise<number> {
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 10_000;
  // the longest file over a slow line; every other body has seconds (limitBodyTime, readBody)
  server.requestTimeout = 600_000;
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    if (hub && request.url?.split('?', 1)[0] === '/live') hub.upgrade(request, stream, head);
    else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Tries until it works; the first failure is told, the others quietly. */
async function retry(what: string, signal: AbortSignal, log: Log, run: () => Promise<void>): Promise<void> {
  for (let failures = 0; ; failures++) {
    signal.throwIfAborted();
    try {
      return await run();
    } catch (error) {
      log[failures === 0 ? 'warn' : 'debug']({ err: error, what, failures }, 'waiting for a service');
      await wait(Math.min(2_000, 250 * 2 ** Math.min(failures, 3)));
    }
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
