import type { Money } from '../../types/renewals.ts';
import { formatMoney } from '../ui/renewal/format-money.ts';

/** A sum for the eye: `RM 48,200`, or `RM 48,200 + S$ 300` where outlets pay in several currencies, without cents. Nothing at all is an empty string. */
export function moneyWords(money: readonly Money[], element: Element): string {
  return money.map(({ amount, currency }) => formatMoney({ amount: String(Math.round(Number(amount))), currency }, element)).join(' + ');
}
