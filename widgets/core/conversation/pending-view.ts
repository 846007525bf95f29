import type { MessageView } from '../../../types/messages.ts';
import type { PendingMessage } from './conversation.ts';

/** A reply that is still on its way, as the bubble it will become. */
export function pendingView(pending: PendingMessage, ticketId: string, author: { userId: string; name: string } | null): MessageView {
  const { content } = pending;
  const base: MessageView = {
    kind: 'message',
    id: `pending-${pending.clientKey}`,
    ticketId,
    direction: 'out',
    type: 'text',
    text: null,
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
    replyTo: pending.replyTo,
    reactions: [],
    author,
    status: 'queued',
    failure: null,
    clientKey: pending.clientKey,
    at: pending.at,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
  };
  switch (content.type) {
    case 'text':
      return { ...base, text: content.text };
    case 'file':
      return {
        ...base,
        type: content.kind,
        text: content.caption ?? null,
        media: {
          state: 'stored',
          mime: content.file.type,
          filename: content.file.name,
          bytes: content.file.size,
          durationSeconds: null,
          voice: false,
          url: content.previewUrl,
        },
      };
    case 'interactive':
      return {
        ...base,
        type: 'interactive',
        text: content.body,
        interactive: {
          type: 'button',
          options: content.options.map(({ id, title, description }) => ({ id, title, ...(description !== undefined && { description }) })),
        },
      };
    case 'template':
      return { ...base, type: 'template', text: pending.body };
    default:
      return base;
  }
}
