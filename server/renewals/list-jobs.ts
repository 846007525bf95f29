import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { JobRecord } from './renewal-record-types.ts';
import { selectJobs } from './select-jobs.ts';

const MOST = 10;

/** The person's bulk sendings, newest first; of those under way, how many may not go yet and when the first may. */
export async function listJobs(ctx: UserCtx): Promise<JobRecord[]> {
  const jobs = await database().query<JobRecord>(`${selectJobs} WHERE j.tenant_id = ? AND j.user_id = ? ORDER BY j.id DESC LIMIT ?`, [
    ctx.tenantId,
    ctx.actor.userId,
    MOST,
  ]);
  const running = jobs.filter(({ state }) => state === 'running').map(({ id }) => id);
  if (running.length === 0) return jobs;
  const waits = await database().query<{ job_id: string; n: string; until: Date }>(
    "SELECT job_id, COUNT(*) AS n, MIN(not_before) AS until FROM renewal_job_item WHERE tenant_id = ? AND job_id IN (?) AND state = 'waiting' AND not_before > ? GROUP BY job_id",
    [ctx.tenantId, running, ctx.now],
  );
  const byJob = new Map(waits.map(({ job_id: id, n, until }) => [id, { count: Number(n), until }]));
  return jobs.map((job) => ({ ...job, waiting: byJob.get(job.id) ?? null }));
}
