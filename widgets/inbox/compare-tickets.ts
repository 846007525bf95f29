import { TICKET_PRIORITIES, type TICKET_SORTS, TICKET_STATUSES, type TicketRow } from '../../types/tickets.ts';

/** What a list may be sorted by. */
export type TicketSort = (typeof TICKET_SORTS)[number];

/** The order of a list as the server gives it, so that a push can put a row where a reload would. */
export function compareTickets(sort: TicketSort, one: TicketRow, other: TicketRow): number {
  switch (sort) {
    case 'newest':
      return newest(one, other);
    case 'oldest':
      return -newest(one, other);
    case 'created':
      return text(other.createdAt, one.createdAt) || byId(other, one);
    case 'reference':
      return byId(other, one);
    case 'waiting':
      if (one.awaitingSince && other.awaitingSince) return text(one.awaitingSince, other.awaitingSince) || byId(one, other);
      return one.awaitingSince ? -1 : other.awaitingSince ? 1 : newest(one, other);
    case 'priority':
      return TICKET_PRIORITIES.indexOf(other.priority) - TICKET_PRIORITIES.indexOf(one.priority) || byId(other, one);
    case 'status':
      return TICKET_STATUSES.indexOf(one.status) - TICKET_STATUSES.indexOf(other.status) || text(one.createdAt, other.createdAt) || byId(one, other);
    case 'assignee':
      return named(one.assignee?.name, other.assignee?.name) || newest(one, other);
    case 'outlet':
      return named(one.outlet?.name, other.outlet?.name) || newest(one, other);
    case 'fid':
      return numbered(one.outlet?.fid, other.outlet?.fid) || newest(one, other);
    case 'oid':
      return numbered(one.outlet?.oid, other.outlet?.oid) || newest(one, other);
  }
}

function newest(one: TicketRow, other: TicketRow): number {
  return text(other.lastMessageAt, one.lastMessageAt) || byId(other, one);
}

function byId(one: TicketRow, other: TicketRow): number {
  return one.id.length - other.id.length || text(one.id, other.id);
}

function text(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Those without a name come last. */
function named(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1;
  return one.localeCompare(other);
}

/** Decimal numbers of any length; those without one come last. */
function numbered(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1;
  return one.length - other.length || text(one, other);
}
