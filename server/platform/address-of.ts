import type { IncomingMessage } from 'node:http';

/** Whom a request comes from: the connection's other end, or with a proxy of ours in front what that proxy saw (the last one named; the rest anybody may have written). */
export function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = request.headers['x-forwarded-for'];
  const last = trustProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined;
  return last || request.socket.remoteAddress || '';
}
