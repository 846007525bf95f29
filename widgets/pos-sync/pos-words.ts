import type { Say, Words } from '../core/words.ts';
import { posEnglish } from './pos-english.ts';

/** The sentences of the POS sync. */
export const posWords: Words<typeof posEnglish> = {
  english: posEnglish,
  others: { ms: async () => (await import('./pos-malay.ts')).posMalay },
};
/** Says one of them. */
export type PosSay = Say<typeof posEnglish>;
