import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { JobRecord } from './renewal-record-types.ts';
import { selectJobs } from './select-jobs.ts';

const MOST = 10;

/** The person's bulk sendings, newest first. */
export async function listJobs(ctx: UserCtx): Promise<JobRecord[]> {
  return database().query<JobRecord>(`${selectJobs} WHERE j.tenant_id = ? AND j.user_id = ? ORDER BY j.id DESC LIMIT ?`, [
    ctx.tenantId,
    ctx.actor.userId,
    MOST,
  ]);
}
