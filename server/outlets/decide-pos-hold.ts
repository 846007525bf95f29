/** What a load found, against what we know. */
export interface PosFindings {
  kind: 'full' | 'incremental';
  listed: { franchises: number; outlets: number };
  known: { franchises: number; outlets: number };
  /** of those known: changed, re-parented or gone, and outlets that would write to somebody else */
  touched: { franchises: number; outlets: number };
  /** added or returned; none: there was no full load before, or nobody asks about them */
  arrived?: { franchises: number; outlets: number };
}

/** Fewer changes than this never wait, or a company of three outlets would be asked about each. */
const FEWEST = 5;

/**
 * Whether a load waits for a person (POS-13): when it would change more than `holdShare` of the outlets or franchises we know, or add as
 * many, or when a full list is empty although we know some. What the first load brings never waits, nor does anything into empty tables:
 * there is nothing to lose. `share`: 0 to 1.
 */
export function decidePosHold(found: PosFindings, holdShare: number): { share: number; isHeld: boolean } {
  const parts = (['franchises', 'outlets'] as const).map((what) => {
    const touched = found.touched[what] + (found.arrived?.[what] ?? 0);
    return {
      share: found.known[what] === 0 ? 0 : Math.min(1, touched / found.known[what]),
      touched,
      isEmptied: found.kind === 'full' && found.known[what] > 0 && found.listed[what] === 0 && found.touched[what] > 0,
    };
  });
  return {
    share: Math.max(...parts.map(({ share }) => share)),
    isHeld: parts.some(({ share, touched, isEmptied }) => isEmptied || (share > holdShare && touched >= FEWEST)),
  };
}
