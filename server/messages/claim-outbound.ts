import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { markPreview } from './mark-preview.ts';
import { publishStatus } from './publish-status.ts';

/**
 * `queued` → `sending`, for one worker only and only when no earlier message of the contact and number is still under way.
 * Returns the attempt number, which the result must carry, or null when somebody else has it or it is not its turn.
 */
export async function claimOutbound(ctx: Ctx, messageId: string): Promise<number | null> {
  return inTransaction(ctx, async (ctx) => {
    const [message] = await ctx.tx.query<{ attempts: number; status: string }>(
      'SELECT attempts, status FROM message WHERE tenant_id = ? AND id = ? FOR UPDATE',
      [ctx.tenantId, messageId],
    );
    if (message?.status !== 'queued') return null;
    const claimed = await ctx.tx.execute(
      `UPDATE outbound o
       LEFT JOIN outbound e ON e.tenant_id = o.tenant_id AND e.number_id = o.number_id AND e.contact_id = o.contact_id AND e.message_id < o.message_id AND e.state <> 'unknown'
       SET o.state = 'sending', o.claimed_at = ?, o.tries = o.tries + 1
       WHERE o.tenant_id = ? AND o.message_id = ? AND o.state = 'queued' AND e.message_id IS NULL`,
      [new Date(), ctx.tenantId, messageId],
    );
    if (claimed.affectedRows === 0) return null;
    await ctx.tx.execute(
      "UPDATE message SET status = 'sending', attempts = attempts + 1, claimed_at = ?, error_code = NULL, error_detail = NULL WHERE tenant_id = ? AND id = ?",
      [new Date(), ctx.tenantId, messageId],
    );
    await markPreview(ctx.tx, ctx.tenantId, messageId);
    const { tenantId, log } = ctx;
    ctx.tx.afterCommit(() => publishStatus({ tenantId, log }, messageId));
    return message.attempts + 1;
  });
}
