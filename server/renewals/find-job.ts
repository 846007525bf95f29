import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { JobRecord } from './renewal-record-types.ts';
import { selectJobs } from './select-jobs.ts';

/** A bulk sending, for whoever started it and those who see the whole company. Error: not_found. */
export async function findJob(ctx: UserCtx, id: string): Promise<JobRecord> {
  const [job] = await database().query<JobRecord>(`${selectJobs} WHERE j.tenant_id = ? AND j.id = ?`, [ctx.tenantId, id]);
  if (!job || (job.user_id !== ctx.actor.userId && !('all' in ctx.actor.scope))) throw new AppError('not_found', 'There is no such sending.');
  return job;
}
