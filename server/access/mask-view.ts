import { withoutMediaName } from '../platform/sign-media-url.ts';
import { maskEmail } from './mask-email.ts';
import { maskPhone } from './mask-phone.ts';
import { maskText } from './mask-text.ts';

type Named = Readonly<Record<string, unknown>>;

/** Parts in which people outside choose names and ids: nothing in them is taken for one of our own. */
const FOREIGN = new Set(['form', 'reply', 'options']);
const HIDDEN = '•••';

/** Strings that are not free text, by the name they have in every view. */
const NAMED: Readonly<Record<string, (value: string) => string | null>> = {
  phone: maskPhone,
  phones: maskPhone,
  email: maskEmail,
  emails: () => `${HIDDEN}@${HIDDEN}`,
  address: () => HIDDEN,
  /** the company's own number */
  displayPhone: (value) => value,
  /** what would be sent: whole or not at all */
  suggested: (value) => (maskText(value) === value ? value : null),
  url: (value) => withoutMediaName(value) ?? maskText(value),
  clientKey: (value) => (/^[\da-f-]{32,36}$/.test(value) ? value : maskText(value)),
  reference: (value) => (/^TKT-\d{4}-\d{6,}$/.test(value) ? value : maskText(value)),
  nextCursor: keep,
  olderCursor: keep,
  newestCursor: keep,
};

/**
 * Anything on its way to somebody without the right to personal data (AUTH-04, G-11): every answer of a procedure, the details of every
 * error, every live delta. The one walk at the edge: views are built whole, every string in them is masked as free text unless it is known
 * by its name here, so that a new field is masked until somebody decides otherwise.
 */
export function maskView<T>(view: T): T {
  return walk(view, '', false) as T;
}

function walk(value: unknown, name: string, isForeign: boolean): unknown {
  if (typeof value === 'string') return isForeign ? maskText(value) : maskString(name, value);
  if (typeof value === 'number') return name === 'latitude' || name === 'longitude' ? Math.round(value * 100) / 100 : value;
  if (Array.isArray(value)) return value.map((one: unknown) => walk(one, name, isForeign));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const named = value as Named;
  const masked = Object.entries(named).map(([key, part]) => [isForeign ? maskText(key) : key, walk(part, key, isForeign || FOREIGN.has(key))]);
  // the text of a place is its address when it has no name
  return Object.fromEntries(named['type'] === 'location' && 'text' in named ? [...masked, ['text', null]] : masked);
}

function maskString(name: string, value: string): string | null {
  const rule = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (rule) return rule(value);
  // our own ids are numbers of any length
  return (name === 'id' || name === 'oid' || name === 'fid' || name === 'ids' || /Ids?$/.test(name)) && /^[1-9]\d{0,18}$/.test(value) ? value : maskText(value);
}

function keep(value: string): string {
  return value;
}
