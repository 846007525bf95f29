import { createHash } from 'node:crypto';
import type { Json } from './delivery-types.ts';

const LONGEST_MESSAGE_ID = 128;

/** a non-empty string, or a number as text; cut to `max` characters without breaking a surrogate pair */
function text(value: unknown, max = 4096): string | null {
  const found = typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
  if (found === '') return null;
  if (found.length <= max) return found.toWellFormed();
  return found
    .slice(0, max)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
}

/** Tolerant look into provider JSON: the wrong type is the same as nothing. */
export const readJson = {
  object: (value: unknown): Json | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null),
  list: (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []),
  text,
  /** an id as the database compares it: without spaces at its end, which count for nothing there */
  id: (value: unknown, max = 128): string | null => text(value, max)?.trimEnd() || null,
  /**
   * a message's id (wamid) as the database keeps it: one longer than its column keeps its beginning and is told apart by its digest,
   * because two long ids may differ in their ends alone
   */
  messageId: (value: unknown): string | null => {
    const found = text(value)?.trimEnd() ?? '';
    if (found.length <= LONGEST_MESSAGE_ID) return found || null;
    const digest = createHash('sha256').update(found).digest('hex');
    return `${found.slice(0, LONGEST_MESSAGE_ID - digest.length - 1).toWellFormed()}~${digest}`;
  },
  number: (value: unknown): number | null => {
    const found = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    return Number.isFinite(found) ? found : null;
  },
  flag: (value: unknown): boolean => value === true || value === 'true',
};
