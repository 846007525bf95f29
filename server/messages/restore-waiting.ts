import type { Sql } from '../platform/sql.ts';
import { waitingSinceSql } from './waiting-since-sql.ts';

/**
 * A reply that failed is no answer: the merchant waits again, since the first message nobody has answered, and a first response that never
 * arrived does not count. Without this a failed reply would take its ticket out of the list of those who wait.
 */
export async function restoreWaiting(sql: Sql, tenantId: string, ticketIds: readonly string[]): Promise<void> {
  if (ticketIds.length === 0) return;
  await sql.execute(
    `UPDATE ticket t SET first_response_at = ${waitingSinceSql.answer}, awaiting_since = ${waitingSinceSql.since}, revision = revision + 1
     WHERE t.tenant_id = ? AND t.id IN (?) AND t.is_open = 1`,
    [tenantId, ticketIds],
  );
}
