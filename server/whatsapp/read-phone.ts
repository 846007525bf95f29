import { readJson } from './read-json.ts';

/** WhatsApp writes phones as bare digits; we keep E.164. Anything that is not 5–20 digits is no phone. */
export function readPhone(value: unknown): string | null {
  const digits = readJson.text(value, 40)?.replace(/^\+/, '');
  return digits && /^\d{5,20}$/.test(digits) ? `+${digits}` : null;
}
