import type { ReminderReason, RenewalJobDetail } from '../../types/renewals.ts';
import { database } from '../platform/database.ts';

/** Why renewals of a bulk sending were left out in the end, the most frequent reason first: what was foretold may have changed meanwhile. */
export async function countSkipped(tenantId: string, jobId: string): Promise<RenewalJobDetail['skippedBy']> {
  const rows = await database().query<{ reason: ReminderReason; n: string }>(
    "SELECT reason, COUNT(*) AS n FROM renewal_job_item WHERE tenant_id = ? AND job_id = ? AND state = 'skipped' AND reason IS NOT NULL GROUP BY reason ORDER BY n DESC, reason",
    [tenantId, jobId],
  );
  return rows.map(({ reason, n }) => ({ reason, count: Number(n) }));
}
