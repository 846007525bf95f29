import type { TicketStatus } from '../../types/tickets.ts';

export interface TicketBeforeReply {
  status: TicketStatus;
  firstResponseAt: Date | null;
}
export interface TicketAfterReply {
  status: TicketStatus;
  firstResponseAt: Date | null;
  /** nobody waits for us any more: awaiting_since and unread are cleared */
  isAnswered: boolean;
}

/**
 * What our own message does to its ticket. A person's first reply opens a new ticket and stops the first response clock; what the
 * system sends by itself never does (WA-15), nor does a reaction, which is a nod and not an answer. Other statuses are a person's choice and stay.
 */
export function decideTicketAfterReply(ticket: TicketBeforeReply, reply: { byHuman: boolean; isReaction: boolean; at: Date }): TicketAfterReply {
  if (!reply.byHuman || reply.isReaction) return { status: ticket.status, firstResponseAt: ticket.firstResponseAt, isAnswered: false };
  return { status: ticket.status === 'new' ? 'open' : ticket.status, firstResponseAt: ticket.firstResponseAt ?? reply.at, isAnswered: true };
}
