import type { TicketPriority, TicketStatus } from '../../../types/tickets.ts';
import type { IconName } from '../icons.ts';
import type { Tone } from '../badge.ts';

/** Tone and icon of a status and of a priority; the word stands beside them. */
export const ticketTone: {
  status: Record<TicketStatus, Tone>;
  priority: Record<TicketPriority, { tone: Tone; icon: IconName }>;
} = {
  status: { new: 'blue', open: 'neutral', pending_merchant: 'violet', pending_internal: 'amber', resolved: 'green', closed: 'neutral' },
  priority: {
    urgent: { tone: 'red', icon: 'triangle-alert' },
    high: { tone: 'amber', icon: 'arrow-up' },
    normal: { tone: 'neutral', icon: 'circle' },
    low: { tone: 'neutral', icon: 'arrow-down' },
  },
};
