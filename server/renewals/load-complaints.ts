import type { Sql } from '../platform/sql.ts';
import { troubleSql } from './trouble-sql.ts';

/** Outlets and people with an open ticket that is a complaint, or urgent or high: nothing automatic is sent about them meanwhile. */
export async function loadComplaints(
  sql: Sql,
  tenantId: string,
  asked: { oids: readonly string[]; contactIds: readonly string[] },
): Promise<{ oids: Set<string>; contactIds: Set<string> }> {
  const find = async (column: 'oid' | 'contact_id', ids: readonly string[]): Promise<Set<string>> => {
    if (ids.length === 0) return new Set();
    const rows = await sql.query<{ id: string }>(
      `SELECT DISTINCT t.${column} AS id FROM ticket t LEFT JOIN category k ON k.tenant_id = t.tenant_id AND k.id = t.category_id
       WHERE t.tenant_id = ? AND t.is_open = 1 AND t.${column} IN (?) AND ${troubleSql}`,
      [tenantId, ids],
    );
    return new Set(rows.map(({ id }) => id));
  };
  return { oids: await find('oid', asked.oids), contactIds: await find('contact_id', asked.contactIds) };
}
