import type { Format } from './format.ts';

let last: { format: Format; byMs: number; shifted: Format } | undefined;

/**
 * A format whose "now" is so many milliseconds ahead: what the server says is in two days is in two days, whatever this device's clock
 * says. The same answer for the same question, so that nothing is drawn again for it.
 */
export function shiftFormat(format: Format, byMs: number): Format {
  if (!byMs) return format;
  if (last?.format === format && last.byMs === byMs) return last.shifted;
  const now = (): number => Date.now() + byMs;
  const shifted: Format = {
    ...format,
    near: (at, from = now()) => format.near(at, from),
    day: (at, from = now()) => format.day(at, from),
    relative: (at, from = now()) => format.relative(at, from),
    daysUntil: (day, zone, from = now()) => format.daysUntil(day, zone, from),
  };
  last = { format, byMs, shifted };
  return shifted;
}
