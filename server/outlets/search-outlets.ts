import type { OutletView } from '../../types/outlets.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { OutletRow } from './outlet-types.ts';
import { selectOutlets } from './select-outlets.ts';
import { outletView } from './view.ts';

/** Outlets within scope whose name, franchise or number matches; names that begin with the words first. */
export async function searchOutlets(ctx: UserCtx, input: { query: string; limit: number }): Promise<OutletView[]> {
  const scope = scopeSql(ctx.actor.scope, 'o');
  const escaped = input.query.replace(/[\\%_]/g, String.raw`\$&`);
  const isNumber = /^\d{1,18}$/.test(input.query);
  const params: SqlValue[] = [
    ctx.tenantId,
    ...scope.params,
    `%${escaped}%`,
    `%${escaped}%`,
    ...(isNumber ? [input.query, input.query] : []),
    `${escaped}%`,
    input.limit,
  ];
  const rows = await database().query<OutletRow>(
    `${selectOutlets} WHERE o.tenant_id = ? AND ${scope.sql} AND (o.name LIKE ? OR f.name LIKE ?${isNumber ? ' OR o.oid = ? OR o.fid = ?' : ''})
     ORDER BY o.status = 'closed', o.name LIKE ? DESC, o.name, o.oid LIMIT ?`,
    params,
  );
  return rows.map((row) => outletView(row, ctx.actor.pii));
}
