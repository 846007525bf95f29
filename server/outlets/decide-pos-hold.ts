/** What a load found, against what we know. */
export interface PosFindings {
  kind: 'full' | 'incremental';
  listed: { franchises: number; outlets: number };
  known: { franchises: number; outlets: number };
  /** of those known: changed, re-parented or gone, and outlets that would write to somebody else */
  touched: { franchises: number; outlets: number };
  /** added or returned; none: there was no full load before, or nobody asks about them */
  arrived?: { franchises: number; outlets: number };
  /** rows of both lists that could not be used, duplicates aside */
  unusable?: number;
}

/** Fewer changes than this never wait, or a company of three outlets would be asked about each. */
const FEWEST = 5;

/**
 * Whether a load waits for a person (POS-13): when it would change more than `holdShare` of the outlets or franchises we know, or add as
 * many, or when a full list is empty although we know some. What the first load brings never waits, nor does anything into empty tables:
 * there is nothing to lose. So does a full load when as large a part of its rows cannot be used: it is not what the POS knows. `share`: 0 to 1.
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
  const unusable = found.kind === 'full' && found.known.outlets > 0 ? (found.unusable ?? 0) : 0;
  const lost = unusable === 0 ? 0 : unusable / (unusable + found.listed.franchises + found.listed.outlets);
  return {
    share: Math.max(lost, ...parts.map(({ share }) => share)),
    isHeld: (lost > holdShare && unusable >= FEWEST) || parts.some(({ share, touched, isEmptied }) => isEmptied || (share > holdShare && touched >= FEWEST)),
  };
}
