import { z } from 'zod';

const NOT_BLANK = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? null : value);
const word = (most: number): z.ZodType<string> =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text));
const KNOWN = new Set(Intl.supportedValuesOf('currency'));

const kind = z.object({ type: word(64) });
const payment = z.object({
  // surrounding space is no part of it: the database would not tell the two apart
  id: word(100),
  oid: z
    .union([z.number().int().positive().safe(), z.string().trim()])
    .transform(String)
    .pipe(z.string().regex(/^[1-9]\d{0,17}$/)),
  paid_at: z.iso.datetime({ offset: true }),
  currency: z.preprocess(
    NOT_BLANK,
    z
      .string()
      .trim()
      .toUpperCase()
      .refine((code) => KNOWN.has(code))
      .nullish(),
  ),
  amount: z.preprocess(NOT_BLANK, z.union([z.number(), z.string().trim().max(20)]).nullish()),
  expiry_date: z.preprocess(NOT_BLANK, z.iso.date().nullish()),
  reference: z.preprocess(NOT_BLANK, word(100).nullish()),
});

/** A payment as the POS tells it: amount as a decimal, above zero, in units of the currency; null: the POS does not say. */
export interface PosEvent {
  id: string;
  oid: string;
  /** ISO 8601 with its zone */
  paidAt: string;
  amount: string | null;
  currency: string | null;
  expiresOn: string | null;
  reference: string | null;
}
export type PosEventVerdict =
  | { kind: 'payment'; payment: PosEvent }
  /** of a type that means nothing here */
  | { kind: 'other' }
  /** not an object, or the field that cannot be read */
  | { kind: 'refused'; reason: string };

/** Whether an event of a push can be read, each for itself: a fault in one costs none of the others. Extra fields are left alone. */
export function readPosEvent(given: unknown): PosEventVerdict {
  const named = kind.safeParse(given);
  if (!named.success) return refused(named.error);
  if (named.data.type !== 'renewal.paid') return { kind: 'other' };
  const read = payment.safeParse(given);
  if (!read.success) return refused(read.error);
  const { id, oid, paid_at: paidAt, currency = null, amount: told = null, expiry_date: expiresOn = null, reference = null } = read.data;
  const amount = told === null ? null : amountOf(String(told), currency);
  if (amount === undefined) return { kind: 'refused', reason: 'amount' };
  return { kind: 'payment', payment: { id, oid, paidAt, amount, currency, expiresOn, reference } };
}

/** Above zero, up to twelve digits, and no finer than the currency has coins for. */
function amountOf(text: string, currency: string | null): string | undefined {
  const [all, whole = '', cents = ''] = /^(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text) ?? [];
  const finest = currency === null ? 2 : (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);
  const isFine = whole.length + cents.length <= 12 && cents.replace(/0+$/, '').length <= finest;
  return all !== undefined && isFine && Number(text) > 0 ? text : undefined;
}

function refused(error: z.ZodError): { kind: 'refused'; reason: string } {
  return { kind: 'refused', reason: String(error.issues[0]?.path[0] ?? 'unreadable') };
}
