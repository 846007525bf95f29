import type { OutletView } from '../../types/outlets.ts';
import { isVisibleMatch } from '../access/is-visible-match.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { OutletRow } from './outlet-types.ts';
import { selectOutlets } from './select-outlets.ts';
import { outletView } from './view.ts';

const AT_ONCE = 500;

/**
 * Outlets within scope whose name, franchise or number matches; names that begin with the words first. People without the right to
 * personal data find by what they can read, should a name contain a phone (AUTH-04).
 */
export async function searchOutlets(ctx: UserCtx, input: { query: string; limit: number }): Promise<OutletView[]> {
  const scope = scopeSql(ctx.actor.scope, 'o');
  const escaped = input.query.replace(/[\\%_]/g, String.raw`\$&`);
  const isNumber = /^\d{1,18}$/.test(input.query);
  const params: SqlValue[] = [ctx.tenantId, ...scope.params, `%${escaped}%`, `%${escaped}%`, ...(isNumber ? [input.query, input.query] : []), `${escaped}%`];
  const page = (limit: number, skip: number): Promise<OutletRow[]> =>
    database().query<OutletRow>(
      `${selectOutlets} WHERE o.tenant_id = ? AND ${scope.sql} AND (o.name LIKE ? OR f.name LIKE ?${isNumber ? ' OR o.oid = ? OR o.fid = ?' : ''})
       ORDER BY o.status = 'closed', o.name LIKE ? DESC, o.name, o.oid LIMIT ? OFFSET ?`,
      [...params, limit, skip],
    );
  if (ctx.actor.pii === 'full' || input.query === '') return (await page(input.limit, 0)).map(outletView);
  const found: OutletRow[] = [];
  for (let skip = 0; found.length < input.limit; skip += AT_ONCE) {
    const rows = await page(AT_ONCE, skip);
    found.push(
      ...rows.filter((row) => [row.oid, row.fid].includes(input.query) || [row.name, row.franchise_name].some((name) => isVisibleMatch(name, input.query))),
    );
    if (rows.length < AT_ONCE) break;
  }
  return found.slice(0, input.limit).map(outletView);
}
