import type { PosRunState } from '../../types/pos.ts';
import type { Tone } from '../ui/badge.ts';

/** What colour a load's state has, beside its word. */
export const runTone: Readonly<Record<PosRunState, Tone>> = {
  reading: 'blue',
  comparing: 'blue',
  applying: 'blue',
  held: 'amber',
  done: 'green',
  failed: 'red',
  discarded: 'neutral',
};
