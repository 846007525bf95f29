import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

/** Digits and what people put between them; a word, an extension or two numbers in one field are no phone. */
const WRITTEN = /^\+?[\d\s()[\].\u2010-\u2015\u2212-]+$/u;

/**
 * A phone as people and the POS write it, as E.164 with plus sign, or null when it is none: `012-345 6789`, `60123456789`,
 * `+60 12-345 6789`, `0060…`, `+60 (0)12…`, `011-1234 5678` (one digit more), in whatever script. Without a country code it is of
 * `country`. What is no number there, and whatever has letters, is refused rather than guessed: a wrong guess writes to a stranger.
 */
export function normalisePhone(written: string, country: CountryCode = 'MY'): string | null {
  const text = written
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/\(0\)/, '')
    .replace(/^\((?=\+)/, '');
  if (text.length > 40 || !WRITTEN.test(text)) return null;
  const digits = text.replace(/[^\d+]/g, '').replace(/^00/, '+');
  const parsed = parsePhoneNumberFromString(digits, country);
  return parsed?.isValid() ? parsed.number : null;
}
