import type { Money } from '../../../types/renewals.ts';

/** `RM 1,200` as the language of the page writes it; `—` never: an amount of nothing is `RM 0`. Cents only where there are some. */
export function formatMoney({ amount, currency }: Money, element: Element): string {
  const value = Number(amount);
  const digits = Number.isInteger(value) ? 0 : 2;
  const locale = element.matches(':lang(ms)') ? 'ms' : 'en-MY';
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  } catch {
    // a currency nobody knows
    return `${currency} ${amount}`;
  }
}
