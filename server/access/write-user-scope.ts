import type { Scope } from '../../types/access.ts';
import type { Sql } from '../platform/sql.ts';

/** Keeps a person's scope rows like the scope given: what is new is added, what is gone removed. Franchises and outlets we do not know are left out. */
export async function writeUserScope(sql: Sql, tenantId: string, userId: string, scope: Scope): Promise<void> {
  const fids = 'all' in scope ? [] : scope.fids;
  const oids = 'all' in scope ? [] : scope.oids;
  await sql.execute(
    `DELETE FROM user_scope WHERE tenant_id = ? AND user_id = ? AND ((fid IS NOT NULL AND fid NOT IN (?)) OR (oid IS NOT NULL AND oid NOT IN (?)))`,
    [tenantId, userId, fids.length > 0 ? fids : ['0'], oids.length > 0 ? oids : ['0']],
  );
  if (fids.length > 0) {
    await sql.execute('INSERT IGNORE INTO user_scope (tenant_id, user_id, fid) SELECT tenant_id, ?, fid FROM franchise WHERE tenant_id = ? AND fid IN (?)', [
      userId,
      tenantId,
      fids,
    ]);
  }
  if (oids.length > 0) {
    await sql.execute('INSERT IGNORE INTO user_scope (tenant_id, user_id, oid) SELECT tenant_id, ?, oid FROM outlet WHERE tenant_id = ? AND oid IN (?)', [
      userId,
      tenantId,
      oids,
    ]);
  }
}
