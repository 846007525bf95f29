import type { Sql } from '../platform/sql.ts';
import type { PosReject } from './pos-row-types.ts';

/** Enough to find the row at the POS. */
const LONGEST_RAW = 2_000;

/**
 * Keeps rows of the POS nobody can use, with the reason and what was sent, and counts them on the load, on the caller's connection. What was
 * sent may name people: it stays in the table, for administrators, and never goes to a log.
 */
export async function keepPosRejects(
  sql: Sql,
  tenantId: string,
  runId: string,
  entity: 'franchise' | 'outlet' | 'contact',
  rejects: readonly (PosReject & { raw: unknown })[],
): Promise<void> {
  if (rejects.length === 0) return;
  await sql.execute('INSERT INTO pos_sync_reject (tenant_id, run_id, entity, entity_key, reason, field, raw) VALUES ?', [
    rejects.map(({ key, reason, field, raw }) => [tenantId, runId, entity, key?.slice(0, 64) ?? null, reason, field, shortened(raw)]),
  ]);
  await sql.execute('UPDATE pos_sync_run SET rejected = rejected + ? WHERE tenant_id = ? AND id = ?', [rejects.length, tenantId, runId]);
}

function shortened(raw: unknown): string {
  const text = JSON.stringify(raw) ?? 'null';
  return text.length > LONGEST_RAW ? JSON.stringify(`${text.slice(0, LONGEST_RAW).toWellFormed()}…`) : text;
}
