import { EVENT_EXCHANGES, type RecordedEvent } from '../../types/events.ts';
import { database } from './database.ts';
import { queue } from './queue.ts';

/** Publishes recorded events with confirms and deletes their outbox rows. What fails stays for `sweepEvents`. */
export async function relayEvents(events: readonly RecordedEvent[]): Promise<void> {
  const results = await Promise.allSettled(
    events.map((event) => queue().publish({ exchange: EVENT_EXCHANGES[event.type], routingKey: event.type, body: event, headers: { 'event-id': event.id } })),
  );
  const done = events.filter((_, index) => results[index]?.status === 'fulfilled').map((event) => event.id);
  if (done.length > 0) await database().execute('DELETE FROM event WHERE id IN (?)', [done]);
}
