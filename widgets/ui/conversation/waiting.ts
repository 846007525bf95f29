import type { TicketRow } from '../../../types/tickets.ts';

type Ticket = Pick<TicketRow, 'awaitingSince' | 'status' | 'preview'>;

/** Since when the merchant waits for us, and how badly. The same in the list and above the thread. */
export const waiting = {
  /** null when they do not: the turn is theirs, it is done, or the last word was ours (unless it never arrived) */
  since({ awaitingSince, status, preview }: Ticket): string | null {
    if (status === 'pending_merchant' || status === 'resolved' || status === 'closed') return null;
    const isOurs = preview?.direction === 'out' && preview.type !== 'reaction' && preview.status !== 'failed';
    return isOurs ? null : awaitingSince;
  },

  /** The goal is a first answer within five minutes; an hour is far too long. */
  tone(since: string, now: number): 'neutral' | 'amber' | 'red' {
    const minutes = (now - Date.parse(since)) / 60_000;
    return minutes > 60 ? 'red' : minutes > 5 ? 'amber' : 'neutral';
  },
};
