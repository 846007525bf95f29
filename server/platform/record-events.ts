import type { EventPayloads, EventType, RecordedEvent } from '../../types/events.ts';
import { insertRows } from './insert-rows.ts';
import type { Sql } from './sql.ts';

/** News to record; one union member per event type so that type and payload belong together. */
export type NewEvent = { [T in EventType]: { tenantId: string; type: T; payload: EventPayloads[T] } }[EventType];

/** Writes outbox rows on the caller's connection and returns them with their ids; hand them to `relayEvents` after COMMIT. */
export async function recordEvents(sql: Sql, events: readonly NewEvent[], at: Date): Promise<RecordedEvent[]> {
  const rows = events.map((event) => [event.tenantId, event.type, JSON.stringify(event.payload), at]);
  const ids = await insertRows(sql, 'INSERT INTO event (tenant_id, type, payload, created_at) VALUES ?', rows);
  return events.map((event, index) => ({ id: ids[index] ?? '', at: at.toISOString(), ...event }));
}
