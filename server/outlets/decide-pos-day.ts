/**
 * The day the POS writes as `YYYY-MM-DD`, a time behind it or not; null for all zeros, which is how some databases say "none", undefined for
 * what is no day that exists, or none of our times.
 */
export function decidePosDay(value: unknown): string | null | undefined {
  const text = typeof value === 'string' ? (/^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(value.trim())?.[1] ?? '') : '';
  if (text === '0000-00-00') return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return undefined;
  return text >= '1990-01-01' && text <= '2199-12-31' ? text : undefined;
}
