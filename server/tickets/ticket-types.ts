import type { MessageKind, MessageStatus } from '../../types/messages.ts';
import type { LinkState, TicketPriority, TicketStatus } from '../../types/tickets.ts';

/** A row of `selectTickets`: the ticket with the names of what it points at. */
export interface TicketRecord {
  id: string;
  subject: string | null;
  status: TicketStatus;
  priority: TicketPriority;
  category_id: string | null;
  category_name: string | null;
  is_lead: number | null;
  assigned_user_id: string | null;
  assignee_name: string | null;
  contact_id: string;
  contact_name: string | null;
  contact_username: string | null;
  contact_phone: string | null;
  number_id: string;
  fid: string | null;
  oid: string | null;
  outlet_name: string | null;
  franchise_name: string | null;
  link_state: LinkState;
  preview_type: MessageKind | 'deleted' | null;
  preview_text: string | null;
  preview_direction: 'in' | 'out' | null;
  preview_status: MessageStatus | null;
  unread_count: number;
  awaiting_since: Date | null;
  first_inbound_at: Date | null;
  first_response_at: Date | null;
  last_inbound_at: Date | null;
  former_ticket_id: string | null;
  reopen_count: number;
  resolved_at: Date | null;
  closed_at: Date | null;
  last_message_at: Date;
  created_at: Date;
  updated_at: Date;
  revision: number;
}

/** A ticket locked for a change. */
export interface LockedTicket {
  id: string;
  contact_id: string;
  number_id: string;
  fid: string | null;
  oid: string | null;
  link_state: LinkState;
  subject: string | null;
  status: TicketStatus;
  priority: TicketPriority;
  category_id: string | null;
  assigned_user_id: string | null;
  reopen_count: number;
  revision: number;
  is_lead: number;
}
