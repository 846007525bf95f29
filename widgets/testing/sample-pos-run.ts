import type { PosRunView } from '../../types/pos.ts';
import { ago } from './ago.ts';

/** One load of the POS, done, with nothing different unless told otherwise. */
export function samplePosRun(id: number, given: Partial<PosRunView> = {}): PosRunView {
  return {
    id: String(id),
    kind: 'full',
    cause: 'schedule',
    startedBy: null,
    state: 'done',
    listedFranchises: 25,
    listedOutlets: 1_204,
    counts: { added: 0, changed: 0, vanished: 0, returned: 0, reparented: 0 },
    rejected: 0,
    unnamed: 0,
    duplicates: 0,
    contacts: 890,
    hasLooked: true,
    share: 0,
    error: null,
    startedAt: ago(200),
    finishedAt: ago(199),
    decidedBy: null,
    ...given,
  };
}
