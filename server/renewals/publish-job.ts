import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { publishLive } from '../platform/publish-live.ts';
import type { JobRecord } from './renewal-record-types.ts';
import { selectJobs } from './select-jobs.ts';

/** After COMMIT: tells how far a bulk sending is. It names nothing and nobody, so that everybody of the company may hear it; who did not start it has no use for its number. */
export async function publishJob(ctx: { tenantId: string; log: Log }, id: string): Promise<void> {
  const [job] = await database().query<JobRecord>(`${selectJobs} WHERE j.tenant_id = ? AND j.id = ?`, [ctx.tenantId, id]);
  if (!job) return;
  const { state, total, sent, skipped } = job;
  await publishLive(ctx.tenantId, [{ rooms: ['everyone'], delta: { t: 'renewalJob', id, state, total, sent, skipped } }], ctx.log);
}
