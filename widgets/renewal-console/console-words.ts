import type { Say, Words } from '../core/words.ts';
import { consoleEnglish } from './console-english.ts';

/** The sentences of the console around the renewal. */
export const consoleWords: Words<typeof consoleEnglish> = {
  english: consoleEnglish,
  others: { ms: async () => (await import('./console-malay.ts')).consoleMalay },
};
/** Says one of them. */
export type ConsoleSay = Say<typeof consoleEnglish>;
