import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './app-error.ts';
import { cache } from './cache.ts';

/** So many `calls` of one caller within `seconds`, counted under `name` in all processes; `sentence` is what who calls too often reads. */
export interface CallLimit {
  name: string;
  calls: number;
  seconds: number;
  sentence: string;
}

/** Counts a call before it is worked on; AppError('rate_limited') with `retryAfterMs` beyond the limit. Counts in memory while Redis is away. */
export function limitCalls({ name, calls, seconds, sentence }: CallLimit): (caller: string) => Promise<void> {
  const settings = { keyPrefix: name, points: calls, duration: seconds };
  let limiter: { client: Redis; of: RateLimiterRedis } | undefined;
  return async (caller) => {
    const client = cache();
    if (limiter?.client !== client)
      limiter = { client, of: new RateLimiterRedis({ storeClient: client, ...settings, insuranceLimiter: new RateLimiterMemory(settings) }) };
    try {
      await limiter.of.consume(caller);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new AppError('rate_limited', sentence, { retryAfterMs: error.msBeforeNext });
    }
  };
}
