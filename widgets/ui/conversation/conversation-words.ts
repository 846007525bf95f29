import type { Say, Words } from '../../core/words.ts';
import { conversationEnglish } from './conversation-english.ts';

/** The sentences of an open ticket, for the inbox and the ticket panel. Malay is fetched when wanted. */
export const conversationWords: Words<typeof conversationEnglish> = {
  english: conversationEnglish,
  others: { ms: async () => (await import('./conversation-malay.ts')).conversationMalay },
};
/** Says one of them. */
export type ConversationSay = Say<typeof conversationEnglish>;
