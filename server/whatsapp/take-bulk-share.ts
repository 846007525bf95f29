import { cache } from '../platform/cache.ts';
import type { Log } from '../platform/log.ts';

/** Reminders and campaigns get every second place of a number, so that a reply always finds one. */
const SHARE = 2;
/** Without Redis every process knows only itself: an eighth of the rate. */
const ALONE_SHARE = 8;
/** A worker of the bulk lane waits so long for its place; longer waits go back to the table. */
const PATIENCE_MS = 2_000;

/** One bucket without a burst, on Redis's own clock (decide-send-slot.ts says the rule). */
const SCRIPT = `
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
local interval, patience = tonumber(ARGV[1]), tonumber(ARGV[2])
local at = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + interval
local wait = math.max(0, at - interval - now)
if wait > patience then return {0, tostring(wait)} end
redis.call('SET', KEYS[1], string.format('%.3f', at), 'PX', math.ceil(at - now) + 1000)
return {1, tostring(wait)}
`;

const alone = new Map<string, number>();

/** The bulk lane's place of a number, before the number's own bucket is asked: granted, go on after `waitMs`; refused, come back after it. */
export async function takeBulkShare(ask: { numberId: string; messagesPerSecond: number }, log: Log): Promise<{ isGranted: boolean; waitMs: number }> {
  const key = `rate:b:${ask.numberId}`;
  const intervalMs = 1_000 / ask.messagesPerSecond;
  if (cache().status === 'ready') {
    try {
      const answer = (await cache().eval(SCRIPT, 1, key, intervalMs * SHARE, PATIENCE_MS)) as [number, string];
      return { isGranted: answer[0] === 1, waitMs: Math.ceil(Number(answer[1])) };
    } catch (error) {
      log.warn({ err: error }, 'rate limits without the cache');
    }
  }
  const now = Date.now();
  const waitMs = Math.ceil(Math.max(0, (alone.get(key) ?? 0) - now));
  if (waitMs > PATIENCE_MS) return { isGranted: false, waitMs };
  alone.set(key, Math.max(alone.get(key) ?? 0, now) + intervalMs * ALONE_SHARE);
  return { isGranted: true, waitMs };
}
