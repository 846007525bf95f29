import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import { AppError } from '../platform/app-error.ts';
import { cache } from '../platform/cache.ts';
import type { UserCtx } from '../platform/trpc.ts';

const SETTINGS = { keyPrefix: 'uploads', points: 30, duration: 60 } as const;
let limiter: { client: Redis; of: RateLimiterRedis } | undefined;

/** One file of a person, counted before it is read: thirty a minute, then `rate_limited`. Counts in memory while Redis is away. */
export async function guardUploads({ tenantId, actor }: UserCtx): Promise<void> {
  const client = cache();
  if (limiter?.client !== client)
    limiter = { client, of: new RateLimiterRedis({ storeClient: client, ...SETTINGS, insuranceLimiter: new RateLimiterMemory(SETTINGS) }) };
  try {
    await limiter.of.consume(`${tenantId}|${actor.userId}`);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError('rate_limited', 'Too many files at once. Please wait a moment.', { retryAfterMs: error.msBeforeNext });
  }
}
