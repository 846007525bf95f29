import { recordAudit, type AuditEntry } from '../platform/record-audit.ts';
import type { Sql } from '../platform/sql.ts';
import type { TicketState } from './thread-state-types.ts';

/** Writes down what inbound messages did to tickets by themselves: created, found or missed the outlet, reopened. Appending leaves no line. */
export async function auditThreads(sql: Sql, tenantId: string, tickets: readonly TicketState[], at: Date): Promise<void> {
  await recordAudit(
    sql,
    tickets.flatMap((ticket) =>
      entriesOf(ticket).map(
        (entry): AuditEntry => ({ tenantId, actor: { kind: 'system', name: 'whatsapp' }, entityType: 'ticket', entityId: ticket.id, ...entry, at }),
      ),
    ),
  );
}

type Entry = Pick<AuditEntry, 'action' | 'before' | 'after'>;

function entriesOf(ticket: TicketState): Entry[] {
  const entries: Entry[] = [];
  if (ticket.isNew) {
    entries.push({ action: 'created', after: ticket.formerTicketId ? { formerTicketId: ticket.formerTicketId } : { status: 'new' } });
    if (ticket.linkState === 'linked') entries.push({ action: 'outlet_matched', after: { outlet: ticket.outletName, oid: ticket.oid, fid: ticket.fid } });
    if (ticket.linkState === 'ambiguous') entries.push({ action: 'outlet_ambiguous', after: { linkState: 'ambiguous' } });
  }
  if (ticket.isReopened)
    entries.push({ action: 'reopened', before: { status: ticket.statusBefore }, after: { status: ticket.status, reopenCount: ticket.reopens } });
  else if (ticket.status !== ticket.statusBefore)
    entries.push({ action: 'status_changed', before: { status: ticket.statusBefore }, after: { status: ticket.status } });
  return entries;
}
