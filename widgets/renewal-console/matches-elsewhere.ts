import type { ConsoleStore } from './console-store.ts';
import { CONSOLE_VIEW_LISTS } from './console-view.ts';

type List = (typeof CONSOLE_VIEW_LISTS)[number];

/** Other lists where the search and the filters find something, and how much: from the figures, which follow both, but not the days. */
export function matchesElsewhere({ overview, isOverviewCurrent }: ConsoleStore, list: List): { list: List; count: number }[] {
  if (!overview || !isOverviewCurrent) return [];
  return CONSOLE_VIEW_LISTS.flatMap((other) => (other !== list && overview.counts[other] > 0 ? [{ list: other, count: overview.counts[other] }] : []));
}
