import type { Sql } from '../platform/sql.ts';

/** What an audit of a person compares: who they are and what they may do, never a secret. */
export interface UserFacts {
  name: string;
  email: string | null;
  role: string;
  pii: string;
  isActive: boolean;
  /** `all`, or franchises and outlets in order, as `fid:<n>` and `oid:<n>` */
  scope: readonly string[];
}

/** The person as the tables have them now; null when there is no such row. */
export async function readUserFacts(sql: Sql, tenantId: string, userId: string): Promise<UserFacts | null> {
  const [user] = await sql.query<{ name: string; email: string | null; role: string; pii: string; is_active: number; scope_all: number }>(
    'SELECT name, email, role, pii, is_active, scope_all FROM user WHERE tenant_id = ? AND id = ?',
    [tenantId, userId],
  );
  if (!user) return null;
  const rows = await sql.query<{ fid: string | null; oid: string | null }>(
    'SELECT fid, oid FROM user_scope WHERE tenant_id = ? AND user_id = ? ORDER BY fid, oid',
    [tenantId, userId],
  );
  const scope = user.scope_all === 1 ? ['all'] : rows.map(({ fid, oid }) => (fid === null ? `oid:${oid}` : `fid:${fid}`));
  return { name: user.name, email: user.email, role: user.role, pii: user.pii, isActive: user.is_active === 1, scope };
}
