import type { OutboundLane } from '../messages/outbound-types.ts';
import { cache } from '../platform/cache.ts';
import type { Log } from '../platform/log.ts';
import { decideSendSlot, type SendBucket } from './decide-send-slot.ts';

/** A message may wait this long in the worker for its place; longer waits go back to the table. */
const PATIENCE_MS = 400;
/** WhatsApp allows 45 in a burst, counted when they arrive there: one less, so that a slow first one does not cost a refusal. */
const PAIR: SendBucket = { intervalMs: 6_000, burst: 44 };
/** Without Redis every process knows only itself: a quarter of the rate, and a small burst. */
const ALONE_SHARE = 4;

/** `decideSendSlot` in Redis, on Redis's own clock, so that all workers share the buckets. Times are strings with decimals. */
const SCRIPT = `
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
local numberInterval, numberBurst = tonumber(ARGV[1]), tonumber(ARGV[2])
local pairInterval, pairBurst, patience = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local numberAt = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + numberInterval
local pairAt = math.max(tonumber(redis.call('GET', KEYS[2]) or '0'), now) + pairInterval
local numberWait = math.max(0, numberAt - numberBurst * numberInterval - now)
local pairWait = math.max(0, pairAt - pairBurst * pairInterval - now)
if pairWait > 0 or numberWait > patience then return {0, tostring(math.max(pairWait, numberWait))} end
redis.call('SET', KEYS[1], string.format('%.3f', numberAt), 'PX', math.ceil(numberAt - now) + 1000)
redis.call('SET', KEYS[2], string.format('%.3f', pairAt), 'PX', math.ceil(pairAt - now) + 1000)
return {1, tostring(numberWait)}
`;

const alone = new Map<string, number>();

/**
 * A place in the number's and the pair's bucket. Granted: send after `waitMs`. Refused: nothing was taken, come back after `waitMs`. The bulk lane
 * gets one only while half of the number's burst is free, and never one that lies ahead: the rest is for what people write.
 */
export async function takeSendSlot(
  ask: { numberId: string; contactId: string; messagesPerSecond: number; lane: OutboundLane },
  log: Log,
): Promise<{ isGranted: boolean; waitMs: number }> {
  const isBulk = ask.lane === 'bulk';
  const burst = Math.floor(ask.messagesPerSecond / 4);
  const number: SendBucket = { intervalMs: 1_000 / ask.messagesPerSecond, burst: Math.max(1, isBulk ? Math.floor(burst / 2) : burst) };
  const patienceMs = isBulk ? 0 : PATIENCE_MS;
  const numberKey = `rate:n:${ask.numberId}`;
  const pairKey = `rate:p:${ask.numberId}:${ask.contactId}`;
  if (cache().status !== 'ready') return takeAlone(numberKey, pairKey, number, patienceMs);
  try {
    const answer = (await cache().eval(SCRIPT, 2, numberKey, pairKey, number.intervalMs, number.burst, PAIR.intervalMs, PAIR.burst, patienceMs)) as [
      number,
      string,
    ];
    return { isGranted: answer[0] === 1, waitMs: Math.ceil(Number(answer[1])) };
  } catch (error) {
    log.warn({ err: error }, 'rate limits without the cache');
    return takeAlone(numberKey, pairKey, number, patienceMs);
  }
}

function takeAlone(numberKey: string, pairKey: string, number: SendBucket, patienceMs: number): { isGranted: boolean; waitMs: number } {
  const now = Date.now();
  if (alone.size > 20_000) for (const [key, at] of alone) if (at < now) alone.delete(key);
  const slow = { intervalMs: number.intervalMs * ALONE_SHARE, burst: Math.max(1, Math.floor(number.burst / ALONE_SHARE)) };
  const slot = decideSendSlot({ numberAt: alone.get(numberKey) ?? 0, pairAt: alone.get(pairKey) ?? 0 }, now, slow, { ...PAIR, burst: 5 }, patienceMs);
  if (slot.isGranted) alone.set(numberKey, slot.numberAt).set(pairKey, slot.pairAt);
  return { isGranted: slot.isGranted, waitMs: Math.ceil(slot.waitMs) };
}
