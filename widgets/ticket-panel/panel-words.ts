import type { Words } from '../core/words.ts';
import { panelEnglish } from './panel-english.ts';

/** The sentences of the panel around the conversation. */
export const panelWords: Words<typeof panelEnglish> = {
  english: panelEnglish,
  others: { ms: async () => (await import('./panel-malay.ts')).panelMalay },
};
