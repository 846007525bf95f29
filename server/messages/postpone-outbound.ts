import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';

/** Not yet (rate limit, open circuit): the sweep wakes it when it is due. Costs no attempt; changes nothing once somebody has claimed it. */
export async function postponeOutbound(ctx: Ctx, messageId: string, delayMs: number): Promise<void> {
  await database().execute("UPDATE outbound SET next_attempt_at = ?, woken_at = NULL WHERE tenant_id = ? AND message_id = ? AND state = 'queued'", [
    new Date(Date.now() + delayMs),
    ctx.tenantId,
    messageId,
  ]);
}
