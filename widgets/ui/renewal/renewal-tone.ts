import type { AttemptResult, RenewalOutcome, RenewalRow } from '../../../types/renewals.ts';
import type { Tone } from '../badge.ts';
import type { IconName } from '../icons.ts';

/** The colours and icons of renewals, the same in list, detail and outlet card. A word always stands beside them. */
export const renewalTone = {
  /** paid is good, overdue urgent, due within a week running out, else nothing */
  status({ status, daysLeft }: Pick<RenewalRow, 'status' | 'daysLeft'>): Tone {
    if (status === 'paid') return 'green';
    if (status === 'cancelled') return 'neutral';
    if (status === 'failed' || daysLeft < 0) return 'red';
    return daysLeft <= 7 ? 'amber' : 'neutral';
  },
  /** which word says the state: an unpaid one after its date is overdue until it has failed */
  statusWord({
    status,
    daysLeft,
  }: Pick<RenewalRow, 'status' | 'daysLeft'>): 'status.due' | 'status.overdue' | 'status.paid' | 'status.failed' | 'status.cancelled' {
    return status === 'due' && daysLeft < 0 ? 'status.overdue' : `status.${status}`;
  },
  /** as the figures have them: green is what we recovered, red what is lost, neutral what came by itself */
  outcome: { renewed: 'neutral', recovered: 'green', winback: 'green', returned: 'neutral', lost: 'red' } satisfies Record<RenewalOutcome, Tone>,
  result: {
    queued: 'clock',
    sent: 'check',
    delivered: 'check-check',
    read: 'check-check',
    bounced: 'circle-alert',
    failed: 'circle-alert',
    unknown: 'clock',
    withdrawn: 'ban',
    replied: 'reply',
    paid: 'circle-check',
    reached: 'phone',
    no_answer: 'phone',
    promised: 'phone',
    refused: 'phone',
    wrong_number: 'phone',
  } satisfies Record<AttemptResult, IconName>,
} as const;
