import { scopeSql } from '../access/scope-sql.ts';
import { AppError } from '../platform/app-error.ts';
import type { Tx } from '../platform/context.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { LockedTicket } from './ticket-types.ts';

/** Locks a ticket the person may see; `not_found` whether it is missing or out of scope. The conversation is locked by messages first, so never lock it after. */
export async function lockTicket(ctx: UserCtx & { tx: Tx }, ticketId: string): Promise<LockedTicket> {
  const scope = scopeSql(ctx.actor.scope, 't');
  const [ticket] = await ctx.tx.query<LockedTicket>(
    `SELECT t.id, t.contact_id, t.number_id, t.fid, t.oid, t.link_state, t.subject, t.status, t.priority, t.category_id, t.assigned_user_id,
       t.reopen_count, t.revision, COALESCE((SELECT g.is_lead FROM category g WHERE g.tenant_id = t.tenant_id AND g.id = t.category_id), 0) AS is_lead
     FROM ticket t WHERE t.tenant_id = ? AND t.id = ? AND ${scope.sql} FOR UPDATE`,
    [ctx.tenantId, ticketId, ...scope.params],
  );
  if (!ticket) throw new AppError('not_found', 'There is no such ticket.');
  return { ...ticket, is_lead: Number(ticket.is_lead) };
}
