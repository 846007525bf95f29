import { z } from 'zod';
import type { BatchEntry } from '../platform/consume-batches.ts';
import type { Log } from '../platform/log.ts';
import { isTakenKey } from '../platform/is-taken-key.ts';
import { metrics } from '../platform/metrics.ts';
import { retryLater } from '../platform/retry-later.ts';
import { decideBatchFailure } from './decide-batch-failure.ts';
import type { DeliveryItem } from './delivery-types.ts';

const MOST_ITEMS = 200;
const MOST_CONFLICTS = 5;

const json = z.record(z.string(), z.unknown());
const itemSchema = z.discriminatedUnion('k', [
  z.object({ k: z.literal('m'), n: z.string(), id: z.string(), m: json, c: json.nullable() }),
  z.object({ k: z.literal('s'), n: z.string(), id: z.string(), s: json }),
  z.object({ k: z.literal('o'), f: z.string(), w: z.string().nullable(), n: z.string().nullable(), raw: z.unknown() }),
]);
const laneSchema = z.object({ items: z.array(z.object({ at: z.number(), item: itemSchema })) });

/** An item on its way into the database. */
export interface LaneItem {
  item: DeliveryItem;
  receivedAt: Date;
  /** times it came back from a retry queue */
  attempt: number;
}

/**
 * Runs a lane's batch through `apply` (one transaction per call): at most 200 items at once; a lock conflict is tried again;
 * an error in the data halves the batch until the culprit is alone, which goes to the retry queues and in the end to the
 * dead-letter queue with its reason, while the rest go on. A message that is there already is done with. Throws only when database or broker are away: the lane pauses then.
 */
export async function processLane(lane: string, batch: readonly BatchEntry[], apply: (items: readonly LaneItem[]) => Promise<void>, log: Log): Promise<void> {
  const items: LaneItem[] = [];
  for (const entry of batch) {
    const parsed = laneSchema.safeParse(entry.body);
    const attempt = Number(entry.headers['x-engage-attempt'] ?? 0);
    if (parsed.success) items.push(...parsed.data.items.map(({ at, item }) => ({ item: item as DeliveryItem, receivedAt: new Date(at), attempt })));
    else await retryLater(lane, entry.body, { attempt: 0, attempts: 0, reason: 'unreadable', error: 'not a lane message' });
  }
  for (let start = 0; start < items.length; start += MOST_ITEMS) await applyItems(lane, items.slice(start, start + MOST_ITEMS), apply, log);
}

async function applyItems(lane: string, items: readonly LaneItem[], apply: (items: readonly LaneItem[]) => Promise<void>, log: Log): Promise<void> {
  for (let conflicts = 0; ; conflicts++) {
    const began = performance.now();
    try {
      await apply(items);
      noteBatch(lane, items, began);
      return;
    } catch (error) {
      const failure = decideBatchFailure(error);
      if (failure === 'infrastructure') throw error;
      if (failure === 'conflict' && conflicts < MOST_CONFLICTS) continue;
      const [first] = items;
      if (items.length > 1 || !first) {
        const half = Math.ceil(items.length / 2);
        await applyItems(lane, items.slice(0, half), apply, log);
        await applyItems(lane, items.slice(half), apply, log);
        return;
      }
      const { item, receivedAt, attempt } = first;
      if (item.k === 'm' && isKnownMessage(error)) return void log.warn({ lane, attempt }, 'a message is there already');
      const text = error instanceof Error ? `${error.name}: ${(error as { code?: string }).code ?? ''} ${safeMessage(error)}` : 'unknown';
      const verdict = await retryLater(lane, { items: [{ at: receivedAt.getTime(), item }] }, { attempt, reason: failure, error: text });
      log.error({ lane, attempt, verdict, code: (error as { code?: string }).code, kind: item.k }, 'an item cannot be applied');
      return;
    }
  }
}

/** Alone, and tried again: the database holds a message it takes for this one, whatever our own look-up says. There is nothing left to do. */
function isKnownMessage(error: unknown): boolean {
  return isTakenKey(error, 'uq_wa_message_id');
}

/** Database messages quote the data: only their first words leave the process. */
function safeMessage(error: Error): string {
  return 'sql' in error ? error.message.replace(/'[^']*'/g, "'…'").slice(0, 120) : error.message.slice(0, 200);
}

function noteBatch(lane: string, items: readonly LaneItem[], began: number): void {
  const label = { lane: lane.startsWith('wa.status') ? 'status' : 'ingest' };
  metrics.batchItems.observe(label, items.length);
  metrics.batchSeconds.observe(label, (performance.now() - began) / 1000);
  const oldest = items[0];
  if (oldest) metrics.laneLagSeconds.observe(label, Math.max(0, (Date.now() - oldest.receivedAt.getTime()) / 1000));
}
