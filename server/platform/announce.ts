import type { Tx } from './context.ts';
import { recordEvents, type NewEvent } from './record-events.ts';
import { relayEvents } from './relay-events.ts';

/** For verbs: records events in the open transaction and relays them right after its COMMIT. */
export async function announce(tx: Tx, events: readonly NewEvent[], at: Date): Promise<void> {
  const recorded = await recordEvents(tx, events, at);
  if (recorded.length > 0) tx.afterCommit(() => relayEvents(recorded));
}
