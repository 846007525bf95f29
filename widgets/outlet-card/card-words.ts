import type { Say, Words } from '../core/words.ts';
import { cardEnglish } from './card-english.ts';

/** The sentences of the outlet card. */
export const cardWords: Words<typeof cardEnglish> = {
  english: cardEnglish,
  others: { ms: async () => (await import('./card-malay.ts')).cardMalay },
};

export type CardSay = Say<typeof cardEnglish>;
