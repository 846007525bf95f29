import type { z } from 'zod';
import type { addTaskInput } from '../../types/renewals.ts';
import { listColleagues } from '../access/list-colleagues.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { lockRenewal } from './lock-renewal.ts';
import { publishRenewals } from './publish-renewals.ts';
import { refuseOddDay } from './refuse-odd-day.ts';

/** Something to do about a renewal, for a colleague who sees it, the caller or nobody yet. Errors: not_found, invalid_input. Answers its id. */
export async function addTask(ctx: UserCtx, input: z.output<typeof addTaskInput>): Promise<string> {
  refuseOddDay(ctx.now, input.dueOn, 'dueOn');
  return inTransaction(ctx, async ({ tx }) => {
    const renewal = await lockRenewal({ ...ctx, tx }, input.id);
    const userId = input.userId === undefined ? ctx.actor.userId : input.userId;
    if (userId !== null && userId !== ctx.actor.userId && !(await listColleagues(ctx, renewal)).some(({ id }) => id === userId))
      throw new AppError('invalid_input', 'This colleague does not see this outlet.', { fields: ['userId'] });
    const { insertId } = await tx.execute(
      'INSERT INTO renewal_task (tenant_id, renewal_id, kind, reason, title, due_on, assigned_user_id, created_by_user_id, created_at) VALUES (?)',
      [[ctx.tenantId, renewal.id, input.kind, 'manual', input.title || null, input.dueOn, userId, ctx.actor.userId, ctx.now]],
    );
    await tx.execute('UPDATE renewal SET revision = revision + 1 WHERE tenant_id = ? AND id = ?', [ctx.tenantId, renewal.id]);
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'renewal',
        entityId: renewal.id,
        action: 'task_added',
        after: { taskId: insertId, kind: input.kind, dueOn: input.dueOn, userId },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    tx.afterCommit(() => publishRenewals(ctx, [renewal.id]));
    return insertId;
  });
}
