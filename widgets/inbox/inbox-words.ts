import type { Say, Words } from '../core/words.ts';
import { inboxEnglish } from './inbox-english.ts';

/** The sentences of the list around the conversation. */
export const inboxWords: Words<typeof inboxEnglish> = {
  english: inboxEnglish,
  others: { ms: async () => (await import('./inbox-malay.ts')).inboxMalay },
};
/** Says one of them. */
export type InboxSay = Say<typeof inboxEnglish>;
