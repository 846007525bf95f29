import type { MessageStatus, ProviderStatus } from '../../types/messages.ts';

const RANK: Readonly<Record<MessageStatus, number>> = { received: -1, queued: 0, sending: 1, unknown: 2, sent: 3, failed: 4, delivered: 5, read: 6, played: 7 };

/**
 * What a status webhook makes of an outbound message: whatever order and however often they come, the highest rank stays
 * (whatsapp.md §1.3). `failed` beats `sent`; proof of arrival beats `failed`. A `failed` for a message that is waiting in our
 * own queue belongs to an earlier attempt and changes nothing. Returns null when nothing changes.
 */
export function decideStatus(current: MessageStatus, reported: ProviderStatus): MessageStatus | null {
  if (current === 'received' || (current === 'queued' && reported === 'failed')) return null;
  return RANK[reported] > RANK[current] ? reported : null;
}
