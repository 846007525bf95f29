import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { findJob } from './find-job.ts';
import { publishJob } from './publish-job.ts';
import type { JobRecord } from './renewal-record-types.ts';

/** Stops a bulk sending: what was sent stays sent, the rest is not. Said of one that is over, nothing changes. Error: not_found. */
export async function cancelJob(ctx: UserCtx, id: string): Promise<JobRecord> {
  await findJob(ctx, id);
  await inTransaction(ctx, async ({ tx }) => {
    const { affectedRows } = await tx.execute(
      "UPDATE renewal_job SET state = 'cancelled', finished_at = ? WHERE tenant_id = ? AND id = ? AND state = 'running'",
      [ctx.now, ctx.tenantId, id],
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
    tx.afterCommit(() => publishJob(ctx, id));
  });
  const after = await findJob(ctx, id);
  if (after.state === 'running') throw new AppError('unavailable', 'The sending could not be stopped. Please try again.');
  return after;
}
