import { learnContactOutlets } from '../outlets/learn-contact-outlets.ts';
import { announce } from '../platform/announce.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { decideOutletLink } from './decide-outlet-link.ts';
import { loadOutletLinks } from './load-outlet-links.ts';
import { publishTicket } from './publish-ticket.ts';

/**
 * A new ticket of somebody we know no outlet of: the POS is asked, and the ticket takes the outlet when that is certain, or offers the
 * candidates (POS-12, POS-09). Safe to repeat; a ticket a person linked meanwhile is left alone. Throws AppError('unavailable').
 */
export async function resolveTicketOutlet(ctx: Ctx, ticketId: string): Promise<void> {
  const [ticket] = await database().query<{ contact_id: string; wa_phone_e164: string | null }>(
    `SELECT t.contact_id, c.wa_phone_e164 FROM ticket t JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id
     WHERE t.tenant_id = ? AND t.id = ? AND t.link_state = 'unknown'`,
    [ctx.tenantId, ticketId],
  );
  if (!ticket || (await learnContactOutlets(ctx, { id: ticket.contact_id, phone: ticket.wa_phone_e164 })) === 0) return;
  await inTransaction(ctx, async ({ tx, tenantId }) => {
    const [current] = await tx.query<{ link_state: string }>('SELECT link_state FROM ticket WHERE tenant_id = ? AND id = ? FOR UPDATE', [tenantId, ticketId]);
    if (current?.link_state !== 'unknown') return;
    const links = (await loadOutletLinks(tx, tenantId, [ticket.contact_id], ctx.now)).get(ticket.contact_id) ?? [];
    const decision = decideOutletLink(links);
    if (decision.linkState === 'unknown') return;
    await tx.execute('UPDATE ticket SET oid = ?, fid = ?, link_state = ?, revision = revision + 1 WHERE tenant_id = ? AND id = ?', [
      decision.oid,
      decision.fid,
      decision.linkState,
      tenantId,
      ticketId,
    ]);
    const name = links.find((link) => link.oid === decision.oid)?.name;
    await recordAudit(tx, [
      {
        tenantId,
        actor: ctx.actor,
        entityType: 'ticket',
        entityId: ticketId,
        action: decision.linkState === 'linked' ? 'outlet_matched' : 'outlet_ambiguous',
        before: { linkState: 'unknown' },
        after: decision.linkState === 'linked' ? { outlet: name, oid: decision.oid, fid: decision.fid } : { linkState: 'ambiguous' },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    await announce(tx, [{ tenantId, type: 'ticket.changed', payload: { ticketId, fields: ['outlet'] } }], ctx.now);
    tx.afterCommit(() => publishTicket(ctx, ticketId, { refetch: true, movedFrom: { fid: null, oid: null }, requestId: ctx.requestId }));
  });
}
