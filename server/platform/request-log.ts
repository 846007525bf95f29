import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Log } from './log.ts';
import { metrics } from './metrics.ts';

const GIVEN = /^[\w-]{8,64}$/;

/** Gives every request an id (its own, or the proxy's), answers it in `x-request-id`, and logs method, route, status and time: no address, no query, no body. */
export function requestLog(log: Log): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const started = performance.now();
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && GIVEN.test(given) ? given : randomUUID();
    response.locals['requestId'] = requestId;
    response.setHeader('x-request-id', requestId);
    const { path } = request;
    const route = routeOf(path);
    response.once('close', () => {
      const ms = performance.now() - started;
      metrics.httpSeconds.observe({ route, status: String(response.statusCode) }, ms / 1000);
      const level = response.statusCode >= 500 ? 'warn' : 'info';
      log[level](
        { requestId, method: request.method, route, procedures: proceduresOf(path), status: response.statusCode, ms: Math.round(ms * 10) / 10 },
        'request',
      );
    });
    next();
  };
}

/** First part of the path, from a closed list: paths carry ids and signatures. */
function routeOf(path: string): string {
  const first = path.split('/', 3).slice(0, 3).join('/');
  return (
    ['/trpc', '/media', '/embed', '/gallery', '/health', '/ready', '/metrics', '/api'].find((known) => first === known || first.startsWith(`${known}/`)) ??
    'other'
  );
}

function proceduresOf(path: string): string[] | undefined {
  if (!path.startsWith('/trpc/')) return undefined;
  return path
    .slice('/trpc/'.length)
    .split(',')
    .filter((name) => /^[a-zA-Z.]{1,60}$/.test(name))
    .slice(0, 20);
}
