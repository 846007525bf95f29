import { database } from '../platform/database.ts';

const KEEP_MS = 30 * 86_400_000;

/** Forgets processed webhook events after 30 days; failed ones stay until somebody looks. Returns how many went. */
export async function pruneEvents(now: Date): Promise<number> {
  const { affectedRows } = await database().execute("DELETE FROM webhook_event WHERE status = 'processed' AND received_at < ? LIMIT 1000", [
    new Date(now.getTime() - KEEP_MS),
  ]);
  return affectedRows;
}
