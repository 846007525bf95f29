import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { TicketSort } from './decide-list-plan.ts';

/** Ids in the order of their names, for lists sorted by assignee or outlet: only those that have tickets. */
export async function listSortNames(ctx: UserCtx, sort: TicketSort): Promise<string[]> {
  if (sort === 'assignee') {
    const rows = await database().query<{ id: string }>(
      'SELECT u.id FROM user u JOIN (SELECT DISTINCT assigned_user_id FROM ticket WHERE tenant_id = ? AND assigned_user_id IS NOT NULL) a ON a.assigned_user_id = u.id WHERE u.tenant_id = ? ORDER BY u.name, u.id',
      [ctx.tenantId, ctx.tenantId],
    );
    return rows.map((row) => row.id);
  }
  if (sort !== 'outlet') return [];
  const scope = scopeSql(ctx.actor.scope, 'o');
  const rows = await database().query<{ id: string }>(
    `SELECT o.oid AS id FROM outlet o JOIN (SELECT DISTINCT oid FROM ticket WHERE tenant_id = ? AND oid IS NOT NULL) a ON a.oid = o.oid WHERE o.tenant_id = ? AND ${scope.sql} ORDER BY o.name, o.oid`,
    [ctx.tenantId, ctx.tenantId, ...scope.params],
  );
  return rows.map((row) => row.id);
}
