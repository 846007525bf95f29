import { createHash } from 'node:crypto';
import type { Sql } from '../platform/sql.ts';

/** Names what is stored of the settings of renewals: the same text, the same name; `none` while nothing is. `forUpdate` holds the row until the transaction ends. */
export async function findSettingsRevision(sql: Sql, tenantId: string, forUpdate = false): Promise<string> {
  const [row] = await sql.query<{ text: string }>(
    `SELECT CAST(value AS CHAR) AS text FROM setting WHERE tenant_id = ? AND name = 'renewals'${forUpdate ? ' FOR UPDATE' : ''}`,
    [tenantId],
  );
  return row ? createHash('sha256').update(row.text).digest('hex').slice(0, 16) : 'none';
}
