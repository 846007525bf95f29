import type { PosRunView } from '../../types/pos.ts';
import { AppError } from '../platform/app-error.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { findPosRun } from './find-pos-run.ts';
import { posRunView } from './pos-run-view.ts';
import { publishPosRun } from './publish-pos-run.ts';
import { wakePosRun } from './wake-pos-run.ts';

/**
 * A person's answer to a load that waits because it would change too much: `approve` applies what it found, `discard` leaves everything
 * as it is. Audited. Throws AppError('not_found'), or 'conflict' when somebody answered before.
 */
export async function answerHeldPosRun(ctx: UserCtx, runId: string, answer: 'approve' | 'discard'): Promise<PosRunView> {
  return inTransaction(ctx, async ({ tx, tenantId, actor, now }) => {
    await findPosRun(tenantId, runId, tx);
    const state = answer === 'approve' ? 'applying' : 'discarded';
    const { affectedRows } = await tx.execute(
      `UPDATE pos_sync_run SET state = ?, decided_by_user_id = ?, decided_at = ?, heartbeat_at = ?, finished_at = ?, page_cursor = NULL, tries = 0
       WHERE tenant_id = ? AND id = ? AND state = 'held'`,
      [state, actor.kind === 'user' ? actor.userId : null, now, now, answer === 'approve' ? null : now, tenantId, runId],
    );
    if (affectedRows === 0) throw new AppError('conflict', 'This load does not wait for an answer any more.');
    const action = answer === 'approve' ? 'approved' : 'discarded';
    await recordAudit(tx, [
      {
        ...{ tenantId, actor, entityType: 'pos_run', entityId: runId, action, requestId: ctx.requestId, at: now },
        before: { state: 'held' },
        after: { state },
      },
    ]);
    tx.afterCommit(() => publishPosRun(ctx, runId, state));
    if (answer === 'approve') tx.afterCommit(() => wakePosRun(ctx, runId));
    return posRunView(await findPosRun(tenantId, runId, tx));
  });
}
