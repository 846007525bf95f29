import { OUTLET_STATUSES } from '../../../types/outlets.ts';
import { RENEWAL_STATUSES } from '../../../types/renewals.ts';
import type { Format } from '../../core/format.ts';
import type { RenewalSay } from './renewal-words.ts';
import { stepName } from './step-name.ts';

/** A fact of a decision as people read it: days and moments written out, yes and no, statuses and steps by their names. */
export function factValue(value: string | number | boolean | null, words: RenewalSay, format: Format): string {
  if (value === null || value === '') return words('fact.none');
  if (typeof value === 'boolean') return words(value ? 'fact.yes' : 'fact.no');
  if (typeof value === 'number') return format.number(value);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return format.date(value);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z?$/.test(value)) return format.exact(value);
  const status = RENEWAL_STATUSES.find((one) => one === value);
  if (status) return words(`status.${status}`);
  const outlet = OUTLET_STATUSES.find((one) => one === value);
  return outlet ? words(`fact.${outlet}`) : stepName(words, value);
}
