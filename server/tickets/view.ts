import type { ContactView } from '../../types/contacts.ts';
import type { OutletCandidate, OutletView } from '../../types/outlets.ts';
import type { TicketRow, TicketView } from '../../types/tickets.ts';
import { decideWindow } from '../messages/decide-window.ts';
import { ticketReference } from './ticket-reference.ts';
import type { TicketRecord } from './ticket-types.ts';

/** One line of the inbox, field by field. */
export function ticketRow(record: TicketRecord): TicketRow {
  const { preview_type: type, preview_direction: direction, preview_status: status } = record;
  return {
    id: record.id,
    reference: ticketReference(record.id, record.created_at),
    subject: record.subject,
    status: record.status,
    priority: record.priority,
    categoryId: record.category_id,
    categoryName: record.category_name,
    assignee: record.assigned_user_id ? { userId: record.assigned_user_id, name: record.assignee_name ?? '' } : null,
    contact: { id: record.contact_id, name: contactName(record), phone: record.contact_phone },
    outlet: record.oid && record.fid ? { oid: record.oid, fid: record.fid, name: record.outlet_name ?? '', franchiseName: record.franchise_name ?? '' } : null,
    linkState: record.link_state,
    preview: type && direction && status ? { type, text: record.preview_text, direction, status } : null,
    unread: record.unread_count,
    awaitingSince: record.awaiting_since?.toISOString() ?? null,
    firstResponseAt: record.first_response_at?.toISOString() ?? null,
    windowEndsAt: decideWindow(record.last_inbound_at, record.updated_at).endsAt?.toISOString() ?? null,
    reopenCount: record.reopen_count,
    lastMessageAt: record.last_message_at.toISOString(),
    createdAt: record.created_at.toISOString(),
    updatedAt: record.updated_at.toISOString(),
    revision: record.revision,
  };
}

/** What stands beside a ticket. */
export interface TicketSurroundings {
  contact: { email: string | null; locale: string | null; created_at: Date; ticket_count: string };
  outlet: OutletView | null;
  candidates: OutletCandidate[];
  number: { id: string; display_phone: string; name: string; stopped_reason: string | null };
  previous: Pick<TicketRecord, 'id' | 'subject' | 'status' | 'created_at' | 'last_message_at'>[];
  /** null: not for this person to give away */
  assignees: { id: string }[] | null;
}

/** The ticket with what stands beside it (TICKET-13). */
export function ticketView(record: TicketRecord, beside: TicketSurroundings): TicketView {
  const contactCard: ContactView = {
    id: record.contact_id,
    name: contactName(record),
    phone: record.contact_phone,
    username: record.contact_username,
    email: beside.contact.email,
    locale: beside.contact.locale,
    createdAt: beside.contact.created_at.toISOString(),
    ticketCount: Number(beside.contact.ticket_count),
  };
  return {
    ...ticketRow(record),
    contactCard,
    outletCard: beside.outlet,
    candidates: beside.candidates,
    number: { id: beside.number.id, displayPhone: beside.number.display_phone, name: beside.number.name, isStopped: beside.number.stopped_reason !== null },
    resolvedAt: record.resolved_at?.toISOString() ?? null,
    closedAt: record.closed_at?.toISOString() ?? null,
    previous: beside.previous.map((ticket) => ({
      id: ticket.id,
      reference: ticketReference(ticket.id, ticket.created_at),
      subject: ticket.subject,
      status: ticket.status,
      at: ticket.last_message_at.toISOString(),
    })),
    formerTicketId: record.former_ticket_id,
    isLead: record.is_lead === 1,
    firstInboundAt: record.first_inbound_at?.toISOString() ?? null,
    assigneeIds: beside.assignees?.map(({ id }) => id) ?? null,
  };
}

/** The profile name, else the username, else the phone: a line is never without a name. */
function contactName(record: TicketRecord): string {
  return record.contact_name ?? (record.contact_username ? `@${record.contact_username}` : record.contact_phone) ?? '';
}
