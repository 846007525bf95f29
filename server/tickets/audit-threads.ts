import { recordAudit, type AuditEntry } from '../platform/record-audit.ts';
import type { Sql } from '../platform/sql.ts';
import type { TicketState } from './thread-state-types.ts';

/**
 * Writes down what inbound messages did to tickets by themselves: created, found or missed the outlet, reopened. Appending leaves no line.
 * A ticket begins with its first message, not when that reached us: in the thread the line stands above it.
 */
export async function auditThreads(sql: Sql, tenantId: string, tickets: readonly TicketState[], now: Date): Promise<void> {
  await recordAudit(
    sql,
    tickets.flatMap((ticket) =>
      entriesOf(ticket, now).map(
        (entry): AuditEntry => ({ tenantId, actor: { kind: 'system', name: 'whatsapp' }, entityType: 'ticket', entityId: ticket.id, ...entry }),
      ),
    ),
  );
}

type Entry = Pick<AuditEntry, 'action' | 'before' | 'after' | 'at'>;

function entriesOf(ticket: TicketState, now: Date): Entry[] {
  const entries: Entry[] = [];
  const { firstInboundAt } = ticket;
  const began = firstInboundAt && firstInboundAt < now ? firstInboundAt : now;
  if (ticket.isNew) {
    entries.push({ action: 'created', at: began, after: ticket.formerTicketId ? { formerTicketId: ticket.formerTicketId } : { status: 'new' } });
    if (ticket.linkState === 'linked')
      entries.push({ action: 'outlet_matched', at: began, after: { outlet: ticket.outletName, oid: ticket.oid, fid: ticket.fid } });
    if (ticket.linkState === 'ambiguous') entries.push({ action: 'outlet_ambiguous', at: began, after: { linkState: 'ambiguous' } });
  }
  if (ticket.isReopened)
    entries.push({ action: 'reopened', at: now, before: { status: ticket.statusBefore }, after: { status: ticket.status, reopenCount: ticket.reopens } });
  else if (ticket.status !== ticket.statusBefore)
    entries.push({ action: 'status_changed', at: now, before: { status: ticket.statusBefore }, after: { status: ticket.status } });
  return entries;
}
