import { database } from '../platform/database.ts';

const KEEP_MS = 30 * 86_400_000;
/** What nobody could place holds personal data nobody can find by name: it does not stay for ever either. */
const KEEP_FAILED_MS = 90 * 86_400_000;

/** Forgets processed webhook events after 30 days, failed ones after 90; what still waits to be handed on stays. Returns how many went. */
export async function pruneEvents(now: Date): Promise<number> {
  let gone = 0;
  for (const [status, keepMs] of [
    ['processed', KEEP_MS],
    ['failed', KEEP_FAILED_MS],
  ] as const) {
    const { affectedRows } = await database().execute('DELETE FROM webhook_event WHERE status = ? AND received_at < ? LIMIT 1000', [
      status,
      new Date(now.getTime() - keepMs),
    ]);
    gone += affectedRows;
  }
  return gone;
}
