import type { Json } from './delivery-types.ts';

/** Tolerant look into provider JSON: the wrong type is the same as nothing. */
export const readJson = {
  object: (value: unknown): Json | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null),
  list: (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []),
  /** a non-empty string, or a number as text; cut to `max` characters without breaking a surrogate pair */
  text: (value: unknown, max = 4096): string | null => {
    const found = typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
    if (found === '') return null;
    if (found.length <= max) return found.toWellFormed();
    return found
      .slice(0, max)
      .toWellFormed()
      .replace(/\uFFFD$/, '');
  },
  number: (value: unknown): number | null => {
    const found = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    return Number.isFinite(found) ? found : null;
  },
  flag: (value: unknown): boolean => value === true || value === 'true',
};
