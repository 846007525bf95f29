import type { MessageView } from '../../types/messages.ts';
import { ago } from './ago.ts';

/** A message; what is not named is ordinary. */
export function sampleMessage(id: string, ticketId: string, minutesAgo: number, text: string | null, change: Partial<MessageView> = {}): MessageView {
  const direction = change.direction ?? 'in';
  return {
    kind: 'message',
    id,
    ticketId,
    direction,
    type: 'text',
    text,
    media: null,
    location: null,
    contacts: null,
    interactive: null,
    template: null,
    order: null,
    referral: null,
    detail: null,
    forwarded: false,
    editedAt: null,
    deletedAt: null,
    replyTo: null,
    reactions: [],
    author: direction === 'out' ? { userId: '7', name: 'Aina Rahman' } : null,
    status: direction === 'out' ? 'read' : 'received',
    failure: null,
    clientKey: null,
    at: ago(minutesAgo),
    sentAt: null,
    deliveredAt: null,
    readAt: direction === 'out' ? ago(minutesAgo - 1) : null,
    ...change,
  };
}
