import type { MessageView } from '../../types/messages.ts';
import { plainMessage } from '../core/conversation/plain-message.ts';
import { ago } from './ago.ts';

/** A message; what is not named is ordinary. */
export function sampleMessage(id: string, ticketId: string, minutesAgo: number, text: string | null, change: Partial<MessageView> = {}): MessageView {
  const direction = change.direction ?? 'in';
  return {
    ...plainMessage,
    id,
    ticketId,
    direction,
    text,
    author: direction === 'out' ? { userId: '7', name: 'Aina Rahman' } : null,
    status: direction === 'out' ? 'read' : 'received',
    at: ago(minutesAgo),
    readAt: direction === 'out' ? ago(minutesAgo - 1) : null,
    ...change,
  };
}
