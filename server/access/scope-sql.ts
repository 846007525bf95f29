import type { Scope } from '../../types/access.ts';
import type { SqlValue } from '../platform/sql.ts';

/** A condition with its parameters, to be put into a WHERE with AND. */
export interface SqlCondition {
  sql: string;
  params: SqlValue[];
}

/**
 * The one place that turns a scope into SQL (AUTH-03): tickets and outlets alike have `fid` and `oid`. `alias` is the table's
 * alias in the statement. What has neither (an unlinked ticket) is seen only by those who see all.
 */
export function scopeSql(scope: Scope, alias: string): SqlCondition {
  if ('all' in scope) return { sql: 'TRUE', params: [] };
  const parts: SqlCondition[] = [];
  if (scope.fids.length > 0) parts.push({ sql: `${alias}.fid IN (?)`, params: [scope.fids] });
  if (scope.oids.length > 0) parts.push({ sql: `${alias}.oid IN (?)`, params: [scope.oids] });
  if (parts.length === 0) return { sql: 'FALSE', params: [] };
  return { sql: `(${parts.map((part) => part.sql).join(' OR ')})`, params: parts.flatMap((part) => part.params) };
}
