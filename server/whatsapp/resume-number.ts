import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { retryMessage } from '../messages/retry-message.ts';

/** What failed longer ago is not sent any more by resuming: its moment has passed. */
const RETRY_HOURS = 24;

/** An administrator has put the number right: sending goes on, and what failed for this reason alone is tried again. */
export async function resumeNumber(ctx: Ctx, input: { numberId: string }): Promise<{ retried: number }> {
  const reason = await inTransaction(ctx, async (ctx) => {
    const [number] = await ctx.tx.query<{ stopped_reason: string | null }>(
      'SELECT stopped_reason FROM whatsapp_number WHERE tenant_id = ? AND id = ? FOR UPDATE',
      [ctx.tenantId, input.numberId],
    );
    if (!number) throw new AppError('not_found', 'This number does not exist.');
    if (number.stopped_reason === null) return null;
    await ctx.tx.execute('UPDATE whatsapp_number SET stopped_reason = NULL WHERE tenant_id = ? AND id = ?', [ctx.tenantId, input.numberId]);
    await recordAudit(ctx.tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'number',
        entityId: input.numberId,
        action: 'resumed',
        before: { stoppedReason: number.stopped_reason },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    return number.stopped_reason;
  });
  if (reason === null) return { retried: 0 };
  const failed = await database().query<{ id: string }>(
    "SELECT id FROM message WHERE tenant_id = ? AND number_id = ? AND direction = 'out' AND status = 'failed' AND error_code = ? AND failed_at > ? ORDER BY id LIMIT 1000",
    [ctx.tenantId, input.numberId, reason, new Date(ctx.now.getTime() - RETRY_HOURS * 3_600_000)],
  );
  let retried = 0;
  for (const { id } of failed) {
    try {
      await retryMessage(ctx, { messageId: id });
      retried += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return { retried };
}
