import { threadKey } from '../../core/conversation/thread-key.ts';
import type { MessageView } from '../../../types/messages.ts';
import type { NoteView, ThreadItem, TimelineView } from '../../../types/tickets.ts';

/** One row of the thread as drawn. `isFirst`/`isLast`: within a run of the same speaker. */
export type ThreadRow =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | { kind: 'events'; key: string; events: readonly TimelineView[] }
  | { kind: 'message'; key: string; item: MessageView; isFirst: boolean; isLast: boolean }
  | { kind: 'note'; key: string; item: NoteView };

/** Messages of one speaker within this time read as one run. */
const RUN_MS = 5 * 60_000;

/**
 * The thread as rows: a line where the day changes (in the widget's time zone, by `sameDay`), a line before the first unread
 * item, system lines of the same minute or two together, runs of one speaker. Reactions are drawn on the message they belong
 * to, so they are not rows. Order is kept; every other item appears exactly once.
 */
export function groupThread(items: readonly ThreadItem[], sameDay: (one: string, other: string) => boolean, unreadFrom: string | null): readonly ThreadRow[] {
  const rows: ThreadRow[] = [];
  let before: ThreadItem | undefined;
  for (const item of items) {
    if (item.kind === 'message' && item.type === 'reaction') continue;
    const key = threadKey(item);
    const isNewDay = !before || !sameDay(before.at, item.at);
    if (isNewDay) rows.push({ kind: 'day', key: `day:${key}`, at: item.at });
    if (key === unreadFrom) rows.push({ kind: 'unread', key: `unread:${key}` });
    const last = rows.at(-1);
    if (item.kind === 'event') {
      if (last?.kind === 'events' && within(last.events.at(-1), item)) rows[rows.length - 1] = { ...last, events: [...last.events, item] };
      else rows.push({ kind: 'events', key, events: [item] });
    } else if (item.kind === 'note') {
      rows.push({ kind: 'note', key, item });
    } else {
      const isRun = last?.kind === 'message' && speaker(last.item) === speaker(item) && within(last.item, item);
      if (isRun) rows[rows.length - 1] = { ...last, isLast: false };
      rows.push({ kind: 'message', key, item, isFirst: !isRun, isLast: true });
    }
    before = item;
  }
  return rows;
}

function speaker(message: MessageView): string {
  return message.direction === 'in' ? 'in' : (message.author?.userId ?? 'out');
}

function within(one: { at: string } | undefined, other: { at: string }): boolean {
  return one !== undefined && Date.parse(other.at) - Date.parse(one.at) <= RUN_MS;
}
