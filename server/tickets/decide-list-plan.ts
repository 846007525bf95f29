import type { Scope } from '../../types/access.ts';
import type { TicketFilter, TicketPriority, TicketStatus, TICKET_SORTS } from '../../types/tickets.ts';
import { OPEN_STATUSES, TICKET_PRIORITIES, TICKET_STATUSES } from '../../types/tickets.ts';
import type { SqlCondition } from '../access/scope-sql.ts';
import type { SqlValue } from '../platform/sql.ts';

export type TicketSort = (typeof TICKET_SORTS)[number];

/** One stretch of a sorted list: all its tickets come before those of the next. Within it, `key` then id give the order. */
export interface ListBucket {
  /** names the bucket in a cursor */
  name: string;
  condition: SqlCondition;
  key: 'last_message_at' | 'created_at' | 'awaiting_since' | 'id';
  isDescending: boolean;
}

/** More values than this share one `IN (…)`; fewer get an index walk each, which stops after a page. */
const MOST_LEGS = 12;
const DONE_FOR_MS = 7 * 24 * 3_600_000;

const all: SqlCondition = { sql: 'TRUE', params: [] };
const condition = (sql: string, ...params: SqlValue[]): SqlCondition => ({ sql, params });

/** What a view and its filters ask of a ticket (alias t), without scope and search. A search among all finds finished tickets too. */
export function decideListFilter(filter: TicketFilter, userId: string, now: Date): SqlCondition[] {
  const conditions: SqlCondition[] = [];
  if (filter.statuses && filter.statuses.length > 0) {
    // is_open leads every list index: say it too when the statuses allow
    const openCount = filter.statuses.filter(isOpen).length;
    if (openCount === filter.statuses.length) conditions.push(condition('t.is_open = 1'));
    else if (openCount === 0) conditions.push(condition('t.is_open = 0'));
    conditions.push(condition('t.status IN (?)', filter.statuses));
  } else if (filter.view === 'done') {
    conditions.push(condition('t.is_open = 0 AND t.resolved_at >= ?', new Date(now.getTime() - DONE_FOR_MS)));
  } else if (filter.view !== 'all' || !filter.search) conditions.push(condition('t.is_open = 1'));
  if (filter.view === 'mine') conditions.push(condition('t.assigned_user_id = ?', userId));
  if (filter.view === 'unassigned') conditions.push(condition('t.assigned_user_id IS NULL'));
  if (filter.view === 'waiting') conditions.push(condition('t.awaiting_since IS NOT NULL'));
  if (filter.view === 'unlinked') conditions.push(condition('t.oid IS NULL'));
  if (filter.priorities && filter.priorities.length > 0) conditions.push(condition('t.priority IN (?)', filter.priorities));
  if (filter.categoryIds && filter.categoryIds.length > 0) conditions.push(condition('t.category_id IN (?)', filter.categoryIds));
  if (filter.assigneeIds && filter.assigneeIds.length > 0) conditions.push(condition('t.assigned_user_id IN (?)', filter.assigneeIds));
  if (filter.fids && filter.fids.length > 0) conditions.push(condition('t.fid IN (?)', filter.fids));
  if (filter.oids && filter.oids.length > 0) conditions.push(condition('t.oid IN (?)', filter.oids));
  return conditions;
}

/**
 * Scope as legs whose union is what the person may see: an OR over two columns would make the database read and sort everything,
 * one leg per franchise or outlet walks an index that is already in order.
 */
export function decideScopeLegs(scope: Scope): SqlCondition[] {
  if ('all' in scope) return [all];
  const legs = (column: string, ids: readonly string[]): SqlCondition[] =>
    ids.length > MOST_LEGS ? [condition(`${column} IN (?)`, ids)] : ids.map((id) => condition(`${column} = ?`, id));
  return [...legs('t.fid', scope.fids), ...legs('t.oid', scope.oids)];
}

/** The order of a list as buckets; people and outlets are given because their order is that of their names. */
export function decideSortBuckets(sort: TicketSort, named: { ids: readonly string[] } = { ids: [] }): ListBucket[] {
  const newest = { key: 'last_message_at', isDescending: true } as const;
  switch (sort) {
    case 'newest':
      return [{ name: '-', condition: all, ...newest }];
    case 'oldest':
      return [{ name: '-', condition: all, key: 'last_message_at', isDescending: false }];
    case 'created':
      return [{ name: '-', condition: all, key: 'created_at', isDescending: true }];
    case 'reference':
      return [{ name: '-', condition: all, key: 'id', isDescending: true }];
    case 'waiting':
      return [
        { name: 'waiting', condition: condition('t.awaiting_since IS NOT NULL'), key: 'awaiting_since', isDescending: false },
        { name: 'answered', condition: condition('t.awaiting_since IS NULL'), ...newest },
      ];
    case 'priority':
      return [...TICKET_PRIORITIES].reverse().map((priority: TicketPriority) => ({ name: priority, condition: condition('t.priority = ?', priority), key: 'id' as const, isDescending: true }));
    case 'status':
      return TICKET_STATUSES.map((status) => ({ name: status, condition: condition('t.status = ?', status), key: 'created_at' as const, isDescending: false }));
    case 'assignee':
      return namedBuckets('t.assigned_user_id', named.ids);
    case 'outlet':
      return namedBuckets('t.oid', named.ids);
  }
}

function namedBuckets(column: string, ids: readonly string[]): ListBucket[] {
  const order = { key: 'last_message_at', isDescending: true } as const;
  return [...ids.map((id) => ({ name: id, condition: condition(`${column} = ?`, id), ...order })), { name: 'none', condition: condition(`${column} IS NULL`), ...order }];
}

function isOpen(status: TicketStatus): boolean {
  return (OPEN_STATUSES as readonly TicketStatus[]).includes(status);
}
