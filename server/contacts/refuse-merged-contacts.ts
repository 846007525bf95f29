import { AppError } from '../platform/app-error.ts';
import type { Sql } from '../platform/sql.ts';

/** For contacts that were looked up before the transaction: when one of them was joined into another meanwhile, the caller must look again (`conflict`). Holds them until the end. */
export async function refuseMergedContacts(sql: Sql, tenantId: string, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return;
  const rows = await sql.query<{ merged_into_id: string | null }>('SELECT merged_into_id FROM contact WHERE tenant_id = ? AND id IN (?) LOCK IN SHARE MODE', [
    tenantId,
    contactIds,
  ]);
  if (rows.some((row) => row.merged_into_id !== null)) throw new AppError('conflict', 'The contact was joined into another one meanwhile.');
}
