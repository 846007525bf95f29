/** Somebody the POS names for an outlet, as far as this asks. */
export interface NamedPerson {
  phone: string | null;
  is_primary: boolean;
}
/** Somebody it named before, whose link we hold. */
export interface HeldPerson {
  phone: string;
  isFirst: boolean;
}

/** The end of a number is the same however it is written; the beginning is not (`012…`, `+60 12…`). */
const TELLING_DIGITS = 8;

/**
 * Whether an outlet would write to somebody else after this load: the POS turns to another person first, or names nobody any more whom it
 * named. Without a first one, none of those it named is left. Nobody was named before: nobody is taken away.
 */
export function decidePosTurnover(named: readonly NamedPerson[], held: readonly HeldPerson[]): boolean {
  if (held.length === 0) return false;
  const people = named.flatMap(({ phone, is_primary: isFirst }) => {
    const end = endOf(phone ?? '');
    return end === null ? [] : [{ end, isFirst }];
  });
  const first = held.find(({ isFirst }) => isFirst);
  const nextFirst = people.find(({ isFirst }) => isFirst);
  if (first && nextFirst) return nextFirst.end !== endOf(first.phone);
  const stay = first ? [first] : held;
  return !stay.some(({ phone }) => people.some(({ end }) => end === endOf(phone)));
}

/** Null: no number. */
function endOf(phone: string): string | null {
  const text = phone.normalize('NFKC');
  const digits = text.replaceAll(/\D/g, '');
  return /\p{L}/u.test(text) || digits.length < TELLING_DIGITS ? null : digits.slice(-TELLING_DIGITS);
}
