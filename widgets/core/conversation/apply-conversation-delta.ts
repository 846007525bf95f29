import { MESSAGE_STATUSES, type MessageView } from '../../../types/messages.ts';
import type { LiveDelta } from '../../../types/live.ts';
import type { ThreadItem } from '../../../types/tickets.ts';
import type { Conversation } from './conversation.ts';
import { mergeThreadItems } from './merge-thread-items.ts';
import { patchTicketRow } from './patch-ticket-row.ts';

/**
 * One push from the server applied to an open ticket. Pushes may be late, doubled or out of order: statuses only rise, items
 * replace themselves, old revisions of the ticket are ignored. `me` is left out of the viewers.
 */
export function applyConversationDelta(conversation: Conversation, delta: LiveDelta, me: string): Conversation {
  if (delta.t === 'number') {
    const { ticket } = conversation;
    if (ticket?.number.id !== delta.numberId) return conversation;
    return { ...conversation, ticket: { ...ticket, number: { ...ticket.number, isStopped: delta.isStopped } } };
  }
  if (delta.t === 'renewal' || delta.t === 'renewalJob' || delta.t === 'posRun' || delta.t === 'outlet' || delta.t === 'template') return conversation;
  const id = delta.t === 'ticket' ? delta.id : delta.ticketId;
  if (id !== conversation.ticketId || conversation.phase !== 'ready') return conversation;
  switch (delta.t) {
    case 'ticket': {
      if (!conversation.ticket || delta.rev < conversation.ticket.revision) return conversation;
      return { ...conversation, ticket: patchTicketRow(conversation.ticket, delta), revision: Math.max(conversation.revision, delta.rev) };
    }
    case 'item': {
      const message = delta.item.kind === 'message' ? delta.item : null;
      const clientKey = message?.clientKey;
      return {
        ...conversation,
        items: mergeThreadItems(conversation.items, [delta.item]),
        revision: Math.max(conversation.revision, delta.rev),
        // somebody of the team answered: what came before is not new any more
        unreadFrom: message?.direction === 'out' && message.type !== 'reaction' ? null : conversation.unreadFrom,
        pending: clientKey ? conversation.pending.filter((pending) => pending.clientKey !== clientKey) : conversation.pending,
      };
    }
    case 'status':
      return withMessage(conversation, delta.messageId, (message) => {
        if (!mayBecome(message, delta)) return message;
        const { status, at } = delta;
        return {
          ...message,
          status,
          failure: delta.failure ?? (status === 'failed' ? message.failure : null),
          sentAt: status === 'sent' ? at : message.sentAt,
          deliveredAt: status === 'delivered' ? at : message.deliveredAt,
          readAt: status === 'read' || status === 'played' ? at : message.readAt,
        };
      });
    case 'media':
      return withMessage(conversation, delta.messageId, (message) => ({ ...message, media: delta.media }));
    case 'presence':
      return { ...conversation, viewers: delta.viewers.filter((viewer) => viewer.userId !== me) };
  }
}

/**
 * Statuses rise; `failed` may follow anything up to `sent`; a retry (`queued` after `failed`, or after an `unknown` that may be tried
 * again) begins anew; the same status may come with news of what can be done about it.
 */
function mayBecome(message: MessageView, { status, failure }: Extract<LiveDelta, { t: 'status' }>): boolean {
  const rank = (one: MessageView['status']): number => MESSAGE_STATUSES.indexOf(one);
  if (status === message.status) return failure !== undefined && failure.canRetry !== message.failure?.canRetry;
  if (message.status === 'failed') return status === 'queued' || status === 'sending' || rank(status) >= rank('sent');
  if (message.status === 'unknown' && message.failure?.canRetry && (status === 'queued' || status === 'sending')) return true;
  if (status === 'failed') return rank(message.status) <= rank('sent');
  return rank(status) > rank(message.status);
}

function withMessage(conversation: Conversation, messageId: string, change: (message: MessageView) => MessageView): Conversation {
  let isChanged = false;
  const items = conversation.items.map((item): ThreadItem => {
    if (item.kind !== 'message' || item.id !== messageId) return item;
    const next = change(item);
    isChanged ||= next !== item;
    return next;
  });
  return isChanged ? { ...conversation, items } : conversation;
}
