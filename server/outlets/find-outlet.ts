import type { OutletView } from '../../types/outlets.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { OutletRow } from './outlet-types.ts';
import { selectOutlets } from './select-outlets.ts';
import { outletView } from './view.ts';

/** The outlet, or null when it is missing or out of scope. */
export async function findOutlet(ctx: UserCtx, oid: string): Promise<OutletView | null> {
  const scope = scopeSql(ctx.actor.scope, 'o');
  const [row] = await database().query<OutletRow>(`${selectOutlets} WHERE o.tenant_id = ? AND o.oid = ? AND ${scope.sql}`, [
    ctx.tenantId,
    oid,
    ...scope.params,
  ]);
  return row ? outletView(row) : null;
}
