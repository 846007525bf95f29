import { activeLinkSql } from '../outlets/active-link-sql.ts';
import { rememberOutlet } from '../outlets/remember-outlet.ts';
import { announce } from '../platform/announce.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { publishTicket } from './publish-ticket.ts';

/** A merchant's choice is remembered so long; then they are asked again. */
const REMEMBER_MS = 180 * 86_400_000;

interface ChosenTicket {
  id: string;
  contact_id: string;
  fid: string | null;
  oid: string | null;
  link_state: string;
}

/**
 * The merchant tapped an outlet of "Which outlet?" (POS-10): the ticket is about it, and it is the default of the next ones for half a year.
 * A tap on an outlet the person does not speak for does nothing (ids can be forged), nor does one on a ticket that a colleague linked: their
 * word stands. Safe to repeat. Returns whether the ticket changed.
 */
export async function chooseOutlet(ctx: Ctx, choice: { ticketId: string; contactId: string; oid: string }): Promise<boolean> {
  return inTransaction(ctx, async (inside) => {
    const { tx, tenantId, now } = inside;
    const [ticket] = await tx.query<ChosenTicket>('SELECT id, contact_id, fid, oid, link_state FROM ticket WHERE tenant_id = ? AND id = ? FOR UPDATE', [
      tenantId,
      choice.ticketId,
    ]);
    if (!ticket || (ticket.link_state === 'linked' && (ticket.oid === choice.oid || !(await wasTapped(inside, ticket.id))))) return false;
    const active = activeLinkSql('l', now);
    const [outlet] = await tx.query<{ oid: string; fid: string; name: string }>(
      `SELECT o.oid, o.fid, o.name FROM contact_outlet l JOIN outlet o ON o.tenant_id = l.tenant_id AND o.oid = l.oid
       WHERE l.tenant_id = ? AND l.contact_id = ? AND l.oid = ? AND ${active.sql}`,
      // two contacts may have become one since the tap
      [tenantId, ticket.contact_id, choice.oid, ...active.params],
    );
    if (!outlet) {
      ctx.log.info({ ticketId: ticket.id }, 'a tap on an outlet the person does not speak for was left alone');
      return false;
    }
    await link(inside, ticket, outlet);
    await rememberOutlet(inside, ticket.contact_id, outlet, { source: 'merchant', expiresAt: new Date(now.getTime() + REMEMBER_MS) });
    tx.afterCommit(() => publishTicket(ctx, ticket.id, { refetch: true, movedFrom: ticket, requestId: ctx.requestId }));
    return true;
  });
}

/** Whether the outlet it has now was tapped too: then the merchant may change their mind. */
async function wasTapped({ tx, tenantId }: Ctx & { tx: Tx }, ticketId: string): Promise<boolean> {
  const [last] = await tx.query<{ action: string }>(
    "SELECT action FROM audit_log WHERE tenant_id = ? AND entity_type = 'ticket' AND entity_id = ? AND action IN ('outlet_linked', 'outlet_matched', 'outlet_chosen') ORDER BY created_at DESC, id DESC LIMIT 1",
    [tenantId, ticketId],
  );
  return last?.action === 'outlet_chosen';
}

async function link(
  { tx, tenantId, now, requestId }: Ctx & { tx: Tx },
  ticket: ChosenTicket,
  outlet: { oid: string; fid: string; name: string },
): Promise<void> {
  await tx.execute("UPDATE ticket SET oid = ?, fid = ?, link_state = 'linked', revision = revision + 1 WHERE tenant_id = ? AND id = ?", [
    outlet.oid,
    outlet.fid,
    tenantId,
    ticket.id,
  ]);
  await recordAudit(tx, [
    {
      tenantId,
      actor: { kind: 'system', name: 'merchant' },
      entityType: 'ticket',
      entityId: ticket.id,
      action: 'outlet_chosen',
      before: ticket.oid === null ? { linkState: ticket.link_state } : { oid: ticket.oid, fid: ticket.fid },
      after: { oid: outlet.oid, fid: outlet.fid, outlet: outlet.name },
      requestId,
      at: now,
    },
  ]);
  await announce(tx, [{ tenantId, type: 'ticket.changed', payload: { ticketId: ticket.id, fields: ['outlet'] } }], now);
}
