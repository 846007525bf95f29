import { scopeSql } from '../access/scope-sql.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { lockRenewal } from './lock-renewal.ts';
import { planRenewals } from './plan-renewals.ts';
import { publishRenewals } from './publish-renewals.ts';

/** Ticks a task off, or opens it again. Said twice it is the same. Errors: not_found. Answers the id of its renewal. */
export async function finishTask(ctx: UserCtx, { taskId, isDone }: { taskId: string; isDone: boolean }): Promise<string> {
  const scope = scopeSql(ctx.actor.scope, 'r');
  const [found] = await database().query<{ renewal_id: string }>(
    `SELECT k.renewal_id FROM renewal_task k JOIN renewal r ON r.tenant_id = k.tenant_id AND r.id = k.renewal_id WHERE k.tenant_id = ? AND k.id = ? AND ${scope.sql}`,
    [ctx.tenantId, taskId, ...scope.params],
  );
  if (!found) throw new AppError('not_found', 'There is no such task.');
  await inTransaction(ctx, async ({ tx }) => {
    const renewal = await lockRenewal({ ...ctx, tx }, found.renewal_id);
    const { affectedRows } = await tx.execute(
      `UPDATE renewal_task SET done_at = ?, done_by_user_id = ? WHERE tenant_id = ? AND id = ? AND done_at IS ${isDone ? 'NULL' : 'NOT NULL'}`,
      [isDone ? ctx.now : null, isDone ? ctx.actor.userId : null, ctx.tenantId, taskId],
    );
    if (affectedRows === 0) return;
    await tx.execute('UPDATE renewal SET revision = revision + 1 WHERE tenant_id = ? AND id = ?', [ctx.tenantId, renewal.id]);
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'renewal',
        entityId: renewal.id,
        action: isDone ? 'task_done' : 'task_open',
        after: { taskId },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    // one that held reminders back does not any more
    if (renewal.next_reason === 'part_payment' || !isDone) await planRenewals({ ...ctx, tx }, [renewal.id]);
    tx.afterCommit(() => publishRenewals(ctx, [renewal.id]));
  });
  return found.renewal_id;
}
