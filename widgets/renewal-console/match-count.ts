import type { ConsoleStore } from './console-store.ts';
import type { DaysLeft } from './renewal-figures.ts';

/** How many renewals the list is about, when that is known: from the figures, from the bar that was chosen, or because all are loaded. */
export function matchCount({ list, overview }: ConsoleStore, days: DaysLeft | null): number | null {
  if (list.isComplete) return list.rows.length;
  const { tab } = list.filter;
  if (!overview || tab === 'all') return null;
  if (!days) return overview.counts[tab];
  return overview.aging.find(({ from, to }) => from === days.from && to === days.to)?.count ?? null;
}
