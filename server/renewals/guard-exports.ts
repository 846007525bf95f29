import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../platform/app-error.ts';
import { cache } from '../platform/cache.ts';
import type { UserCtx } from '../platform/trpc.ts';

const SETTINGS = { keyPrefix: 'exports', points: 10, duration: 600 } as const;
let limiter: { client: Redis; of: RateLimiterRedis } | undefined;

/** One export of a person, counted before it is read: ten in ten minutes, then `rate_limited`. Counts in memory while Redis is away. */
export async function guardExports({ tenantId, actor }: UserCtx): Promise<void> {
  const client = cache();
  if (limiter?.client !== client)
    limiter = { client, of: new RateLimiterRedis({ storeClient: client, ...SETTINGS, insuranceLimiter: new RateLimiterMemory(SETTINGS) }) };
  try {
    await limiter.of.consume(`${tenantId}|${actor.userId}`);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError('rate_limited', 'Too many exports at once. Please wait a moment.', { retryAfterMs: error.msBeforeNext });
  }
}
