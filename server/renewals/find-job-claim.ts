import type { Ctx, Tx } from '../platform/context.ts';
import type { ReminderJob } from './send-types.ts';

/** Under which key a prompt by hand is written once, for whom, and about which renewals it is still to be written. */
export interface JobClaim {
  key: string;
  authorUserId: string | null;
  renewalIds: readonly string[];
}

/** Of a bulk sending only what still waits in it counts (it may be stopped, or this delivery may be the second one); a prompt by hand is not written again under its key. */
export async function findJobClaim(ctx: Ctx & { tx: Tx }, job: ReminderJob): Promise<JobClaim> {
  const { tx, tenantId } = ctx;
  if (job.mode === 'cadence' || job.renewalIds.length === 0) return { key: '', authorUserId: null, renewalIds: job.renewalIds };
  if (job.jobId !== undefined) {
    const rows = await tx.query<{ renewal_id: string; user_id: string }>(
      `SELECT i.renewal_id, j.user_id FROM renewal_job j JOIN renewal_job_item i ON i.tenant_id = j.tenant_id AND i.job_id = j.id
       WHERE j.tenant_id = ? AND j.id = ? AND j.state = 'running' AND i.state = 'waiting' AND i.renewal_id IN (?)`,
      [tenantId, job.jobId, job.renewalIds],
    );
    return { key: `job-${job.jobId}`, authorUserId: rows[0]?.user_id ?? null, renewalIds: rows.map((row) => row.renewal_id) };
  }
  const key = job.claim ?? `m-${ctx.requestId}`.slice(0, 40);
  const written = await tx.query<{ renewal_id: string }>('SELECT renewal_id FROM renewal_attempt WHERE tenant_id = ? AND renewal_id IN (?) AND claim_key = ?', [
    tenantId,
    job.renewalIds,
    key,
  ]);
  const done = new Set(written.map((row) => row.renewal_id));
  return { key, authorUserId: job.authorUserId ?? null, renewalIds: job.renewalIds.filter((id) => !done.has(id)) };
}
