import type { MessageView } from '../../../types/messages.ts';
import type { PendingMessage } from './conversation.ts';
import { plainMessage } from './plain-message.ts';

/** A reply that is still on its way, as the bubble it will become. */
export function pendingView(pending: PendingMessage, ticketId: string, author: { userId: string; name: string } | null): MessageView {
  const { content } = pending;
  const base: MessageView = {
    ...plainMessage,
    id: `pending-${pending.clientKey}`,
    ticketId,
    direction: 'out',
    text: null,
    replyTo: pending.replyTo,
    author,
    status: 'queued',
    clientKey: pending.clientKey,
    at: pending.at,
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
