/** A number with what it must be at most, and what it should be. */
export interface Target {
  what: string;
  value: number;
  must: number;
  aim?: number;
}

/** Whether every must is met. */
export interface Verdict {
  isMet: boolean;
  rows: (Target & { isMet: boolean })[];
}

/** Compares numbers with their targets; all are upper limits. */
export function judge(targets: readonly Target[]): Verdict {
  const rows = targets.map((target) => ({ ...target, isMet: target.value <= target.must }));
  return { isMet: rows.every((row) => row.isMet), rows };
}
