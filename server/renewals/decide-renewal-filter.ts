import type { Scope } from '../../types/access.ts';
import type { RenewalFilter, RenewalTab } from '../../types/renewals.ts';
import type { SqlCondition } from '../access/scope-sql.ts';
import { zoneDayOf, zoneDayText } from './decide-zone-time.ts';

/** What a filter is seen from. */
export interface FilterSight {
  /** the company's day, `YYYY-MM-DD` */
  today: string;
  userId: string;
  horizonDays: number;
  lostAfterDays: number;
}

/** More values than this share one `IN (…)`; fewer get an index walk each, which stops after a page. */
const MOST_LEGS = 12;

/**
 * What a tab shows, as legs whose union it is; each begins with columns an index is ordered by. due: not yet due, within the horizon;
 * overdue: past the due date, not yet lost; recovered: paid because of us; lost: overdue beyond `lostAfterDays`, or cancelled.
 */
export function decideTabLegs(tab: RenewalTab, { today, horizonDays, lostAfterDays }: Omit<FilterSight, 'userId'>): SqlCondition[] {
  const lostFrom = zoneDayText(zoneDayOf(today) - lostAfterDays);
  const unpaid = (sql: string, ...params: string[]): SqlCondition[] =>
    ['due', 'failed'].map((status) => ({ sql: `r.status = ? AND ${sql}`, params: [status, ...params] }));
  if (tab === 'due') return [{ sql: "r.status = 'due' AND r.due_date >= ? AND r.due_date <= ?", params: [today, zoneDayText(zoneDayOf(today) + horizonDays)] }];
  if (tab === 'overdue') return unpaid('r.due_date < ? AND r.due_date >= ?', today, lostFrom);
  if (tab === 'recovered') return ['recovered', 'winback'].map((outcome) => ({ sql: "r.status = 'paid' AND r.outcome = ?", params: [outcome] }));
  if (tab === 'lost') return [...unpaid('r.due_date < ?', lostFrom), { sql: "r.status = 'cancelled'", params: [] }];
  return [{ sql: 'TRUE', params: [] }];
}

/** Everything of a filter besides its tab, its franchises and its words. */
export function decideRenewalFilter(filter: Omit<RenewalFilter, 'tab'>, { userId }: Pick<FilterSight, 'userId'>): SqlCondition[] {
  const conditions: SqlCondition[] = [];
  const add = (sql: string, ...params: SqlCondition['params']): void => void conditions.push({ sql, params });
  if (filter.owner === 'none') add('r.owner_user_id IS NULL');
  else if (filter.owner !== undefined) add('r.owner_user_id = ?', filter.owner === 'me' ? userId : filter.owner);
  if (filter.contactId !== undefined) add('r.contact_id = ?', filter.contactId);
  if (filter.amountFrom !== undefined) add('r.amount >= ?', filter.amountFrom);
  if (filter.amountTo !== undefined) add('r.amount <= ?', filter.amountTo);
  if (filter.dueFrom !== undefined) add('r.due_date >= ?', filter.dueFrom);
  if (filter.dueTo !== undefined) add('r.due_date <= ?', filter.dueTo);
  return conditions;
}

/** Scope and chosen franchises as legs whose union is what may be shown: one index walk per franchise or outlet, never an OR over two columns. */
export function decideRenewalScopeLegs(scope: Scope, fids: readonly string[]): SqlCondition[] {
  const legs = (column: string, ids: readonly string[], more?: SqlCondition): SqlCondition[] => {
    const each = ids.length > MOST_LEGS ? [{ sql: `${column} IN (?)`, params: [ids] }] : ids.map((id) => ({ sql: `${column} = ?`, params: [id] }));
    return each.map((leg) => (more ? { sql: `${leg.sql} AND ${more.sql}`, params: [...leg.params, ...more.params] } : leg));
  };
  if ('all' in scope) return fids.length === 0 ? [{ sql: 'TRUE', params: [] }] : legs('r.fid', fids);
  if (fids.length === 0) return [...legs('r.fid', scope.fids), ...legs('r.oid', scope.oids)];
  return [
    ...legs(
      'r.fid',
      fids.filter((fid) => scope.fids.includes(fid)),
    ),
    ...legs('r.oid', scope.oids, { sql: 'r.fid IN (?)', params: [fids] }),
  ];
}
