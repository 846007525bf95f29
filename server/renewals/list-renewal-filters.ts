import type { RenewalFilters } from '../../types/renewals.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';

const MOST = 500;

/** What the console can be narrowed to: franchises within scope, and staff who have a renewal the person may see. */
export async function listRenewalFilters(ctx: UserCtx): Promise<RenewalFilters> {
  const { scope } = ctx.actor;
  const ofRenewal = scopeSql(scope, 'r');
  const oids = 'all' in scope ? [] : scope.oids;
  const fids = 'all' in scope ? [] : scope.fids;
  const [franchises, owners] = await Promise.all([
    'all' in scope
      ? database().query<{ fid: string; name: string }>('SELECT fid, name FROM franchise WHERE tenant_id = ? ORDER BY name, fid LIMIT ?', [ctx.tenantId, MOST])
      : database().query<{ fid: string; name: string }>(
          `SELECT f.fid, f.name FROM franchise f WHERE f.tenant_id = ? AND f.fid IN (
             SELECT x.fid FROM franchise x WHERE x.tenant_id = ? AND x.fid IN (?) UNION SELECT o.fid FROM outlet o WHERE o.tenant_id = ? AND o.oid IN (?)
           ) ORDER BY f.name, f.fid LIMIT ?`,
          [ctx.tenantId, ctx.tenantId, orNone(fids), ctx.tenantId, orNone(oids), MOST],
        ),
    database().query<{ userId: string; name: string }>(
      `SELECT u.id AS userId, u.name FROM user u WHERE u.tenant_id = ? AND EXISTS (
         SELECT 1 FROM renewal r WHERE r.tenant_id = u.tenant_id AND r.owner_user_id = u.id AND ${ofRenewal.sql}) ORDER BY u.name, u.id LIMIT ?`,
      [ctx.tenantId, ...ofRenewal.params, MOST],
    ),
  ]);
  return { franchises, owners };
}

const orNone = (ids: readonly string[]): readonly string[] => (ids.length > 0 ? ids : ['0']);
