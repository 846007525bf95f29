import type { ThreadItem } from '../../../types/tickets.ts';
import { threadKey } from './thread-key.ts';

/** Key of the first of the last `unread` inbound messages; null when none is unread or it is not loaded. */
export function firstUnread(items: readonly ThreadItem[], unread: number): string | null {
  let left = unread;
  for (const item of items.toReversed()) {
    if (item.kind !== 'message' || item.direction !== 'in') continue;
    left -= 1;
    if (left === 0) return threadKey(item);
  }
  return null;
}
