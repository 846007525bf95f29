import type { TicketStatus } from '../../types/tickets.ts';

/** Who finished a ticket, when, and from which status. */
export interface Finishing {
  /** null: the system did */
  by: string | null;
  at: Date;
  from: TicketStatus | null;
}

const MOMENTS_MS = 60_000;

/** Whether opening a finished ticket again is the same person's Undo of a moment ago. Then it was never finished, and no reopening is counted or told (TICKET-12). */
export function decideTakenBack(finishing: Finishing | null, opening: { by: string; at: Date }): boolean {
  if (!finishing || finishing.by !== opening.by) return false;
  // what somebody closed had been resolved before: opening that is a reopening, however quick
  if (finishing.from === null || finishing.from === 'resolved' || finishing.from === 'closed') return false;
  return opening.at.getTime() - finishing.at.getTime() <= MOMENTS_MS;
}
