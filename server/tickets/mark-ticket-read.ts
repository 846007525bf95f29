import { scopeSql } from '../access/scope-sql.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { publishTicket } from './publish-ticket.ts';

/** Somebody of the team has seen the new messages: the ticket is unread for nobody any more. Not a change of the ticket, so no audit. */
export async function markTicketRead(ctx: UserCtx, ticketId: string): Promise<{ unread: number }> {
  const scope = scopeSql(ctx.actor.scope, 't');
  const of = [ctx.tenantId, ticketId, ...scope.params];
  const { affectedRows } = await database().execute(
    `UPDATE ticket t SET t.unread_count = 0, t.revision = t.revision + 1 WHERE t.tenant_id = ? AND t.id = ? AND ${scope.sql} AND t.unread_count > 0`,
    of,
  );
  if (affectedRows > 0) await publishTicket(ctx, ticketId);
  else {
    const [ticket] = await database().query(`SELECT t.id FROM ticket t WHERE t.tenant_id = ? AND t.id = ? AND ${scope.sql}`, of);
    if (!ticket) throw new AppError('not_found', 'There is no such ticket.');
  }
  return { unread: 0 };
}
