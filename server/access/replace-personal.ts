/** What stands where something personal stood. */
export interface Replacement {
  address: string;
  /** `run` is the number as it was written, from its first digit (or plus sign) to its last */
  number(run: string): string;
}

/** Fewer digits than a phone number has stay readable: amounts, table numbers, our own numbers of franchises and outlets. */
const FEWEST_DIGITS = 7;
/** Fewer than this, the number of a ticket included, are no phone spelled behind `TKT-2026-`. */
const FEWEST_AFTER_REFERENCE = 9;
/** A ticket number, or what stands between letters. No quantifier within another: linear, however long the text. */
const PART = /[Tt][Kk][Tt]-\d{4}-(?:0\d{5}|[1-9]\d{5,7})(?!\p{N})|[^\p{L}]+/gu;
const AT = /[@＠﹫]|%40|[([{] ?at ?[)\]}]/giu;
/** Most texts have neither digits nor addresses. */
const SUSPECT = /[\p{N}@＠﹫]|[([{] ?at ?[)\]}]/iu;
const PREFIX = /[+＋(]/u;
const BLANK = /[\s\p{Cf}]/u;
const NOT_LOCAL = /[\s<>()[\]{},;:@＠﹫]/u;
const DOMAIN_END = /[._．。｡\-[\]\p{Cf}]/u;
const DOMAIN = /[\p{L}\p{N}\p{M}\p{Cf}\p{Cs}._．。｡\-[\]]/u;

const days = ['/', String.raw`\.`, '-'].flatMap((mark) => [
  `(?:19|20)\\d\\d${mark}(?:0[1-9]|1[0-2])${mark}(?:0[1-9]|[12]\\d|3[01])`,
  `(?:0?[1-9]|[12]\\d|3[01])${mark}(?:0?[1-9]|1[0-2])${mark}(?:19|20)\\d\\d`,
]);
const moment = String.raw`(?:${days.join('|')}|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{3})?)?(?:\+\d\d:\d\d)?)`;
const amount = String.raw`(?:\d{1,3} ?[×*] ?)?(?:(?:0|[1-9]\d{0,5})\.\d{2}|[1-9]\d{0,2},\d{3}(?:\.\d{2})?|[1-9],\d{3},\d{3})`;
const MOMENTS = new RegExp(String.raw`^${moment}(?:[\s,;()–—-]{1,4}${moment})*$`);
const AMOUNTS = new RegExp(String.raw`^${amount}(?: ?[,;+=(\n–-] ?${amount})*$`);
const MOST_READABLE = 200;

/**
 * Free text with its e-mail addresses and phone numbers replaced, however they are spelled: whatever stands between the digits but
 * letters (blanks and dashes of any script, marks nobody sees), digits of any script, letters right before or behind, blanks around
 * the @. Dates, times, amounts and ticket numbers stay. In doubt a number is replaced.
 */
export function replacePersonal(text: string, replacement: Replacement): string {
  if (!SUSPECT.test(text)) return text;
  const parts: string[] = [];
  let reference: string | null = null;
  let from = 0;
  const plain = replaceAddresses(text, replacement.address);
  for (const match of plain.matchAll(PART)) {
    const [part] = match;
    if (match.index > from) reference = null;
    parts.push(plain.slice(from, match.index));
    from = match.index + part.length;
    if (/^\p{L}/u.test(part)) {
      parts.push(part);
      reference = part;
      continue;
    }
    const found = numberIn(part);
    if (found && reference !== null && found.count < FEWEST_DIGITS && found.count + reference.length - 9 >= FEWEST_AFTER_REFERENCE && !isReadable(found.run)) {
      parts.splice(-2, 2, replacement.number(`${reference}${part}`), part.slice(found.end));
    } else if (found && found.count >= FEWEST_DIGITS && !isReadable(found.run)) {
      const start = reach(part, found.start, 0, PREFIX);
      parts.push(part.slice(0, start), replacement.number(part.slice(start, found.end)), part.slice(found.end));
    } else parts.push(part);
    reference = null;
  }
  parts.push(plain.slice(from));
  return parts.join('');
}

/** From the first to the last digit of a text without letters. */
function numberIn(part: string): { run: string; count: number; start: number; end: number } | null {
  let [count, start, end] = [0, 0, 0];
  for (const digit of part.matchAll(/\p{N}/gu)) {
    if (count++ === 0) start = digit.index;
    end = digit.index + digit[0].length;
  }
  return count === 0 ? null : { run: part.slice(start, end), count, start, end };
}

function isReadable(run: string): boolean {
  return run.length <= MOST_READABLE && (MOMENTS.test(run) || AMOUNTS.test(run));
}

/** Looks to both sides of every @, never further than to the one before or behind: linear too. */
function replaceAddresses(text: string, address: string): string {
  const parts: string[] = [];
  let [from, floor] = [0, 0];
  for (const match of text.matchAll(AT)) {
    if (match.index < from) continue;
    const after = match.index + match[0].length;
    const nearLeft = reach(text, match.index, floor, BLANK);
    const start = reach(text, nearLeft, floor, NOT_LOCAL, true);
    const nearRight = reach(text, after, text.length, BLANK);
    const end = reach(text, reach(text, nearRight, text.length, DOMAIN), nearRight, DOMAIN_END);
    floor = after;
    if (start === nearLeft || !isAddress(text.slice(nearRight, end), { left: nearLeft < match.index, right: nearRight > after })) continue;
    parts.push(text.slice(from, start), address);
    floor = from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** How far from `start` towards `limit` the text is of this kind (or, `isNot`, is not). */
function reach(text: string, start: number, limit: number, kind: RegExp, isNot = false): number {
  const step = limit < start ? -1 : 1;
  let place = start;
  while (place !== limit && kind.test(text[step === 1 ? place : place - 1] ?? '') !== isNot) place += step;
  return place;
}

/** `@siti` after a blank is a mention, `3@2.50` a price. */
function isAddress(domain: string, blanks: { left: boolean; right: boolean }): boolean {
  if (!/\p{L}/u.test(domain)) return /^\[?\d+\.\d+\.\d+\.\d+\]?$/.test(domain);
  return !blanks.left || blanks.right || /[\p{L}\p{N}][.．。｡][\p{L}\p{N}]/u.test(domain);
}
