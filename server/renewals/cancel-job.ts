import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { findJob } from './find-job.ts';
import { publishJob } from './publish-job.ts';
import { publishRenewals } from './publish-renewals.ts';
import type { JobRecord } from './renewal-record-types.ts';

/** All are written, but some have not left yet: they are still taken back (find-unwanted.ts asks). */
const HAS_QUEUED = `EXISTS (SELECT 1 FROM renewal_job_item i JOIN renewal_attempt a ON a.tenant_id = i.tenant_id AND a.renewal_id = i.renewal_id AND a.claim_key = ?
  JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id WHERE i.tenant_id = renewal_job.tenant_id AND i.job_id = renewal_job.id AND m.status = 'queued')`;

/** Stops a bulk sending: what was sent stays sent, the rest is not, also what is written and waits to leave. Said of one that is over, nothing changes. Error: not_found. */
export async function cancelJob(ctx: UserCtx, id: string): Promise<JobRecord> {
  await findJob(ctx, id);
  await inTransaction(ctx, async ({ tx }) => {
    const { affectedRows } = await tx.execute(
      `UPDATE renewal_job SET state = 'cancelled', finished_at = ? WHERE tenant_id = ? AND id = ? AND (state = 'running' OR (state = 'done' AND ${HAS_QUEUED}))`,
      [ctx.now, ctx.tenantId, id, `job-${id}`],
    );
    if (affectedRows === 0) return;
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'renewal',
        entityId: '0',
        action: 'send_cancelled',
        after: { jobId: id },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    const waiting = await tx.query<{ renewal_id: string }>(
      "SELECT renewal_id FROM renewal_job_item WHERE tenant_id = ? AND job_id = ? AND state = 'waiting' AND not_before IS NOT NULL",
      [ctx.tenantId, id],
    );
    tx.afterCommit(() => publishJob(ctx, id));
    // their next step is that of the cadence again
    tx.afterCommit(() =>
      publishRenewals(
        ctx,
        waiting.map((item) => item.renewal_id),
      ),
    );
  });
  const after = await findJob(ctx, id);
  if (after.state === 'running') throw new AppError('unavailable', 'The sending could not be stopped. Please try again.');
  return after;
}
