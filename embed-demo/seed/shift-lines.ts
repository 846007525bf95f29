import type { PlannedLine } from './plan-types.ts';

/** Moves lines so that the last one is said at `end`. */
export function shiftLines(lines: readonly PlannedLine[], end: number): PlannedLine[] {
  const by = end - (lines.at(-1)?.at ?? 0);
  return lines.map((line) => ({ ...line, at: Math.round(line.at + by) }));
}
