import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import { AppError } from '../platform/app-error.ts';
import { cache } from '../platform/cache.ts';
import { metrics } from '../platform/metrics.ts';

const FAILURES_PER_ACCOUNT = 8;
const TRIES_PER_ADDRESS = 60;
const WINDOW_S = 15 * 60;

interface Limiters {
  client: Redis;
  account: RateLimiterRedis;
  address: RateLimiterRedis;
}
let limiters: Limiters | undefined;

/** Stops guessing: eight failures per account or sixty tries per address in fifteen minutes, then `rate_limited`. */
export async function guardLogin(ip: string, account: string): Promise<{ failed(): Promise<void>; succeeded(): Promise<void> }> {
  const limits = current();
  try {
    await limits.address.consume(ip);
    const state = await limits.account.get(account);
    if (state && state.consumedPoints >= FAILURES_PER_ACCOUNT) throw tooMany(state);
  } catch (error) {
    throw error instanceof RateLimiterRes ? tooMany(error) : error;
  }
  return {
    failed: async () => void (await limits.account.consume(account).catch(() => undefined)),
    succeeded: async () => void (await limits.account.delete(account).catch(() => undefined)),
  };
}

/** One set per connection; counts in memory while Redis is away. */
function current(): Limiters {
  const client = cache();
  if (limiters?.client === client) return limiters;
  const make = (keyPrefix: string, points: number): RateLimiterRedis =>
    new RateLimiterRedis({
      storeClient: client,
      keyPrefix,
      points,
      duration: WINDOW_S,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_S }),
    });
  limiters = { client, account: make('login-account', FAILURES_PER_ACCOUNT), address: make('login-address', TRIES_PER_ADDRESS) };
  return limiters;
}

function tooMany(state: RateLimiterRes): AppError {
  metrics.signIns.inc({ result: 'limited' });
  return new AppError('rate_limited', 'Too many attempts. Please wait a while.', { retryAfterMs: state.msBeforeNext });
}
