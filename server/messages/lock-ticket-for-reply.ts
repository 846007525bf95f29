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
  // Only these two rows: a join would lock the number as well, and every send and every new ticket would queue behind this one.
  const [ticket] = await ctx.tx.query<
    Pick<TicketForReply, 'id' | 'number_id' | 'contact_id' | 'fid' | 'oid' | 'status' | 'prompt_state' | 'first_response_at' | 'revision'>
  >('SELECT id, number_id, contact_id, fid, oid, status, prompt_state, first_response_at, revision FROM ticket WHERE tenant_id = ? AND id = ? FOR UPDATE', [
    ctx.tenantId,
    ticketId,
  ]);
  if (!ticket || (ctx.actor.kind === 'user' && !canSee(ctx.actor.scope, ticket))) throw missing;
  const [facts] = await ctx.tx.query<Pick<TicketForReply, 'waba_id' | 'opted_out_at'>>(
    `SELECT n.waba_id, c.opted_out_at FROM whatsapp_number n JOIN contact c ON c.tenant_id = n.tenant_id AND c.id = ? WHERE n.tenant_id = ? AND n.id = ?`,
    [ticket.contact_id, ctx.tenantId, ticket.number_id],
  );
  return { ...ticket, waba_id: facts?.waba_id ?? null, opted_out_at: facts?.opted_out_at ?? null, last_inbound_at: conversation?.last_inbound_at ?? null };
}
