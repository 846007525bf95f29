import { setTimeout as pause } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import { AppError } from '../platform/app-error.ts';
import { cache } from '../platform/cache.ts';
import { metrics } from '../platform/metrics.ts';
import { networkOf } from '../platform/network-of.ts';

/** tries of one address at one account */
const TRIES_AT_ACCOUNT = 8;
const TRIES_PER_ADDRESS = 60;
const WINDOW_S = 15 * 60;
/** failures at an account from wherever, after which a try has to wait before its password is looked at */
const CALM_FAILURES = 40;
const LONGEST_WAIT_MS = 8_000;

interface Limiters {
  client: Redis;
  pair: RateLimiterRedis;
  account: RateLimiterRedis;
  address: RateLimiterRedis;
}
let limiters: Limiters | undefined;

/** One try to sign in, counted before anything is looked at. */
export interface LoginTry {
  /** counts it at the account too; waits, or throws `rate_limited` */
  atAccount(account: string): Promise<void>;
  /** it was no guess: gives back what was counted */
  succeeded(): Promise<void>;
}

/**
 * Stops guessing. Every try is counted in one step before the password is looked at, so that tries of the same moment do not pass together:
 * sixty of an address and eight of an address at one account in fifteen minutes, then `rate_limited`. An account as such is never locked,
 * or a stranger could keep its owner out: beyond forty failures from wherever, every try at it waits for seconds.
 */
export async function guardLogin(ip: string): Promise<LoginTry> {
  const limits = current();
  const address = networkOf(ip);
  const counted: [RateLimiterRedis, string][] = [[limits.address, address]];
  await take(limits.address, address);
  return {
    async atAccount(account) {
      const pair = `${account}|${address}`;
      await take(limits.pair, pair);
      const { consumedPoints } = await limits.account.penalty(account);
      counted.push([limits.account, account], [limits.pair, pair]);
      const excess = consumedPoints - CALM_FAILURES;
      if (excess > 0) await pause(Math.min(LONGEST_WAIT_MS, 1_000 + excess * 100));
    },
    async succeeded() {
      for (const [limiter, key] of counted) await limiter.reward(key).catch(() => undefined);
    },
  };
}

async function take(limiter: RateLimiterRedis, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    metrics.signIns.inc({ result: 'limited' });
    throw new AppError('rate_limited', 'Too many attempts. Please wait a while.', { retryAfterMs: error.msBeforeNext });
  }
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
  limiters = {
    client,
    pair: make('login-pair', TRIES_AT_ACCOUNT),
    account: make('login-account', CALM_FAILURES),
    address: make('login-address', TRIES_PER_ADDRESS),
  };
  return limiters;
}
