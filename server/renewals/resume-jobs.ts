import { cache } from '../platform/cache.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { resumeJob } from './resume-job.ts';

/** senders have so long to come to what they were given, before it is given to them again */
const AGAIN_AFTER_S = 120;

/** The safety net of bulk sendings: goes on with those a crash or quiet hours left, until each renewal of them is counted. Answers how many it woke. */
export async function resumeJobs(ctx: Ctx): Promise<number> {
  const jobs = await database().query<{ id: string }>(
    `SELECT j.id FROM renewal_job j WHERE j.tenant_id = ? AND j.state = 'running' AND EXISTS (
       SELECT 1 FROM renewal_job_item i WHERE i.tenant_id = j.tenant_id AND i.job_id = j.id AND i.state = 'waiting' AND (i.not_before IS NULL OR i.not_before <= ?)
     ) ORDER BY j.id LIMIT 100`,
    [ctx.tenantId, ctx.now],
  );
  let woken = 0;
  for (const { id } of jobs) {
    const isFirst = await cache().set(`renewal-job:${id}`, '1', 'EX', AGAIN_AFTER_S, 'NX');
    if (isFirst === 'OK') woken += await resumeJob(ctx, id);
  }
  return woken;
}
