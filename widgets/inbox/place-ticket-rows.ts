import type { TicketRow } from '../../types/tickets.ts';

/** The rows on screen in their order, and the ids of those that wait above until the person wants them. */
export interface PlacedRows {
  rows: readonly TicketRow[];
  held: readonly string[];
}

/** How rows are put into the list. */
export interface Placing {
  compare: (one: TicketRow, other: TicketRow) => number;
  belongs: (row: TicketRow) => boolean;
  /** the person reads further down: nothing may move under them */
  isHeld: boolean;
  /** stays although it does not belong any more, until the person leaves it */
  selectedId: string | null;
  /** more rows are on the server: what sorts behind the last one is not known to be next */
  hasMore: boolean;
}

/**
 * Puts rows that changed or are new into the list. Older revisions never replace newer ones; what no longer belongs leaves,
 * except the open ticket; order is restored at once, or, while the person reads further down, kept: rows change in place and
 * new ones are held back and counted. Each ticket is there once.
 */
export function placeTicketRows(list: PlacedRows, arrived: readonly TicketRow[], placing: Placing): PlacedRows {
  const byId = new Map(list.rows.map((row) => [row.id, row]));
  const held = new Set(list.held);
  const { compare, belongs, isHeld, selectedId, hasMore } = placing;
  const last = list.rows.at(-1);
  for (const row of arrived) {
    const known = byId.get(row.id);
    if (known && known.revision > row.revision) continue;
    if (!belongs(row) && row.id !== selectedId) {
      byId.delete(row.id);
      held.delete(row.id);
    } else if (known) {
      byId.set(row.id, row);
    } else if (belongs(row)) {
      if (hasMore && last && compare(row, last) > 0) continue;
      if (isHeld) held.add(row.id);
      else byId.set(row.id, row);
    }
  }
  const rows = [...byId.values()];
  if (!isHeld) rows.sort(compare);
  return { rows, held: [...held] };
}
