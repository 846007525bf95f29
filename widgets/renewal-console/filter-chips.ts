import type { RenewalFilters } from '../../types/renewals.ts';
import type { Format } from '../core/format.ts';
import type { ConsoleFilter } from './console-list.ts';
import type { ConsoleSay } from './console-words.ts';

/** What a chip's words are made from. */
export interface ChipWords {
  say: ConsoleSay;
  format: Format;
  filters: RenewalFilters;
  personName: string | null;
}

/** One filter that is set, and the filter without it. */
export interface FilterChip {
  words: string;
  without: ConsoleFilter;
}

/** What is filtered, as chips above the list. Words of the search stand in its box. */
export function filterChips(filter: ConsoleFilter, { say, format, filters, personName }: ChipWords): FilterChip[] {
  const chips: FilterChip[] = [];
  const without = (...names: (keyof ConsoleFilter)[]): ConsoleFilter =>
    Object.assign({ tab: filter.tab }, Object.fromEntries(Object.entries(filter).filter(([name]) => !names.some((one) => one === name))));
  for (const fid of filter.fids ?? []) {
    const name = filters.franchises.find((franchise) => franchise.fid === fid)?.name ?? `FID ${fid}`;
    const rest = (filter.fids ?? []).filter((one) => one !== fid);
    chips.push({ words: name, without: rest.length ? { ...filter, fids: rest } : without('fids') });
  }
  if (filter.owner) {
    const owner =
      filter.owner === 'me'
        ? say('filter.mine')
        : filter.owner === 'none'
          ? say('list.nobody')
          : (filters.owners.find(({ userId }) => userId === filter.owner)?.name ?? filter.owner);
    chips.push({ words: say('list.owner', { name: owner }), without: without('owner') });
  }
  if (filter.contactId) chips.push({ words: say('filter.person', { name: personName ?? filter.contactId }), without: without('contactId') });
  if (filter.amountFrom !== undefined || filter.amountTo !== undefined)
    chips.push({ words: `${say('column.amount')}: ${range(filter.amountFrom, filter.amountTo, format.number)}`, without: without('amountFrom', 'amountTo') });
  if (filter.dueFrom || filter.dueTo)
    chips.push({ words: `${say('column.due')}: ${range(filter.dueFrom, filter.dueTo, format.date)}`, without: without('dueFrom', 'dueTo') });
  return chips;
}

function range<Value>(from: Value | undefined, to: Value | undefined, words: (value: Value) => string): string {
  if (from === undefined) return to === undefined ? '' : `≤ ${words(to)}`;
  return to === undefined ? `≥ ${words(from)}` : `${words(from)} – ${words(to)}`;
}
