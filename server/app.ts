import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { loginInput, refreshInput } from '../types/access.ts';
import { authenticate } from './access/authenticate.ts';
import { login } from './access/login.ts';
import { maskView } from './access/mask-view.ts';
import { refresh } from './access/refresh.ts';
import { appRouter } from './api.ts';
import type { Config } from './config.ts';
import { importRoutes } from './outlets/import-routes.ts';
import { mediaRoutes } from './messages/media-routes.ts';
import { answerError } from './platform/answer-error.ts';
import { AppError } from './platform/app-error.ts';
import { filterRequests } from './platform/filter-requests.ts';
import { isAllowedOrigin } from './platform/is-allowed-origin.ts';
import { isSameText } from './platform/is-same-text.ts';
import { limitBodyTime } from './platform/limit-body-time.ts';
import type { Log } from './platform/log.ts';
import { metrics } from './platform/metrics.ts';
import { requestLog } from './platform/request-log.ts';
import type { TrpcContext, UserCtx } from './platform/trpc.ts';
import { exportRoutes } from './renewals/export-routes.ts';
import { moveClock } from './renewals/move-clock.ts';
import { posWebhook } from './renewals/webhook.ts';

/** What the HTTP face needs from the process around it. */
export interface AppParts {
  config: Config;
  log: Log;
  /** WhatsApp's door, asked before Express: true when the request was for it */
  webhook(request: IncomingMessage, response: ServerResponse): boolean;
  /** what /ready tells */
  readiness(): Promise<{ isReady: boolean; services: Record<string, boolean> }>;
  /** brings gauges up to date before /metrics is read */
  measure(): Promise<void>;
}

const dist = (folder: string): string => fileURLToPath(new URL(`../dist/${folder}`, import.meta.url));
const MAX_BODY = 256 * 1024;
const MAX_BATCH = 20;
const BODY_WITHIN_MS = 15_000;

/** The HTTP face: webhooks, tRPC, sign-in, media, the embed bundle, health and metrics. Does not listen. */
export function createApp(parts: AppParts): RequestListener {
  const { config, log } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUST_PROXY ? 1 : false);
  app.use(requestLog(log));
  app.use(limitBodyTime({ withinMs: BODY_WITHIN_MS, isFile: (request) => request.path === '/api/media' }));
  app.use(securityHeaders(config));
  app.use(filterRequests);

  app.get(['/health', '/healthz', '/api/health'], (_request, response) => void response.json({ status: 'ok' }));
  app.get('/ready', async (_request, response) => {
    const { isReady, services } = await parts.readiness();
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'starting', services });
  });
  app.get('/metrics', async (request, response) => {
    const { METRICS_TOKEN: token, NODE_ENV: environment } = config;
    if (token && !isSameText(request.headers.authorization ?? '', `Bearer ${token}`)) throw new AppError('unauthenticated', 'A token is needed.');
    if (!token && environment === 'production') throw new AppError('forbidden', 'In production the numbers are told only when METRICS_TOKEN is set.');
    await parts.measure();
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  app.use('/embed', embedHeaders, express.static(dist('embed'), { index: false, setHeaders: cacheHeaders }));
  if (config.NODE_ENV !== 'production') app.use('/gallery', express.static(dist('gallery')));

  app.post('/webhook/pos', ...posWebhook(config.POS_WEBHOOK_SECRET, log));
  app.use(['/trpc', '/api', '/media'], cors(config));
  app.use(['/trpc', '/api'], (_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  app.post('/api/auth/login', express.json({ limit: '16kb' }), async (request, response) => {
    response.json(await login(parse(loginInput, request.body), { ip: ipOf(request), now: new Date() }));
  });
  app.post('/api/auth/refresh', express.json({ limit: '16kb' }), async (request, response) => {
    response.json(await refresh(parse(refreshInput, request.body).refreshToken, new Date()));
  });
  if (config.NODE_ENV !== 'production')
    app.post('/api/dev/clock', express.json({ limit: '1kb' }), async (request, response) => void response.json(await moveClock(request.body, log)));
  app.use(
    '/trpc',
    createExpressMiddleware({
      router: appRouter,
      createContext: ({ req, res }) => contextOf(req, res, log),
      allowMethodOverride: true,
      maxBodySize: MAX_BODY,
      maxBatchSize: MAX_BATCH,
      onError: ({ error }) => metrics.failures.inc({ code: error.cause instanceof AppError ? error.cause.code : error.code.toLowerCase() }),
    }),
  );
  const people = { contextOf: (request: Request, response: Response): Promise<UserCtx> => userContextOf(request, response, log) };
  app.use(mediaRoutes(people));
  app.use(exportRoutes(people));
  app.use(importRoutes({ contextOf: (request, response) => userContextOf(request, response, log), ipOf, importToken: config.IMPORT_TOKEN, log }));
  app.use(() => {
    throw new AppError('not_found', 'There is nothing here.');
  });
  app.use(answerError(log));

  return (request: IncomingMessage, response: ServerResponse) => {
    if (!parts.webhook(request, response)) app(request, response);
  };
}

function contextOf(request: Request, response: Response, log: Log): TrpcContext {
  const requestId = String(response.locals['requestId']);
  const now = new Date();
  let identity: ReturnType<typeof authenticate> | undefined;
  return {
    requestId,
    log: log.child({ requestId }),
    now,
    ip: ipOf(request),
    signIn: () => (identity ??= authenticate(bearerOf(request), now)),
    mask: maskView,
  };
}

/** Ctx of a plain route for a signed-in person. */
async function userContextOf(request: Request, response: Response, log: Log): Promise<UserCtx> {
  const { requestId, log: requestLog, now, signIn } = contextOf(request, response, log);
  return { ...(await signIn()), now, log: requestLog, requestId };
}

/** The token of `Authorization: Bearer …`; throws `unauthenticated` when there is none. */
function bearerOf(request: Request): string {
  const match = /^Bearer ([\w.~+/=-]{10,})$/i.exec(request.headers.authorization ?? '');
  if (!match?.[1]) throw new AppError('unauthenticated', 'Please sign in.', { reason: 'missing' });
  return match[1];
}

const ipOf = (request: Request): string => request.ip ?? request.socket.remoteAddress ?? 'unknown';

function parse<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('invalid_input', 'The input is not valid.');
  return parsed.data;
}

function securityHeaders(config: Config): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'media-src': ["'self'", 'blob:'],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: config.NODE_ENV === 'production' ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** Only pages of ALLOWED_ORIGINS may call from a browser. Tokens travel in a header, never in a cookie: no credentials. */
function cors(config: Config): express.RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin !== undefined && isAllowedOrigin(origin, request.headers.host, config.ALLOWED_ORIGINS)) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
      if (request.method === 'OPTIONS') {
        response.setHeader('access-control-allow-methods', 'GET, HEAD, POST');
        response.setHeader('access-control-allow-headers', 'authorization, content-type, x-request-id, x-filename, range');
        response.setHeader('access-control-max-age', '7200');
      }
    }
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };
}

/** The bundle may be loaded by any page: what it may then do is decided by its token and ALLOWED_ORIGINS. */
const embedHeaders: express.RequestHandler = (_request, response, next) => {
  response.setHeader('access-control-allow-origin', '*');
  next();
};

/** Chunk names change with their content; the loader keeps its name and is asked for again. */
function cacheHeaders(response: ServerResponse, path: string): void {
  response.setHeader('cache-control', /[\\/]chunks[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate');
}
