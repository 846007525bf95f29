import { scopeSql } from '../access/scope-sql.ts';
import { announce } from '../platform/announce.ts';
import { AppError } from '../platform/app-error.ts';
import type { Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { publishTicket } from './publish-ticket.ts';

/**
 * Somebody of the team has seen the new messages: the ticket is unread for nobody any more, and the merchant gets blue ticks.
 * Not a change of the ticket, so no audit, and when it was last updated stays.
 */
export async function markTicketRead(ctx: UserCtx, ticketId: string): Promise<{ unread: number }> {
  const scope = scopeSql(ctx.actor.scope, 't');
  const of = [ctx.tenantId, ticketId, ...scope.params];
  const isNews = await inTransaction(ctx, async ({ tx }) => {
    const { affectedRows } = await tx.execute(
      `UPDATE ticket t SET t.unread_count = 0, t.revision = t.revision + 1, t.updated_at = t.updated_at WHERE t.tenant_id = ? AND t.id = ? AND ${scope.sql} AND t.unread_count > 0`,
      of,
    );
    if (affectedRows > 0) {
      const messageId = await newestUntold(tx, ctx.tenantId, ticketId);
      if (messageId) await announce(tx, [{ tenantId: ctx.tenantId, type: 'ticket.read', payload: { messageId } }], ctx.now);
      return true;
    }
    const [ticket] = await tx.query(`SELECT t.id FROM ticket t WHERE t.tenant_id = ? AND t.id = ? AND ${scope.sql}`, of);
    if (!ticket) throw new AppError('not_found', 'There is no such ticket.');
    return false;
  });
  if (isNews) await publishTicket(ctx, ticketId);
  return { unread: 0 };
}

/** The merchant's newest message, unless its phone was told already that we have read it. Reactions and news of the system have no ticks. */
async function newestUntold(tx: Tx, tenantId: string, ticketId: string): Promise<string | null> {
  const [newest] = await tx.query<{ id: string; read_at: Date | null }>(
    `SELECT id, read_at FROM message WHERE tenant_id = ? AND ticket_id = ? AND direction = 'in' AND wa_message_id IS NOT NULL AND type NOT IN ('reaction', 'system')
     ORDER BY occurred_at DESC, id DESC LIMIT 1`,
    [tenantId, ticketId],
  );
  return newest && newest.read_at === null ? newest.id : null;
}
