import type { TemplateFact } from '../../types/templates.ts';
import type { TemplateBlank } from './decide-template-variables.ts';

const BY_NAME: readonly [RegExp, TemplateFact][] = [
  [/^(contact|customer|merchant|first|full)?_?name$|^nama$/i, 'contactName'],
  [/outlet|branch|cawangan|store|shop/i, 'outletName'],
  [/franchise|brand|jenama/i, 'franchiseName'],
  [/agent|staff|ejen/i, 'agentName'],
  [/team|company|business|syarikat/i, 'companyName'],
  [/(^|_)due(_|$)|expir|renewal_date|tarikh_?(tamat|luput|perbaharu|pembaharuan)/i, 'dueDate'],
  [/(^|_)date(_|$)|tarikh/i, 'date'],
  [/ticket|reference|rujukan|case/i, 'ticketReference'],
  [/(payment|pay|renewal?)_?(link|url)|pautan/i, 'paymentUrl'],
  [/amount|jumlah|(^|_)price(_|$)/i, 'amount'],
];
/** The words right before a numbered blank. */
const BY_WORDS: readonly [RegExp, TemplateFact][] = [
  [/(^|\W)(hi|hello|hey|dear|hai|salam|helo|tuan\/puan|assalamualaikum)[\s,]*$/i, 'contactName'],
  [/(ticket|tiket|reference|rujukan|case)[\s#:]*$/i, 'ticketReference'],
  [/(outlet|branch|cawangan|kedai)[\s:]*$/i, 'outletName'],
  [/(franchise|francais|brand|jenama)[\s:]*$/i, 'franchiseName'],
  [/(this is|saya|from|daripada)[\s:]*$/i, 'agentName'],
  // what ends on a day; what has to be done before one: the same sentence must say so, for many things happen on a day
  [/\b(due|expir\w*|tamat|luput)\b([^.!?]*\b(on|by|before|pada|sebelum))?[\s:]*$/i, 'dueDate'],
  [/\b(renew|renewal|pay|payment|perbaharui|memperbaharui|bayar|bayaran)\b[^.!?]*\b(by|before|sebelum)[\s:]*$/i, 'dueDate'],
];
/** Words before a day, or before something else. */
const ON_A_DAY = /\b(on|by|before|pada|sebelum)[\s:]*$/i;
/** Templates about the end of the subscription: a day in them is that day. */
const ABOUT_EXPIRY = /renew|expir|(^|_)(over)?due(_|$)|tamat|luput|perbaharu|pembaharuan/i;

/**
 * What the blanks of a template are probably about, where nobody has bound them: by the blank's own name, by the words before it; null
 * when the person must say. Never a guess without such a sign: a wrong day in a message to a merchant is worse than an empty blank.
 */
export function decideTemplateSuggestions(templateName: string, blanks: readonly TemplateBlank[]): Record<string, TemplateFact | null> {
  const isAboutExpiry = ABOUT_EXPIRY.test(templateName);
  return Object.fromEntries(
    blanks.map((blank) => [blank.key, blank.part === 'header' || blank.part === 'body' ? (factOf(blank, isAboutExpiry) ?? null) : null]),
  );
}

function factOf(blank: TemplateBlank, isAboutExpiry: boolean): TemplateFact | undefined {
  const isNumbered = /^\d+$/.test(blank.name);
  const fact = isNumbered ? match(BY_WORDS, blank.before) : match(BY_NAME, blank.name);
  const isDay = fact === 'date' || (fact === undefined && isNumbered && ON_A_DAY.test(blank.before) && /\d/.test(blank.example ?? ''));
  if (isDay && isAboutExpiry) return 'dueDate';
  // a name of its own (`visit_date`) says more than that it is a day
  return isDay ? (isNumbered ? 'date' : undefined) : fact;
}

function match(rules: readonly [RegExp, TemplateFact][], text: string): TemplateFact | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}
