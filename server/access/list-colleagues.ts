import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { UserRow } from './access-types.ts';

/** Active colleagues who share at least a part of the person's scope, by name; with an outlet only those who may see it. */
export async function listColleagues(ctx: UserCtx, place?: { fid: string | null; oid: string | null }): Promise<Pick<UserRow, 'id' | 'name' | 'role'>[]> {
  const { scope } = ctx.actor;
  const fids = place ? [place.fid ?? '0'] : 'all' in scope ? [] : scope.fids;
  const oids = place ? [place.oid ?? '0'] : 'all' in scope ? [] : scope.oids;
  const isAll = !place && 'all' in scope;
  return database().query(
    `SELECT u.id, u.name, u.role FROM user u WHERE u.tenant_id = ? AND u.is_active = 1 AND (? OR u.scope_all = 1 OR u.id = ? OR EXISTS (
       SELECT 1 FROM user_scope s LEFT JOIN outlet o ON o.tenant_id = s.tenant_id AND o.oid = s.oid
       WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND (s.fid IN (?) OR s.oid IN (?)${place ? '' : ' OR o.fid IN (?)'})))
     ORDER BY u.name, u.id LIMIT 500`,
    [ctx.tenantId, isAll, ctx.actor.userId, orNone(fids), orNone(oids), ...(place ? [] : [orNone(fids)])],
  );
}

const orNone = (ids: readonly string[]): readonly string[] => (ids.length > 0 ? ids : ['0']);
