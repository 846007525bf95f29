import type { TemplateContent } from '../../types/messages.ts';
import type { TemplateFact } from '../../types/templates.ts';
import { decideTemplateComponents } from './decide-template-components.ts';
import type { TemplateBlank } from './decide-template-variables.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';
import type { TemplateBinding, TemplateDefinition } from './template-types.ts';

const MOST_BODY = 1024;
const MOST_HEADER = 60;
/** one name, however somebody typed it, leaves room for the others */
const MOST_WORDS = 160;
const LEAST_WORDS = 12;
/** facts that mean nothing when they are cut */
const WHOLE: ReadonlySet<TemplateFact | null> = new Set(['paymentUrl', 'dueDate', 'dueIn', 'date', 'amount', 'outletCount', 'ticketReference']);

export type TemplateFill =
  | { ok: true; variables: Record<string, string>; content: TemplateContent }
  /** `missing`: no fact and no fallback for these blanks; `unsupported`: a part we cannot fill; `too_long`: it does not fit even when cut */
  | { ok: false; problem: 'missing' | 'unsupported' | 'too_long'; missing: string[]; variables: Record<string, string> };

/**
 * Fills a template's blanks with facts, or their fallbacks. What comes out passes Meta's checks whatever the facts are (132000, 132005,
 * 132012 and 132018 cannot happen): one line, no empty value, names cut with an ellipsis until the text fits; an address is never cut.
 */
export function decideTemplateFill(
  template: TemplateDefinition,
  bindings: readonly TemplateBinding[],
  words: Readonly<Record<TemplateFact, string | null>>,
): TemplateFill {
  const blanks = decideTemplateVariables(template);
  if (!blanks) return { ok: false, problem: 'unsupported', missing: [], variables: {} };
  const factOf = new Map(bindings.map((binding) => [binding.key, binding]));
  const values: Record<string, string> = {};
  for (const blank of blanks) {
    const binding = factOf.get(blank.key);
    const value = usable(blank, binding?.fact ? words[binding.fact] : null) ?? usable(blank, binding?.fallback ?? null);
    if (value !== null) values[blank.key] = isWhole(blank, binding) ? value : cut(value, binding?.fact === 'outletList' ? 3 * MOST_WORDS : MOST_WORDS);
  }
  const missing = blanks.filter((blank) => values[blank.key] === undefined).map((blank) => blank.key);
  if (missing.length > 0) return { ok: false, problem: 'missing', missing, variables: values };
  for (const part of ['header', 'body'] as const) {
    const cuttable = blanks.filter((blank) => blank.part === part && !isWhole(blank, factOf.get(blank.key))).map((blank) => blank.key);
    while (overOf(template, part, values) > 0 && shortenLongest(cuttable, values, overOf(template, part, values)));
  }
  const decision = decideTemplateComponents(template, values);
  if (decision.ok) return { ok: true, variables: values, content: decision.content };
  return { ok: false, problem: 'too_long', missing: decision.keys, variables: values };
}

function isWhole(blank: TemplateBlank, binding: TemplateBinding | undefined): boolean {
  return (blank.part !== 'body' && blank.part !== 'header') || WHOLE.has(binding?.fact ?? null);
}

/** What may stand in this blank, in one line; null when nothing is left, or it is not what the blank takes. */
function usable(blank: TemplateBlank, given: string | null): string | null {
  const text = (given ?? '')
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (text === '') return null;
  if (blank.part === 'header_media') return /^https:\/\/\S+$/.test(text) && URL.canParse(text) ? text : null;
  if (blank.part === 'url') return /\s/.test(text) ? encodeURIComponent(text) : text;
  if (blank.part === 'copy_code') return text.length <= 20 ? text : null;
  return text;
}

/** How many characters the part has too many. */
function overOf(template: TemplateDefinition, part: 'header' | 'body', values: Readonly<Record<string, string>>): number {
  const component = template.components.find((one) => one.type === part.toUpperCase());
  const text = component && (part === 'body' || (component.format ?? 'TEXT') === 'TEXT') ? (component.text ?? '') : '';
  const filled = text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values[`${part}.${name}`] ?? '');
  return filled.length - (part === 'body' ? MOST_BODY : MOST_HEADER);
}

/** Takes something off the longest of these values; false when none may become shorter. */
function shortenLongest(keys: readonly string[], values: Record<string, string>, over: number): boolean {
  const [longest] = keys.map((key) => ({ key, value: values[key] ?? '' })).sort((one, other) => other.value.length - one.value.length);
  if (!longest || longest.value.length <= LEAST_WORDS) return false;
  const shorter = cut(longest.value, Math.max(LEAST_WORDS, longest.value.length - Math.ceil(over / 2)));
  values[longest.key] = shorter;
  return shorter.length < longest.value.length;
}

/** At most so many characters, between two signs as people see them, with an ellipsis where something is missing. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
