import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import type { MessageRow } from './message-types.ts';
import { selectMessages } from './select-messages.ts';
import { messageView } from './view.ts';

/** Throws `stale_reply` with what colleagues sent since `baseRevision`, so that two people do not answer the same question twice. */
export async function refuseStaleReply(ctx: Ctx & { tx: Tx }, ticketId: string, baseRevision: number): Promise<void> {
  if (ctx.actor.kind !== 'user') return;
  const { userId, scope } = ctx.actor;
  const rows = await ctx.tx.query<MessageRow>(
    `${selectMessages} WHERE m.tenant_id = ? AND m.ticket_id = ? AND m.direction = 'out' AND m.ticket_revision > ? AND m.author_user_id <> ? AND m.type <> 'reaction' ORDER BY m.occurred_at, m.id`,
    [ctx.tenantId, ticketId, baseRevision, userId],
  );
  if (rows.length === 0) return;
  throw new AppError('stale_reply', 'A colleague has answered in the meantime.', { items: rows.map((row) => messageView(row, { scope, now: ctx.now })) });
}
