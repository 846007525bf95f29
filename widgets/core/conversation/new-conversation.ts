import type { Conversation } from './conversation.ts';

/** A ticket that was just opened: nothing is known yet. */
export function newConversation(ticketId: string): Conversation {
  return {
    ticketId,
    phase: 'loading',
    error: null,
    ticket: null,
    items: [],
    pending: [],
    olderCursor: null,
    newestCursor: null,
    older: 'idle',
    revision: 0,
    unreadFrom: null,
    viewers: [],
    collision: [],
    isNoting: false,
    isStale: false,
  };
}
