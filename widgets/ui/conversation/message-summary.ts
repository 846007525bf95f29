import type { MessageKind } from '../../../types/messages.ts';
import type { ConversationSay } from './conversation-words.ts';

/** A message in one line, for quotes, announcements and rows of the inbox: its words, or what it is. */
export function messageSummary(say: ConversationSay, message: { type: MessageKind | 'deleted'; text: string | null }): string {
  const text = message.text?.trim();
  if (message.type === 'reaction') return text ? say('summary.reaction', { emoji: text }) : say('summary.reactionRemoved');
  if (text && message.type === 'location') return say('summary.place', { name: text });
  if (text) return text.replace(/\s+/g, ' ').slice(0, 240);
  return say(`summary.${message.type}`);
}
