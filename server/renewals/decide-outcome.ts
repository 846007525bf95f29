import type { AttemptResult, RenewalChannel, RenewalOutcome } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { zoneDayOf, zoneTimeInstant } from './decide-zone-time.ts';

/** An attempt as far as it may have brought the payment. */
export interface OutcomeAttempt {
  id: string;
  step: string;
  channel: RenewalChannel;
  result: AttemptResult;
  at: Date;
}

/** How a paid cycle ended, and the attempt it is owed to. */
export interface PaidOutcome {
  outcome: Exclude<RenewalOutcome, 'lost'>;
  attempt: OutcomeAttempt | null;
}

const COMPANY_ZONE = 'Asia/Kuala_Lumpur';
const DAY_MS = 86_400_000;
/** what reached the merchant; only sent, it may not have; who refused paid for another reason */
const HEARD: ReadonlySet<AttemptResult> = new Set(['delivered', 'read', 'replied', 'paid', 'reached', 'promised']);

/**
 * Recovered or not (RENEW-11, RENEW-12, X-12): the last message or call that reached the merchant before they paid, at most `attributionDays` before the day of
 * payment, is what it is owed to; nothing in that time: renewed. Paid when it was lost already (overdue for more than `lostAfterDays`):
 * won back by a winback message within its own window, else they returned by themselves.
 */
export function decideOutcome(
  paid: { paidOn: string; dueOn: string /** the instant, where it is known */; paidAt?: Date | undefined },
  attempts: readonly OutcomeAttempt[],
  settings: Pick<RenewalSettings, 'attributionDays' | 'lostAfterDays' | 'winback'>,
): PaidOutcome {
  const endOfDay = zoneTimeInstant(COMPANY_ZONE, zoneDayOf(paid.paidOn) + 1, 0);
  const isLost = zoneDayOf(paid.paidOn) - zoneDayOf(paid.dueOn) > settings.lostAfterDays;
  const days = isLost ? settings.winback.attributionDays : settings.attributionDays;
  let last: OutcomeAttempt | null = null;
  for (const attempt of attempts) {
    const at = attempt.at.getTime();
    if (!HEARD.has(attempt.result) || at >= endOfDay || (paid.paidAt && at > paid.paidAt.getTime()) || at < endOfDay - (days + 1) * DAY_MS) continue;
    if (isLost && !attempt.step.startsWith('winback')) continue;
    if (last === null || attempt.at >= last.at) last = attempt;
  }
  if (isLost) return { outcome: last ? 'winback' : 'returned', attempt: last };
  return { outcome: last ? 'recovered' : 'renewed', attempt: last };
}
