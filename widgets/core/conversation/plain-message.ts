import type { MessageView } from '../../../types/messages.ts';

/** What a plain text has, and what it has not: whoever makes a message says only what is its own. */
export const plainMessage = {
  kind: 'message',
  type: 'text',
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
  failure: null,
  clientKey: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
} satisfies Partial<MessageView>;
