import { eraseContactIdentity } from '../contacts/erase-contact-identity.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { publishTicket } from './publish-ticket.ts';
import { eraseTickets } from './erase-tickets.ts';

/**
 * The right to erasure (SEC-03): the person and everything they said are gone, files included; tickets, times and the audit rows stay
 * as pseudonyms. Not while a message to them is under way (`conflict`). Done again it changes nothing more.
 */
export async function eraseContact(ctx: Ctx, contactId: string): Promise<{ tickets: number; messages: number; files: number }> {
  return inTransaction(ctx, async ({ tx }) => {
    const contacts = await tx.query<{ id: string }>('SELECT id FROM contact WHERE tenant_id = ? AND (id = ? OR merged_into_id = ?) FOR UPDATE', [
      ctx.tenantId,
      contactId,
      contactId,
    ]);
    if (!contacts.some(({ id }) => id === contactId)) throw new AppError('not_found', 'There is no such contact.');
    const contactIds = contacts.map(({ id }) => id);
    const [sending] = await tx.query("SELECT message_id FROM outbound WHERE tenant_id = ? AND contact_id IN (?) AND state <> 'unknown' LIMIT 1", [
      ctx.tenantId,
      contactIds,
    ]);
    if (sending) throw new AppError('conflict', 'A message to this contact is being sent. Try again in a moment.');
    const tickets = await tx.query<{ id: string }>('SELECT id FROM ticket WHERE tenant_id = ? AND contact_id IN (?) FOR UPDATE', [ctx.tenantId, contactIds]);
    const ticketIds = tickets.map(({ id }) => id);
    const erased = await eraseTickets({ ...ctx, tx }, ticketIds);
    await eraseContactIdentity({ ...ctx, tx }, contactIds);
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'contact',
        entityId: contactId,
        action: 'erased',
        after: erased,
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    tx.afterCommit(async () => {
      for (const id of ticketIds) await publishTicket(ctx, id, { refetch: true });
    });
    return erased;
  });
}
