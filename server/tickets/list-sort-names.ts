import { scopeSql, type SqlCondition } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { TicketSort } from './decide-sort-buckets.ts';

/**
 * Ids in the order of their names, for lists sorted by assignee or outlet: only those that have tickets. `filter` narrows them to
 * what the list will show; without it (all open tickets) skipping through the index is cheaper than looking at every ticket.
 */
export async function listSortNames(ctx: UserCtx, sort: TicketSort, filter: readonly SqlCondition[] | null): Promise<string[]> {
  if (sort !== 'assignee' && sort !== 'outlet') return [];
  const [column, table, key] = sort === 'assignee' ? ['assigned_user_id', 'user', 'id'] : ['oid', 'outlet', 'oid'];
  const scope = scopeSql(ctx.actor.scope, 't');
  const conditions = filter ? [...filter, scope] : [];
  const outlets = sort === 'outlet' ? scopeSql(ctx.actor.scope, 'n') : { sql: 'TRUE', params: [] };
  const rows = await database().query<{ id: string }>(
    `SELECT n.${key} AS id FROM ${table} n JOIN (SELECT DISTINCT t.${column} AS id FROM ticket t WHERE t.tenant_id = ? AND t.${column} IS NOT NULL ${conditions.map((one) => `AND ${one.sql}`).join(' ')}) a
       ON a.id = n.${key} WHERE n.tenant_id = ? AND ${outlets.sql} ORDER BY n.name, n.${key}`,
    [ctx.tenantId, ...conditions.flatMap((one) => one.params), ctx.tenantId, ...outlets.params],
  );
  return rows.map((row) => row.id);
}
