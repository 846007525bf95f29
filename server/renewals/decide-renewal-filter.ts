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

/** By what a condition is narrow: which index finds its rows. `walk`: by nothing, the list is walked. */
export type NarrowBy = 'oid' | 'contact' | 'fid' | 'walk';
/** A condition and the index that finds its rows. */
export interface NarrowCondition extends SqlCondition {
  by: NarrowBy;
}
/** One statement of a list: what it finds, and the index it follows. */
export interface RenewalLeg extends SqlCondition {
  index: string;
}

/** More values than this share one `IN (…)`; fewer get an index walk each, which stops after a page. */
const MOST_LEGS = 12;
const NARROWEST: readonly NarrowBy[] = ['oid', 'contact', 'fid', 'walk'];
const STATUSES = ['due', 'paid', 'failed', 'cancelled'];

/**
 * What a tab shows, as legs whose union it is; each begins with columns an index is ordered by. due: not yet due, within the horizon;
 * overdue: past the due date, not yet lost; recovered: paid because of us; lost: overdue beyond `lostAfterDays`, or cancelled. A cycle that
 * was cancelled because another took its place (its payment was taken back) lost nobody, has no outcome, and is in no tab but `all`.
 */
export function decideTabLegs(tab: RenewalTab, { today, horizonDays, lostAfterDays }: Omit<FilterSight, 'userId'>): SqlCondition[] {
  const lostFrom = zoneDayText(zoneDayOf(today) - lostAfterDays);
  const horizon = zoneDayText(zoneDayOf(today) + horizonDays);
  const unpaid = (sql: string, ...params: string[]): SqlCondition[] =>
    ['due', 'failed'].map((status) => ({ sql: `r.status = ? AND ${sql}`, params: [status, ...params] }));
  if (tab === 'due') return [{ sql: "r.status = 'due' AND r.due_date >= ? AND r.due_date <= ?", params: [today, horizon] }];
  if (tab === 'overdue') return unpaid('r.due_date < ? AND r.due_date >= ?', today, lostFrom);
  if (tab === 'recovered') return ['recovered', 'winback'].map((outcome) => ({ sql: 'r.outcome = ?', params: [outcome] }));
  if (tab === 'lost') return [...unpaid('r.due_date < ?', lostFrom), { sql: "r.status = 'cancelled' AND r.outcome = 'lost'", params: [] }];
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

/**
 * A list as statements whose union it is: tab, scope, franchises and words, each with the index to follow. Told, because the database,
 * hoping to fill a page soon, would walk all renewals in the order of the list, and find one in a thousand. `sort` matters only to who
 * looks at everything.
 */
export function decideRenewalLegs(
  filter: RenewalFilter,
  scope: Scope,
  words: readonly NarrowCondition[] | null,
  sight: FilterSight & { sort: 'due' | 'amount' | 'next' },
): RenewalLeg[] {
  const tabs = decideTabLegs(filter.tab, sight);
  const places = scopeLegs(scope, filter.fids).flatMap((place) => (words === null ? [place] : words.map((word) => both(place, word))));
  return places.flatMap((place) => {
    const by = filter.contactId !== undefined && place.by !== 'oid' ? 'contact' : place.by;
    if (by === 'oid' || by === 'contact') {
      // few rows, whatever their status: one look at each
      const tab = { sql: `(${tabs.map(({ sql }) => sql).join(' OR ')})`, params: tabs.flatMap(({ params }) => params) };
      return [{ ...and(place, tab), index: by === 'oid' ? 'uq_renewal_cycle' : 'idx_renewal_contact' }];
    }
    const isOwned = filter.owner !== undefined;
    if (by === 'fid' || isOwned) {
      const index = by === 'fid' ? 'idx_renewal_fid' : 'idx_renewal_owner';
      const ordered = filter.tab === 'all' ? STATUSES.map((status) => ({ sql: 'r.status = ?', params: [status] })) : tabs;
      return ordered.map((tab) => ({ ...and(place, tab), index }));
    }
    const whole = { due: 'idx_renewal_due', amount: 'idx_renewal_amount', next: 'idx_renewal_next' }[sight.sort];
    const index = filter.tab === 'all' ? whole : filter.tab === 'recovered' ? 'idx_renewal_outcome' : 'idx_renewal_status';
    return tabs.map((tab) => ({ ...and(place, tab), index }));
  });
}

/** Scope and chosen franchises as legs whose union is what may be shown: one index walk per franchise or outlet, never an OR over two columns. */
function scopeLegs(scope: Scope, fids: readonly string[]): NarrowCondition[] {
  const legs = (by: 'fid' | 'oid', ids: readonly string[], more?: SqlCondition): NarrowCondition[] => {
    const each = ids.length > MOST_LEGS ? [{ sql: `r.${by} IN (?)`, params: [ids] }] : ids.map((id) => ({ sql: `r.${by} = ?`, params: [id] }));
    return each.map((leg) => ({ ...(more ? and(leg, more) : leg), by }));
  };
  if ('all' in scope) return fids.length === 0 ? [{ sql: 'TRUE', params: [], by: 'walk' }] : legs('fid', fids);
  if (fids.length === 0) return [...legs('fid', scope.fids), ...legs('oid', scope.oids)];
  const chosen = fids.filter((fid) => scope.fids.includes(fid));
  return [...legs('fid', chosen), ...legs('oid', scope.oids, { sql: 'r.fid IN (?)', params: [fids] })];
}

function both(one: NarrowCondition, other: NarrowCondition): NarrowCondition {
  return { ...and(one, other), by: NARROWEST.find((by) => by === one.by || by === other.by) ?? 'walk' };
}

function and(one: SqlCondition, other: SqlCondition): SqlCondition {
  return { sql: `${one.sql} AND ${other.sql}`, params: [...one.params, ...other.params] };
}
