import { canSee } from '../access/can-see.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import type { TicketForReply } from './outbound-types.ts';

/** A message that a reply quotes or a reaction is about. */
export interface TargetMessage {
  id: string;
  wa_message_id: string | null;
  type: string;
  deleted_at: Date | null;
}

/**
 * A message of the ticket's contact and number, in this ticket or another one the person may see; null otherwise (AUTH-03). The same
 * merchant may have tickets in several franchises: knowing an id is not enough to quote from the others.
 */
export async function findTargetMessage(ctx: Ctx & { tx: Tx }, ticket: TicketForReply, messageId: string): Promise<TargetMessage | null> {
  const [row] = await ctx.tx.query<TargetMessage & { fid: string | null; oid: string | null }>(
    `SELECT m.id, m.wa_message_id, m.type, m.deleted_at, t.fid, t.oid FROM message m JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id
     WHERE m.tenant_id = ? AND m.id = ? AND m.contact_id = ? AND m.number_id = ?`,
    [ctx.tenantId, messageId, ticket.contact_id, ticket.number_id],
  );
  return row && (ctx.actor.kind !== 'user' || canSee(ctx.actor.scope, row)) ? row : null;
}
