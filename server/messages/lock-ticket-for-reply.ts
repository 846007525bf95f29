import { canSee } from '../access/can-see.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import type { TicketForReply } from './outbound-types.ts';

/**
 * Locks the conversation, then the ticket: messages of one contact and number get their ids in the order in which they become visible,
 * which is what the order guard of sending relies on. `not_found` when the ticket is outside the person's scope.
 */
export async function lockTicketForReply(ctx: Ctx & { tx: Tx }, ticketId: string): Promise<TicketForReply> {
  const missing = new AppError('not_found', 'This ticket does not exist.');
  const [key] = await ctx.tx.query<{ number_id: string; contact_id: string }>('SELECT number_id, contact_id FROM ticket WHERE tenant_id = ? AND id = ?', [
    ctx.tenantId,
    ticketId,
  ]);
  if (!key) throw missing;
  const [conversation] = await ctx.tx.query<{ last_inbound_at: Date | null }>(
    'SELECT last_inbound_at FROM conversation WHERE tenant_id = ? AND number_id = ? AND contact_id = ? FOR UPDATE',
    [ctx.tenantId, key.number_id, key.contact_id],
  );
  const [ticket] = await ctx.tx.query<TicketForReply>(
    `SELECT t.id, t.number_id, t.contact_id, t.fid, t.oid, t.status, t.first_response_at, t.revision, n.waba_id, c.opted_out_at, NULL AS last_inbound_at
     FROM ticket t
     JOIN whatsapp_number n ON n.tenant_id = t.tenant_id AND n.id = t.number_id
     JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id
     WHERE t.tenant_id = ? AND t.id = ? FOR UPDATE`,
    [ctx.tenantId, ticketId],
  );
  if (!ticket || (ctx.actor.kind === 'user' && !canSee(ctx.actor.scope, ticket))) throw missing;
  return { ...ticket, last_inbound_at: conversation?.last_inbound_at ?? null };
}
