import type { ConsoleFilter } from './console-list.ts';
import type { DaysLeft } from './renewal-figures.ts';

const DAY_MS = 86_400_000;

/** Aging bars as filters: days left, seen from the company's today, become due dates, and the other way round. */
export const daysFilter = {
  /** the list of these days, with whatever else is filtered; null takes the days away */
  with(filter: ConsoleFilter, days: DaysLeft | null, today: string): ConsoleFilter {
    const { dueFrom: _, dueTo: __, ...others } = filter;
    if (!days) return others;
    const { from, to } = days;
    // without a beginning: everything long overdue, most of which is lost
    const tab = to === null || to >= 0 ? 'due' : from === null ? 'lost' : 'overdue';
    return { ...others, tab, ...(from !== null && { dueFrom: dayAfter(today, from) }), ...(to !== null && { dueTo: dayAfter(today, to) }) };
  },

  /** the days a filter is about; null when it is about none */
  of({ dueFrom, dueTo }: ConsoleFilter, today: string): DaysLeft | null {
    if (!dueFrom && !dueTo) return null;
    const left = (day: string | undefined): number | null => (day ? Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS) : null);
    return { from: left(dueFrom), to: left(dueTo) };
  },
};

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
