import { OPEN_STATUSES, type TicketFilter, type TicketStatus } from '../../types/tickets.ts';
import type { SqlCondition } from '../access/scope-sql.ts';
import type { SqlValue } from '../platform/sql.ts';

const DONE_FOR_MS = 7 * 24 * 3_600_000;
const NO_OUTREACH = "t.prompt_state <> 'outreach'";
const condition = (sql: string, ...params: SqlValue[]): SqlCondition => ({ sql, params });

/**
 * What a view and its filters ask of a ticket (alias t), without scope and search. A search among all finds finished tickets too; a ticket
 * that holds nothing but our own question is found by none.
 */
export function decideListFilter(filter: TicketFilter, userId: string, now: Date): SqlCondition[] {
  const conditions: SqlCondition[] = [];
  if (filter.statuses && filter.statuses.length > 0) {
    // is_open leads every list index: say it too when the statuses allow
    const openCount = filter.statuses.filter(isOpen).length;
    if (openCount === filter.statuses.length) conditions.push(condition('t.is_open = 1'));
    else conditions.push(condition(openCount === 0 ? `t.is_open = 0 AND ${NO_OUTREACH}` : NO_OUTREACH));
    conditions.push(condition('t.status IN (?)', filter.statuses));
  } else if (filter.view === 'done') {
    conditions.push(condition(`t.is_open = 0 AND t.resolved_at >= ? AND ${NO_OUTREACH}`, new Date(now.getTime() - DONE_FOR_MS)));
  } else conditions.push(condition(filter.view !== 'all' || !filter.search ? 't.is_open = 1' : NO_OUTREACH));
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

function isOpen(status: TicketStatus): boolean {
  return (OPEN_STATUSES as readonly TicketStatus[]).includes(status);
}
