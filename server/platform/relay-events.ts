import { EVENT_EXCHANGES, type RecordedEvent } from '../../types/events.ts';
import { database } from './database.ts';
import { queue } from './queue.ts';

const MOST_WAITING = 2_000;
const AT_ONCE = 200;
let waiting: RecordedEvent[] = [];
let running: Promise<void> | undefined;

/**
 * Publishes recorded events with confirms and deletes their outbox rows; what fails, or would pile up, stays for `sweepEvents`.
 * Commits that come close together share one DELETE. Resolves when this process has nothing left to relay.
 */
export async function relayEvents(events: readonly RecordedEvent[]): Promise<void> {
  if (waiting.length + events.length <= MOST_WAITING) waiting.push(...events);
  running ??= relayWaiting().finally(() => {
    running = undefined;
  });
  await running;
}

async function relayWaiting(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.splice(0, AT_ONCE);
    if (!queue().isUp()) {
      waiting = [];
      return;
    }
    const results = await Promise.allSettled(
      batch.map((event) => queue().publish({ exchange: EVENT_EXCHANGES[event.type], routingKey: event.type, body: event, headers: { 'event-id': event.id } })),
    );
    const done = batch.filter((_, index) => results[index]?.status === 'fulfilled').map((event) => event.id);
    if (done.length > 0) await database().execute('DELETE FROM event WHERE id IN (?)', [done]);
  }
}
