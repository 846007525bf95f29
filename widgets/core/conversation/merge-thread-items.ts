import { MESSAGE_STATUSES } from '../../../types/messages.ts';
import type { ThreadItem } from '../../../types/tickets.ts';
import { threadKey } from './thread-key.ts';

/**
 * Items on screen plus items that arrived, each once, in the order of the thread: time, then id. An arriving copy replaces the
 * one on screen, except that a message's delivery status never goes back (a page read before a push may arrive after it).
 * Answers the same array when nothing changed, so that nothing renders again.
 */
export function mergeThreadItems(shown: readonly ThreadItem[], arrived: readonly ThreadItem[]): readonly ThreadItem[] {
  if (arrived.length === 0) return shown;
  const byKey = new Map(shown.map((item) => [threadKey(item), item]));
  for (const item of arrived) {
    const key = threadKey(item);
    byKey.set(key, newer(byKey.get(key), item));
  }
  return [...byKey.values()].sort(inOrder);
}

function newer(known: ThreadItem | undefined, item: ThreadItem): ThreadItem {
  if (known?.kind !== 'message' || item.kind !== 'message') return item;
  const isBehind = MESSAGE_STATUSES.indexOf(item.status) < MESSAGE_STATUSES.indexOf(known.status) && !known.failure?.canRetry && known.status !== 'failed';
  const media = item.media && known.media?.state === 'stored' && item.media.state === 'pending' ? known.media : item.media;
  const clientKey = item.clientKey ?? known.clientKey;
  return isBehind ? { ...item, status: known.status, failure: known.failure, media, clientKey } : { ...item, media, clientKey };
}

function inOrder(one: ThreadItem, other: ThreadItem): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  if (one.kind !== other.kind) return rank(one) - rank(other);
  return one.id.length - other.id.length || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/** At the same instant: what the merchant said, then what the system did about it, then our words. */
function rank(item: ThreadItem): number {
  if (item.kind === 'event') return 1;
  return item.kind === 'message' && item.direction === 'in' ? 0 : item.kind === 'message' ? 2 : 3;
}
