import type { ThreadItem } from '../../../types/tickets.ts';

/** Identity of an item in the thread: messages, notes and system lines count their ids separately. */
export function threadKey(item: Pick<ThreadItem, 'kind' | 'id'>): string {
  return `${item.kind}:${item.id}`;
}
