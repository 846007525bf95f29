import type { Scope } from '../../types/access.ts';

/** The same rule as `scopeSql`, for a row in hand. */
export function canSee(scope: Scope, row: { fid: string | null; oid: string | null }): boolean {
  if ('all' in scope) return true;
  return (row.fid !== null && scope.fids.includes(row.fid)) || (row.oid !== null && scope.oids.includes(row.oid));
}
