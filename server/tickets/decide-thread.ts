import type { TicketStatus } from '../../types/tickets.ts';

/** A ticket of the contact and number that could take the message. */
export interface ThreadCandidate {
  id: string;
  status: TicketStatus;
  resolvedAt: Date | null;
  lastMessageAt: Date;
}
export type ThreadDecision =
  | { action: 'append'; ticketId: string; status: TicketStatus }
  | { action: 'reopen'; ticketId: string; status: TicketStatus }
  | { action: 'create'; formerTicketId: string | null };

/**
 * Where an inbound message goes (X-41, G-06). The newest open ticket takes it; else the newest one resolved less than
 * `reopenWithinMs` before the message was sent is reopened; else there is a new ticket that points at the newest former one.
 * A ticket that waited for the merchant is open again when the merchant writes. `at` is the provider's time.
 */
export function decideThread(candidates: readonly ThreadCandidate[], at: Date, reopenWithinMs: number): ThreadDecision {
  const newestFirst = [...candidates].sort((a, b) => b.lastMessageAt.getTime() - a.lastMessageAt.getTime() || compareIds(b.id, a.id));
  const open = newestFirst.find(({ status }) => status !== 'resolved' && status !== 'closed');
  if (open) return { action: 'append', ticketId: open.id, status: open.status === 'pending_merchant' ? 'open' : open.status };
  const reopenable = newestFirst.find(
    ({ status, resolvedAt }) => status === 'resolved' && resolvedAt !== null && at.getTime() - resolvedAt.getTime() < reopenWithinMs,
  );
  if (reopenable) return { action: 'reopen', ticketId: reopenable.id, status: 'open' };
  return { action: 'create', formerTicketId: newestFirst[0]?.id ?? null };
}

function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
