import type { TicketFilter } from '../../types/tickets.ts';

/** How many filters narrow the view; the search is not one of them. */
export function countFilters({ statuses, priorities, categoryIds, assigneeIds, fids, oids }: TicketFilter): number {
  return [statuses, priorities, categoryIds, assigneeIds, fids, oids].filter((one) => one?.length).length;
}
