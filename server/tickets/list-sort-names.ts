import type { Scope } from '../../types/access.ts';
import { scopeSql, type SqlCondition } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { TicketSort } from './decide-sort-buckets.ts';

/** Where the order of a named sort comes from. */
const SOURCES = {
  assignee: { column: 'assigned_user_id', table: 'user', key: 'id', order: 'n.name, n.id' },
  outlet: { column: 'oid', table: 'outlet', key: 'oid', order: 'n.name, n.oid' },
  oid: { column: 'oid', table: 'outlet', key: 'oid', order: 'n.oid' },
  fid: { column: 'fid', table: 'franchise', key: 'fid', order: 'n.fid' },
} as const;

/**
 * Ids in the order a list by assignee, outlet or franchise has them in (their names, or their numbers): only those that have tickets.
 * `filter` narrows them to what the list will show; without it (all open tickets) skipping through the index is cheaper than looking
 * at every ticket.
 */
export async function listSortNames(ctx: UserCtx, sort: TicketSort, filter: readonly SqlCondition[] | null): Promise<string[]> {
  if (sort !== 'assignee' && sort !== 'outlet' && sort !== 'oid' && sort !== 'fid') return [];
  const { column, table, key, order } = SOURCES[sort];
  const scope = scopeSql(ctx.actor.scope, 't');
  const conditions = filter ? [...filter, scope] : [];
  const visible = sort === 'assignee' ? everyone : sort === 'fid' ? franchisesOf(ctx.tenantId, ctx.actor.scope) : scopeSql(ctx.actor.scope, 'n');
  const rows = await database().query<{ id: string }>(
    `SELECT n.${key} AS id FROM ${table} n JOIN (SELECT DISTINCT t.${column} AS id FROM ticket t WHERE t.tenant_id = ? AND t.${column} IS NOT NULL ${conditions.map((one) => `AND ${one.sql}`).join(' ')}) a
       ON a.id = n.${key} WHERE n.tenant_id = ? AND ${visible.sql} ORDER BY ${order}`,
    [ctx.tenantId, ...conditions.flatMap((one) => one.params), ctx.tenantId, ...visible.params],
  );
  return rows.map((row) => row.id);
}

const everyone: SqlCondition = { sql: 'TRUE', params: [] };

/** Franchises of a scope, and those of its outlets. */
function franchisesOf(tenantId: string, scope: Scope): SqlCondition {
  if ('all' in scope) return everyone;
  const outlets = scopeSql(scope, 'o');
  const named = scope.fids.length > 0 ? { sql: 'n.fid IN (?) OR ', params: [scope.fids] } : { sql: '', params: [] };
  return {
    sql: `(${named.sql}n.fid IN (SELECT o.fid FROM outlet o WHERE o.tenant_id = ? AND ${outlets.sql}))`,
    params: [...named.params, tenantId, ...outlets.params],
  };
}
