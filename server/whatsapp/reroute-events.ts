import { z } from 'zod';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { queue } from '../platform/queue.ts';
import { withLock } from '../platform/with-lock.ts';
import type { DeliveryItem } from './delivery-types.ts';
import { laneOf } from './lane-of.ts';

const AT_ONCE = 200;
/** Longer than a worker remembers that a number is unknown (find-number.ts): the item must not come back unrouted. */
const KNOWN_AFTER_MS = 10_000;
const kept = z.object({ k: z.enum(['m', 's']), n: z.string(), id: z.string() }).loose();

/** Items that came for a number nobody had registered go onto their lanes once it is. Returns how many. */
export async function rerouteEvents(lanes: { ingest: number; status: number }, now: Date, log: Log): Promise<number> {
  const taken = await withLock('engage-reroute', async () => {
    const rows = await database().query<{ id: string; raw: Buffer; received_at: Date }>(
      `SELECT id, raw, received_at FROM webhook_event WHERE status = 'failed' AND event_type = 'unrouted' AND raw IS NOT NULL
         AND JSON_UNQUOTE(JSON_EXTRACT(CONVERT(raw USING utf8mb4), '$.n')) IN (SELECT phone_number_id FROM whatsapp_number WHERE created_at < ?) ORDER BY id LIMIT ?`,
      [new Date(now.getTime() - KNOWN_AFTER_MS), AT_ONCE],
    );
    for (const row of rows) {
      const item = kept.parse(JSON.parse(row.raw.toString('utf8'))) as unknown as DeliveryItem;
      await queue().publish({ routingKey: laneOf(item, lanes), body: { items: [{ at: row.received_at.getTime(), item }] } });
      await database().execute("UPDATE webhook_event SET status = 'processed', processed_at = ?, raw = NULL WHERE id = ?", [now, row.id]);
    }
    if (rows.length > 0) log.info({ count: rows.length }, 'items of a newly registered number taken up');
    return rows.length;
  });
  return taken ?? 0;
}
