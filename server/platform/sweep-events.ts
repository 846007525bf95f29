import type { EventType, RecordedEvent } from '../../types/events.ts';
import { database } from './database.ts';
import { parseJson } from './parse-json.ts';
import { queue } from './queue.ts';
import { relayEvents } from './relay-events.ts';
import { withLock } from './with-lock.ts';

const AT_ONCE = 500;

interface Row {
  id: string;
  tenant_id: string;
  type: EventType;
  payload: RecordedEvent['payload'] | string;
  created_at: Date;
}

/**
 * Publishes outbox rows a crash or an absent broker left behind (older than `olderThanMs`), oldest first, one process at a time.
 * Returns how many it took.
 */
export async function sweepEvents(now: Date, olderThanMs = 3_000): Promise<number> {
  if (!queue().isUp()) return 0;
  const taken = await withLock('engage-event-sweep', async () => {
    const rows = await database().query<Row>('SELECT id, tenant_id, type, payload, created_at FROM event WHERE created_at < ? ORDER BY id LIMIT ?', [
      new Date(now.getTime() - olderThanMs),
      AT_ONCE,
    ]);
    await relayEvents(rows.map(recordedOf));
    return rows.length;
  });
  return taken ?? 0;
}

function recordedOf(row: Row): RecordedEvent {
  const payload = parseJson<RecordedEvent['payload']>(row.payload);
  return { id: row.id, tenantId: row.tenant_id, type: row.type, payload: payload ?? { messageIds: [] }, at: row.created_at.toISOString() };
}
