import { applyParkedChanges } from '../messages/apply-parked-changes.ts';
import { applyParkedStatuses } from '../messages/apply-parked-statuses.ts';
import { database } from '../platform/database.ts';
import { inBatchTransaction } from '../platform/in-batch-transaction.ts';
import type { Log } from '../platform/log.ts';
import { publishLive } from '../platform/publish-live.ts';
import { finishStatuses } from './finish-statuses.ts';

const DAY_MS = 86_400_000;
/** The race with the sender's own record is over in seconds; later ones are other systems' messages. */
const LOOK_BACK_MS = 15 * 60_000;

/** Applies parked statuses, reactions, edits and deletions whose message is known by now; drops those nobody claimed for a day. Returns how many messages it found. */
export async function sweepParkedStatuses(now: Date, log: Log): Promise<number> {
  const rows = await database().query<{ tenant_id: string; wa_message_id: string }>(
    `SELECT DISTINCT u.tenant_id, u.wa_message_id FROM unmatched_status u JOIN message m ON m.tenant_id = u.tenant_id AND m.wa_message_id = u.wa_message_id
     WHERE u.created_at > ? LIMIT 200`,
    [new Date(now.getTime() - LOOK_BACK_MS)],
  );
  const byTenant = Map.groupBy(rows, (row) => row.tenant_id);
  for (const [tenantId, found] of byTenant) {
    const ids = found.map((row) => row.wa_message_id);
    const { outcome, deltas } = await inBatchTransaction(async (sql) => ({
      outcome: await applyParkedStatuses(sql, tenantId, ids, now),
      deltas: await applyParkedChanges(sql, tenantId, ids, now),
    }));
    void publishLive(tenantId, deltas, log);
    if (outcome) await finishStatuses(tenantId, outcome, now, log);
  }
  await database().execute('DELETE FROM unmatched_status WHERE created_at < ? LIMIT 1000', [new Date(now.getTime() - DAY_MS)]);
  return rows.length;
}
