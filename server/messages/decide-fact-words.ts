import type { TemplateFact } from '../../types/templates.ts';
import type { TemplateFactValues } from './template-types.ts';

/** Names of a digest stop here; the rest is counted. */
const MOST_LIST_CHARS = 420;
const LOCALES: Readonly<Record<string, string>> = { en: 'en-MY', ms: 'ms-MY' };

/**
 * What we know, in the words of a template's language (`en_US`, `ms`): days as 28 Feb 2026, money as RM 1,188.00, outlets as a list with
 * their days. Null where it is not known; `date` is never known. Other languages than ours are written as their own locale writes.
 */
export function decideFactWords(values: TemplateFactValues, language: string): Record<TemplateFact, string | null> {
  const base = language.split('_', 1)[0] ?? 'en';
  const locale = LOCALES[base] ?? supported(language.replace('_', '-'));
  const outlets = values.outlets && values.outlets.length > 0 ? values.outlets : null;
  return {
    contactName: known(values.contactName),
    outletName: known(values.outletName),
    franchiseName: known(values.franchiseName),
    agentName: known(values.agentName),
    companyName: known(values.companyName),
    ticketReference: known(values.ticketReference),
    dueDate: dayOf(values.dueOn, locale),
    dueIn: dueInOf(values, locale, base),
    date: null,
    paymentUrl: linkOf(values.paymentUrl),
    amount: values.amount ? moneyOf(values.amount.amount, values.amount.currency, locale) : null,
    outletList: outlets && listOf(outlets, locale, base),
    outletCount: outlets && String(outlets.length),
  };
}

/** Something a person can read, in one line; marks nobody sees are left out. */
function known(value: string | null | undefined): string | null {
  const text = (value ?? '')
    .toWellFormed()
    .replace(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .trim();
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) ? text : null;
}

function dayOf(value: string | null | undefined, locale: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value ?? '') ? new Date(`${value}T00:00:00Z`) : null;
  if (!at || Number.isNaN(at.getTime())) return null;
  // some versions of the tables abbreviate September with four letters
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at).replace('Sept', 'Sep');
}

/** The day as it stands in a sentence, with how far it is: "tomorrow, 28 Feb 2026"; in other languages than ours the day alone. */
function dueInOf({ dueOn, today }: TemplateFactValues, locale: string, base: string): string | null {
  const day = dayOf(dueOn, locale);
  if (day === null || (base !== 'en' && base !== 'ms')) return day;
  const left = dayOf(today, locale) === null ? Number.NaN : Math.round((Date.parse(`${dueOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
  if (left === 0) return base === 'ms' ? `hari ini, ${day}` : `today, ${day}`;
  if (left === 1) return base === 'ms' ? `esok, ${day}` : `tomorrow, ${day}`;
  if (left > 1) return base === 'ms' ? `pada ${day} (${left} hari lagi)` : `on ${day} (in ${left} days)`;
  return base === 'ms' ? `pada ${day}` : `on ${day}`;
}

function moneyOf(amount: string, currency: string, locale: string): string | null {
  if (!/^\d{1,12}(\.\d+)?$/.test(amount) || !/^[A-Z]{3}$/.test(currency) || Number(amount) === 0) return null;
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount)).replace(/\s+/g, ' ');
}

/** An address is whole or not there. */
function linkOf(value: string | null | undefined): string | null {
  const text = (value ?? '').trim();
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) && text.isWellFormed() ? text : null;
}

function listOf(outlets: readonly { name: string; dueOn: string | null }[], locale: string, base: string): string {
  const items = outlets.map(({ name, dueOn }) => {
    const day = dayOf(dueOn, locale);
    return day === null ? (known(name) ?? '–') : `${known(name) ?? '–'} (${day})`;
  });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  for (let shown = items.length; shown > 1; shown--) {
    const rest = items.length - shown;
    const more = base === 'ms' ? `${rest} lagi` : `${rest} more`;
    const text = list.format(rest === 0 ? items : [...items.slice(0, shown), more]);
    if (text.length <= MOST_LIST_CHARS) return text;
  }
  return list.format(items.length === 1 ? items : [...items.slice(0, 1), base === 'ms' ? `${items.length - 1} lagi` : `${items.length - 1} more`]);
}

function supported(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([locale])[0] ?? 'en-MY';
  } catch {
    return 'en-MY';
  }
}
