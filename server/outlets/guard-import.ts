import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import { AppError } from '../platform/app-error.ts';
import { cache } from '../platform/cache.ts';
import { networkOf } from '../platform/network-of.ts';

const SETTINGS = { keyPrefix: 'import', points: 20, duration: 60 } as const;
let limiter: { client: Redis; of: RateLimiterRedis } | undefined;

/** One call of the import door, counted before its token is looked at: twenty a minute and network, then `rate_limited`. Counts in memory while Redis is away. */
export async function guardImport(ip: string): Promise<void> {
  const client = cache();
  if (limiter?.client !== client)
    limiter = { client, of: new RateLimiterRedis({ storeClient: client, ...SETTINGS, insuranceLimiter: new RateLimiterMemory(SETTINGS) }) };
  try {
    await limiter.of.consume(networkOf(ip));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError('rate_limited', 'Too many calls. Please wait a moment.', { retryAfterMs: error.msBeforeNext });
  }
}
