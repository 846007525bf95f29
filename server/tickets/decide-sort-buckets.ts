import { TICKET_PRIORITIES, TICKET_STATUSES, type TICKET_SORTS } from '../../types/tickets.ts';
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

const all: SqlCondition = { sql: 'TRUE', params: [] };
const condition = (sql: string, ...params: SqlValue[]): SqlCondition => ({ sql, params });

/** The order of a list as buckets; people, outlets and franchises are given in the order the list has them in. */
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
      return [...TICKET_PRIORITIES]
        .reverse()
        .map((priority) => ({ name: priority, condition: condition('t.priority = ?', priority), key: 'id' as const, isDescending: true }));
    case 'status':
      return TICKET_STATUSES.map((status) => ({ name: status, condition: condition('t.status = ?', status), key: 'created_at' as const, isDescending: false }));
    case 'assignee':
      return namedBuckets('t.assigned_user_id', named.ids);
    case 'outlet':
    case 'oid':
      return namedBuckets('t.oid', named.ids);
    case 'fid':
      return namedBuckets('t.fid', named.ids);
  }
}

function namedBuckets(column: string, ids: readonly string[]): ListBucket[] {
  const order = { key: 'last_message_at', isDescending: true } as const;
  return [
    ...ids.map((id) => ({ name: id, condition: condition(`${column} = ?`, id), ...order })),
    { name: 'none', condition: condition(`${column} IS NULL`), ...order },
  ];
}
