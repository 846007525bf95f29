import { zoneDayOf, zoneDayText } from './decide-zone-time.ts';

const DAY_MS = 86_400_000;
/** so small a part may be missing: a bank's fee, a rounding */
const TOLERANCE = 0.01;

/** A cycle that is not settled; days as `YYYY-MM-DD`. */
export interface OpenCycle {
  id: string;
  dueOn: string;
  startsOn: string;
  /** its price; zero: none is known */
  amount: string;
  currency: string;
}
/** A payment as the POS tells it, in the calendar of renewals: `paidAt` in milliseconds, `paidOn` the company's day of it. */
export interface PosPayment {
  paidAt: number;
  paidOn: string;
  /** until when the outlet is paid now; null: the POS does not say */
  expiresOn: string | null;
  /** a decimal, and the currency; null: the POS does not say */
  amount: string | null;
  currency: string | null;
}
export type PosPaymentVerdict =
  | { kind: 'paid'; renewalId: string; paidOn: string }
  /** another amount or currency than its price: a person has to look */
  | { kind: 'part'; renewalId: string; told: string; price: string }
  /** for no cycle that is open: an earlier one, or one settled already */
  | { kind: 'nothing' }
  | { kind: 'refused'; reason: 'too_early' | 'too_late' };

/**
 * Which open cycle a pushed payment is for: with an expiry the last one that ends before it, because a payment of an earlier cycle
 * moves the expiry to the day this one ends, not beyond; without one the oldest that had begun when it was paid. A time more than a day
 * ahead, or more than one cycle before the oldest open one began, is a fault of whoever sent it. Less than the price, or another currency, pays
 * nothing; more does, and so does a payment that tells no amount. `open`: by their days, oldest first.
 */
export function decidePosPayment(payment: PosPayment, open: readonly OpenCycle[], now: number): PosPaymentVerdict {
  if (payment.paidAt > now + DAY_MS) return { kind: 'refused', reason: 'too_late' };
  const [oldest] = open;
  if (oldest && payment.paidOn < cycleBefore(oldest)) return { kind: 'refused', reason: 'too_early' };
  const { expiresOn, paidOn } = payment;
  const cycle = expiresOn === null ? open.find(({ startsOn }) => startsOn <= paidOn) : open.findLast(({ dueOn }) => dueOn < expiresOn);
  if (!cycle) return { kind: 'nothing' };
  const { id: renewalId, amount: price } = cycle;
  const currency = payment.currency ?? cycle.currency;
  if (payment.amount !== null && Number(price) > 0 && (currency !== cycle.currency || Number(payment.amount) < Number(price) * (1 - TOLERANCE)))
    return { kind: 'part', renewalId, told: `${currency} ${payment.amount}`, price: `${cycle.currency} ${price}` };
  return { kind: 'paid', renewalId, paidOn };
}

/** When the cycle before this one began, as long as this one. */
function cycleBefore({ dueOn, startsOn }: OpenCycle): string {
  return zoneDayText(2 * zoneDayOf(startsOn) - zoneDayOf(dueOn));
}
