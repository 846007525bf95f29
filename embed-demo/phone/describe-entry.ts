import type { ChatEntry } from '../simulators/graph/simulator-types.ts';

/** One line that stands for a message: in the list of chats and in quotes. */
export function describeEntry(entry: ChatEntry): string {
  if (entry.isRevoked) return 'Message deleted';
  const caption = entry.text === null || entry.text === '' ? '' : entry.text;
  switch (entry.kind) {
    case 'image':
      return caption || 'Photo';
    case 'video':
      return caption || 'Video';
    case 'voice':
      return 'Voice message';
    case 'audio':
      return entry.media?.isVoice === true ? 'Voice message' : 'Audio';
    case 'document':
      return caption || entry.media?.filename || 'Document';
    case 'sticker':
      return 'Sticker';
    case 'location':
      return entry.location?.name ?? 'Location';
    case 'contacts':
      return `Contact: ${entry.people[0]?.name ?? ''}`;
    case 'order':
      return 'Order';
    case 'unsupported':
      return 'Poll';
    default:
      return caption || entry.kind;
  }
}
