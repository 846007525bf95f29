import type { OutboundMessage } from './outbound-schema.ts';

/** The part of a message that names a file, or null for kinds without one. */
export function mediaPart(message: OutboundMessage): { id?: string | undefined; link?: string | undefined } | null {
  switch (message.type) {
    case 'image':
      return message.image;
    case 'video':
      return message.video;
    case 'audio':
      return message.audio;
    case 'document':
      return message.document;
    case 'sticker':
      return message.sticker;
    default:
      return null;
  }
}
