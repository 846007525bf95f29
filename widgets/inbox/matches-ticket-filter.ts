import { OPEN_STATUSES, type TicketFilter, type TicketRow } from '../../types/tickets.ts';

const DONE_FOR_MS = 7 * 24 * 3_600_000;

/**
 * Whether a ticket that changed belongs to the list on screen, by the rules the server lists by. A search is the server's to
 * answer: what it did not find is not added by a push.
 */
export function matchesTicketFilter(row: TicketRow, filter: TicketFilter, me: string, now: number): boolean {
  const isOpen = OPEN_STATUSES.some((status) => status === row.status);
  if (filter.search) return false;
  if (filter.statuses?.length) {
    if (!filter.statuses.includes(row.status)) return false;
  } else if (filter.view === 'done') {
    if (isOpen || Date.parse(row.updatedAt) < now - DONE_FOR_MS) return false;
  } else if (!isOpen) return false;
  if (filter.view === 'mine' && row.assignee?.userId !== me) return false;
  if (filter.view === 'unassigned' && row.assignee) return false;
  if (filter.view === 'waiting' && !row.awaitingSince) return false;
  if (filter.view === 'unlinked' && row.outlet) return false;
  if (filter.priorities?.length && !filter.priorities.includes(row.priority)) return false;
  if (filter.categoryIds?.length && !(row.categoryId && filter.categoryIds.includes(row.categoryId))) return false;
  if (filter.assigneeIds?.length && !(row.assignee && filter.assigneeIds.includes(row.assignee.userId))) return false;
  if (filter.fids?.length && !(row.outlet && filter.fids.includes(row.outlet.fid))) return false;
  return !filter.oids?.length || Boolean(row.outlet && filter.oids.includes(row.outlet.oid));
}
