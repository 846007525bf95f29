import { eraseMessages } from '../messages/erase-messages.ts';
import type { Ctx, Tx } from '../platform/context.ts';

/** Takes what people said and wrote out of these tickets: messages, notes, subject, preview, and the words in their audit. Who did what, and when, stays. */
export async function eraseTickets(ctx: Ctx & { tx: Tx }, ticketIds: readonly string[]): Promise<{ tickets: number; messages: number; files: number }> {
  if (ticketIds.length === 0) return { tickets: 0, messages: 0, files: 0 };
  const of = [ctx.tenantId, ticketIds];
  const erased = await eraseMessages(ctx, ticketIds);
  await ctx.tx.execute("UPDATE ticket_note SET content_text = '' WHERE tenant_id = ? AND ticket_id IN (?)", of);
  await ctx.tx.execute('UPDATE ticket SET subject = NULL, preview_text = NULL, revision = revision + 1 WHERE tenant_id = ? AND id IN (?)', of);
  await ctx.tx.execute(
    "UPDATE audit_log SET before_json = NULL, after_json = NULL WHERE tenant_id = ? AND entity_type = 'ticket' AND entity_id IN (?) AND action IN ('subject_changed', 'number_changed', 'contact_merged')",
    of,
  );
  return { tickets: ticketIds.length, ...erased };
}
