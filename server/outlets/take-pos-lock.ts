import { randomUUID } from 'node:crypto';
import { cache } from '../platform/cache.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';

/** Whoever does not renew it within this has lost it: a process that died, or stood still. */
const LEASE_MS = 20_000;
const RENEW_MS = 5_000;

/** The number must grow even when Redis has lost its memory: never at or below what a load already carries. */
const TAKE = `if redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') == false then return 0 end
local fence = redis.call('incr', KEYS[2])
if fence <= tonumber(ARGV[3]) then fence = tonumber(ARGV[3]) + 1; redis.call('set', KEYS[2], fence) end
return fence`;
const RENEW = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0";
const RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/** The right to work on loads of the POS, for one process at a time. */
export interface PosLock {
  /** grows with every taker; each write proves it (in-pos-run.ts), so that who lost the lock without noticing cannot go on */
  fence: number;
  release(): Promise<void>;
}

/** Takes the tenant's lock of POS loads (POS-16), or null while another process has it. Throws when Redis is away. */
export async function takePosLock(tenantId: string, log: Log): Promise<PosLock | null> {
  const keys = [`pos:sync:lock:${tenantId}`, `pos:sync:fence:${tenantId}`] as const;
  const holder = randomUUID();
  const [row] = await database().query<{ fence: string | null }>('SELECT MAX(fence) AS fence FROM pos_sync_run WHERE tenant_id = ?', [tenantId]);
  const fence = Number(await cache().eval(TAKE, 2, ...keys, holder, String(LEASE_MS), String(row?.fence ?? 0)));
  if (fence === 0) return null;
  const timer = setInterval(() => {
    // lost or away: the next write finds out
    cache()
      .eval(RENEW, 1, keys[0], holder, String(LEASE_MS))
      .catch((error: unknown) => log.debug({ err: error }, 'the lock of the POS sync could not be renewed'));
  }, RENEW_MS);
  timer.unref();
  return {
    fence,
    async release() {
      clearInterval(timer);
      await cache()
        .eval(RELEASE, 1, keys[0], holder)
        .catch((error: unknown) => log.debug({ err: error }, 'the lock of the POS sync runs out by itself'));
    },
  };
}
