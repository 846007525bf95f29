import type { Scope } from '../../types/access.ts';
import { database } from '../platform/database.ts';
import type { UserActor } from '../platform/context.ts';
import type { UserRow } from './access-types.ts';

/** An active user with the scope that is in our own tables (people who sign in without a host); null when gone or switched off. */
export async function loadUser(tenantId: string, userId: string): Promise<UserActor | null> {
  const [user] = await database().query<Pick<UserRow, 'id' | 'name' | 'role' | 'scope_all' | 'pii'>>(
    'SELECT id, name, role, scope_all, pii FROM user WHERE tenant_id = ? AND id = ? AND is_active = 1',
    [tenantId, userId],
  );
  if (!user) return null;
  let scope: Scope = { all: true };
  if (user.scope_all !== 1) {
    const rows = await database().query<{ fid: string | null; oid: string | null }>('SELECT fid, oid FROM user_scope WHERE tenant_id = ? AND user_id = ?', [
      tenantId,
      userId,
    ]);
    scope = { fids: rows.flatMap((row) => row.fid ?? []), oids: rows.flatMap((row) => row.oid ?? []) };
  }
  return { kind: 'user', userId: user.id, name: user.name, role: user.role, scope, pii: user.pii };
}
