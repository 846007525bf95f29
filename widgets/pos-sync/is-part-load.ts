import type { PosRunView } from '../../types/pos.ts';

/** A full load that is done and did not look for what vanished, for rows it could not use may be any outlet: good, and not the whole truth. */
export function isPartLoad(run: Pick<PosRunView, 'kind' | 'state' | 'unnamed' | 'hasLooked'>): boolean {
  return run.kind === 'full' && run.state === 'done' && (run.unnamed > 0 || !run.hasLooked);
}
