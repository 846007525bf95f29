import type { OutletStatus } from '../../types/outlets.ts';
import { zoneDayOf } from './decide-zone-time.ts';

/** What another expiry date in the POS means for the open cycle of an outlet. */
export type ExpiryChange = 'nothing' | 'paid' | 'moved' | 'cancelled';

const LEAST_DAYS = 20;
const DAYS_OF_MONTH = 365.25 / 12;

/**
 * the POS has no event for payments. An expiry that moved forward by half a cycle or more (20 days at least) was paid for; a smaller
 * move either way is a correction, and the same cycle goes on with the other date. A closed outlet ends the cycle; no date says nothing.
 */
export function decideExpiryChange(outlet: { dueOn: string; expiresOn: string | null; status: OutletStatus; cycleMonths: number }): ExpiryChange {
  if (outlet.expiresOn !== null && outlet.expiresOn !== outlet.dueOn) {
    const moved = zoneDayOf(outlet.expiresOn) - zoneDayOf(outlet.dueOn);
    // paid and closed since: it was paid
    if (moved >= Math.max(LEAST_DAYS, Math.floor((outlet.cycleMonths * DAYS_OF_MONTH) / 2))) return 'paid';
    return outlet.status === 'closed' ? 'cancelled' : 'moved';
  }
  return outlet.status === 'closed' ? 'cancelled' : 'nothing';
}
