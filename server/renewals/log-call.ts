import type { z } from 'zod';
import type { logCallInput } from '../../types/renewals.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { lockRenewal } from './lock-renewal.ts';
import { planRenewals } from './plan-renewals.ts';
import { publishRenewals } from './publish-renewals.ts';
import { refuseOddDay } from './refuse-odd-day.ts';

/** they spoke with us: nothing more is sent by itself */
const ANSWERS: ReadonlySet<string> = new Set(['reached', 'promised', 'refused']);

/**
 * A call somebody made about a renewal, as an attempt of its history (RENEW-07); may end the task it was made for, and make one to call
 * again. Somebody who was reached, promised or refused has answered: the cadence of this cycle stops. Errors: not_found, invalid_input.
 */
export async function logCall(ctx: UserCtx, input: z.output<typeof logCallInput>): Promise<void> {
  if (input.followUpOn !== undefined) refuseOddDay(ctx.now, input.followUpOn, 'followUpOn');
  await inTransaction(ctx, async ({ tx }) => {
    const renewal = await lockRenewal({ ...ctx, tx }, input.id);
    const { tenantId, actor, now } = ctx;
    if (input.contactId !== undefined) {
      const [known] = await tx.query<{ contact_id: string }>('SELECT contact_id FROM contact_outlet WHERE tenant_id = ? AND contact_id = ? AND oid = ?', [
        tenantId,
        input.contactId,
        renewal.oid,
      ]);
      if (!known && input.contactId !== renewal.contact_id)
        throw new AppError('invalid_input', 'This person does not speak for the outlet.', { fields: ['contactId'] });
    }
    const { insertId } = await tx.execute(
      'INSERT INTO renewal_attempt (tenant_id, renewal_id, step, channel, contact_id, author_user_id, result, note, created_at) VALUES (?)',
      [[tenantId, renewal.id, 'manual', 'call', input.contactId ?? renewal.contact_id, actor.userId, input.result, input.note || null, now]],
    );
    if (input.taskId !== undefined) {
      const { affectedRows } = await tx.execute(
        'UPDATE renewal_task SET done_at = COALESCE(done_at, ?), done_by_user_id = COALESCE(done_by_user_id, ?) WHERE tenant_id = ? AND id = ? AND renewal_id = ?',
        [now, actor.userId, tenantId, input.taskId, renewal.id],
      );
      const [task] =
        affectedRows > 0
          ? [input.taskId]
          : await tx.query('SELECT id FROM renewal_task WHERE tenant_id = ? AND id = ? AND renewal_id = ?', [tenantId, input.taskId, renewal.id]);
      if (!task) throw new AppError('not_found', 'There is no such task.');
    }
    if (input.followUpOn !== undefined)
      await tx.execute('INSERT INTO renewal_task (tenant_id, renewal_id, kind, reason, due_on, assigned_user_id, created_by_user_id, created_at) VALUES (?)', [
        [tenantId, renewal.id, 'call', 'manual', input.followUpOn, actor.userId, actor.userId, now],
      ]);
    const isOpen = renewal.status === 'due' || renewal.status === 'failed';
    const isAnswer = isOpen && ANSWERS.has(input.result);
    const columns = `${isOpen ? ', next_at = ?' : ''}${isAnswer ? ', answered_at = ?' : ''}`;
    await tx.execute(`UPDATE renewal SET last_attempt_at = ?, revision = revision + 1${columns} WHERE tenant_id = ? AND id = ?`, [
      now,
      ...(isOpen ? [now] : []),
      ...(isAnswer ? [now] : []),
      tenantId,
      renewal.id,
    ]);
    if (isOpen) await planRenewals({ ...ctx, tx }, [renewal.id]);
    await recordAudit(tx, [
      {
        tenantId,
        actor,
        entityType: 'renewal',
        entityId: renewal.id,
        action: 'called',
        after: { attemptId: insertId, result: input.result },
        requestId: ctx.requestId,
        at: now,
      },
    ]);
    tx.afterCommit(() => publishRenewals(ctx, [renewal.id]));
  });
}
