import type { EventType, RecordedEvent } from '../../types/events.ts';
import { database } from './database.ts';
import { relayEvents } from './relay-events.ts';

/** Publishes outbox rows a crash or an absent broker left behind (older than `olderThanMs`), oldest first. Returns how many it took. */
export async function sweepEvents(now: Date, olderThanMs = 3_000): Promise<number> {
  const rows = await database().query<{ id: string; tenant_id: string; type: EventType; payload: RecordedEvent['payload']; created_at: Date }>(
    'SELECT id, tenant_id, type, payload, created_at FROM event WHERE created_at < ? ORDER BY id LIMIT 500',
    [new Date(now.getTime() - olderThanMs)],
  );
  if (rows.length > 0) {
    await relayEvents(rows.map((row) => ({ id: row.id, tenantId: row.tenant_id, type: row.type, payload: typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload, at: row.created_at.toISOString() })));
  }
  return rows.length;
}
