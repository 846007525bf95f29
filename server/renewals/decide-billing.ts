import type { RenewalSettings } from '../../types/renewal-settings.ts';

/** What one source says of an outlet's subscription; null: nothing. */
export interface BillingWords {
  amount: string | null;
  currency: string | null;
  cycleMonths: number | null;
  paymentUrl: string | null;
}

/** What counts: amount as decimal text with two places, the payment link filled in (RENEW-13, X-22, G-05). */
export interface Billing {
  amount: string;
  currency: string;
  cycleMonths: number;
  paymentUrl: string | null;
  /** the POS said the amount or the cycle; else it was computed from a person's word or the settings */
  source: 'pos' | 'computed';
}

/** Staff's word over the POS's over the settings', each on its own; an amount brings its own currency when it has one. Only the settings' link has places to fill. */
export function decideBilling(
  outlet: { oid: string; fid: string; dueOn: string },
  staff: BillingWords | null,
  pos: BillingWords,
  settings: Pick<RenewalSettings, 'amount' | 'currency' | 'cycleMonths' | 'paymentUrl'>,
): Billing {
  const amount = staff?.amount ?? pos.amount ?? settings.amount;
  const link = staff?.paymentUrl ?? pos.paymentUrl;
  const filled = settings.paymentUrl.replaceAll('{oid}', outlet.oid).replaceAll('{fid}', outlet.fid).replaceAll('{due}', outlet.dueOn);
  return {
    amount: twoPlaces(amount),
    currency: staff?.currency ?? pos.currency ?? settings.currency,
    cycleMonths: staff?.cycleMonths ?? pos.cycleMonths ?? settings.cycleMonths,
    paymentUrl: link ?? (filled === '' ? null : filled),
    source: (staff?.amount ?? null) === null && pos.amount !== null ? 'pos' : 'computed',
  };
}

/** The day a cycle that ends on `dueOn` began; the last day of a shorter month when there is no such day. */
export function decideBillingStart(dueOn: string, cycleMonths: number): string {
  const [year = 1970, month = 1, day = 1] = dueOn.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - cycleMonths, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, lastDay));
  return first.toISOString().slice(0, 10);
}

/** `1200` and `1200.5` as DECIMAL(12,2) says them. */
function twoPlaces(amount: string): string {
  const [whole = '0', part = ''] = amount.split('.');
  return `${whole}.${part.padEnd(2, '0').slice(0, 2)}`;
}
