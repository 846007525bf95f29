import { Redis } from 'ioredis';
import type { Log } from './log.ts';

let handle: Redis | undefined;
let subscriberHandle: Redis | undefined;

/** Opens the command connection and a second one for subscriptions. Keys get `prefix`; channels must add it themselves (`channelName`). */
export function connectCache(url: string, options: { prefix: string; log: Log }): Redis {
  const settings = {
    keyPrefix: options.prefix,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    connectTimeout: 3_000,
    retryStrategy: (times: number) => Math.min(100 * times, 2_000),
  };
  handle = new Redis(url, settings);
  subscriberHandle = new Redis(url, { ...settings, keyPrefix: '', maxRetriesPerRequest: null, commandTimeout: undefined as never });
  for (const client of [handle, subscriberHandle]) client.on('error', (error) => options.log.debug({ err: error }, 'cache connection'));
  prefix = options.prefix;
  return handle;
}

let prefix = '';

/** The connected Redis; throws when the process has none. */
export function cache(): Redis {
  if (!handle) throw new Error('connectCache was not called');
  return handle;
}
/** The connection that only subscribes. */
export function subscriber(): Redis {
  if (!subscriberHandle) throw new Error('connectCache was not called');
  return subscriberHandle;
}
/** Channel name with this installation's prefix. */
export function channelName(name: string): string {
  return prefix + name;
}

/** Closes both connections. */
export function closeCache(): void {
  handle?.disconnect();
  subscriberHandle?.disconnect();
  handle = undefined;
  subscriberHandle = undefined;
}
