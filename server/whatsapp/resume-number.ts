import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { publishLive } from '../platform/publish-live.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { retryMessage } from '../messages/retry-message.ts';

/** What failed longer ago is not sent any more by resuming: its moment has passed. */
const RETRY_HOURS = 24;

const AT_ONCE = 500;

/** How many messages go out after all, and how many do not (by error code: a closed window, an opt-out …): those stay failed, visibly. */
export interface ResumedNumber {
  retried: number;
  refused: Record<string, number>;
}

/** An administrator has put the number right: sending goes on, and what failed for this reason alone is tried again. */
export async function resumeNumber(ctx: Ctx, input: { numberId: string }): Promise<ResumedNumber> {
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
    ctx.tx.afterCommit(() => publishLive(ctx.tenantId, [{ rooms: ['everyone'], delta: { t: 'number', numberId: input.numberId, isStopped: false } }], ctx.log));
    return number.stopped_reason;
  });
  const result: ResumedNumber = { retried: 0, refused: {} };
  if (reason === null) return result;
  const since = new Date(ctx.now.getTime() - RETRY_HOURS * 3_600_000);
  for (let last = '0'; ; ) {
    const failed = await database().query<{ id: string }>(
      "SELECT id FROM message WHERE tenant_id = ? AND number_id = ? AND direction = 'out' AND status = 'failed' AND error_code = ? AND failed_at > ? AND id > ? ORDER BY id LIMIT ?",
      [ctx.tenantId, input.numberId, reason, since, last, AT_ONCE],
    );
    for (const { id } of failed) {
      last = id;
      try {
        await retryMessage(ctx, { messageId: id });
        result.retried += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        result.refused[error.code] = (result.refused[error.code] ?? 0) + 1;
      }
    }
    if (failed.length < AT_ONCE) break;
  }
  ctx.log.info({ numberId: input.numberId, ...result }, 'sending from this number goes on');
  return result;
}
