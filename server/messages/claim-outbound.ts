import { setTimeout as wait } from 'node:timers/promises';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { markPreview } from './mark-preview.ts';
import { outboundOrderSql } from './outbound-order-sql.ts';
import { publishStatus } from './publish-status.ts';

/**
 * `queued` → `sending`, for one worker only and only when no earlier message of the contact and number is still under way.
 * Returns the attempt number, which the result must carry, or null when somebody else has it or it is not its turn.
 */
export async function claimOutbound(ctx: Ctx, messageId: string): Promise<number | null> {
  const claimedAt = new Date();
  try {
    return await claim(ctx, messageId, claimedAt);
  } catch (error) {
    await giveBack(ctx, messageId, claimedAt).catch((reason: unknown) => ctx.log.debug({ err: reason, messageId }, 'claim left to the sweep'));
    throw error;
  }
}

function claim(ctx: Ctx, messageId: string, claimedAt: Date): Promise<number | null> {
  return inTransaction(ctx, async (ctx) => {
    const [message] = await ctx.tx.query<{ attempts: number; status: string }>(
      'SELECT attempts, status FROM message WHERE tenant_id = ? AND id = ? FOR UPDATE',
      [ctx.tenantId, messageId],
    );
    if (message?.status !== 'queued') return null;
    const claimed = await ctx.tx.execute(
      `UPDATE outbound o
       LEFT JOIN outbound e ON ${outboundOrderSql}
       SET o.state = 'sending', o.claimed_at = ?, o.tries = o.tries + 1
       WHERE o.tenant_id = ? AND o.message_id = ? AND o.state = 'queued' AND e.message_id IS NULL`,
      [claimedAt, ctx.tenantId, messageId],
    );
    if (claimed.affectedRows === 0) return null;
    await ctx.tx.execute(
      "UPDATE message SET status = 'sending', attempts = attempts + 1, claimed_at = ?, error_code = NULL, error_detail = NULL WHERE tenant_id = ? AND id = ?",
      [claimedAt, ctx.tenantId, messageId],
    );
    await markPreview(ctx.tx, ctx.tenantId, messageId);
    const { tenantId, log } = ctx;
    ctx.tx.afterCommit(() => publishStatus({ tenantId, log }, messageId));
    return message.attempts + 1;
  });
}

/** The COMMIT of a claim got lost with its connection: it may have counted. Nothing was sent yet, so whatever carries our instant goes back into the queue. */
async function giveBack(ctx: Ctx, messageId: string, claimedAt: Date): Promise<void> {
  await wait(1_000);
  await inTransaction(ctx, async ({ tx, tenantId }) => {
    const { affectedRows } = await tx.execute("UPDATE message SET status = 'queued' WHERE tenant_id = ? AND id = ? AND status = 'sending' AND claimed_at = ?", [
      tenantId,
      messageId,
      claimedAt,
    ]);
    if (affectedRows > 0)
      await tx.execute("UPDATE outbound SET state = 'queued', woken_at = NULL WHERE tenant_id = ? AND message_id = ? AND state = 'sending'", [
        tenantId,
        messageId,
      ]);
  });
}
