import type { Scope } from '../../types/access.ts';
import type { SqlCondition } from '../access/scope-sql.ts';

/** More values than this share one `IN (…)`; fewer get an index walk each, which stops after a page. */
const MOST_LEGS = 12;

/**
 * Scope as legs whose union is what the person may see: an OR over two columns would make the database read and sort everything,
 * one leg per franchise or outlet walks an index that is already in order.
 */
export function decideScopeLegs(scope: Scope): SqlCondition[] {
  if ('all' in scope) return [{ sql: 'TRUE', params: [] }];
  const legs = (column: string, ids: readonly string[]): SqlCondition[] =>
    ids.length > MOST_LEGS ? [{ sql: `${column} IN (?)`, params: [ids] }] : ids.map((id) => ({ sql: `${column} = ?`, params: [id] }));
  return [...legs('t.fid', scope.fids), ...legs('t.oid', scope.oids)];
}
