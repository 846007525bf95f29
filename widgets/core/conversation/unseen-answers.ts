import type { MessageView } from '../../../types/messages.ts';
import type { ThreadItem } from '../../../types/tickets.ts';
import { threadKey } from './thread-key.ts';

/**
 * What colleagues answered the merchant beyond the items already `seen` (thread keys). Compared by what was on screen, not by
 * time: this computer's clock may be wrong. Reactions and our own words do not count.
 */
export function unseenAnswers(items: readonly ThreadItem[], seen: ReadonlySet<string>, me: string): readonly MessageView[] {
  return items.filter(
    (item): item is MessageView =>
      item.kind === 'message' &&
      item.direction === 'out' &&
      item.type !== 'reaction' &&
      item.author !== null &&
      item.author.userId !== me &&
      !seen.has(threadKey(item)),
  );
}
