import type { Sql } from '../platform/sql.ts';
import type { PosReject } from './pos-row-types.ts';

/** Bytes; enough to find the row at the POS. */
const LONGEST_RAW = 2_048;
/** More of one load nobody reads; of those only how many, and of duplicates half of it, so that they never take the place of the rest. */
const MOST_KEPT = 1_000;

/**
 * Keeps rows of the POS nobody can use, with the reason and what was sent, the first thousand of a load, and counts all of them on the load,
 * on the caller's connection, which holds the load's row. What was sent may name people: it stays in the table, for administrators, and
 * never goes to a log.
 */
export async function keepPosRejects(
  sql: Sql,
  tenantId: string,
  runId: string,
  entity: 'franchise' | 'outlet' | 'contact',
  rejects: readonly (PosReject & { raw: unknown })[],
): Promise<void> {
  if (rejects.length === 0) return;
  const [kept] = await sql.query<{ total: string; duplicates: string | null }>(
    "SELECT COUNT(*) AS total, SUM(reason = 'duplicate') AS duplicates FROM pos_sync_reject WHERE tenant_id = ? AND run_id = ?",
    [tenantId, runId],
  );
  let room = MOST_KEPT - Number(kept?.total ?? 0);
  let duplicates = MOST_KEPT / 2 - Number(kept?.duplicates ?? 0);
  const listed = rejects.filter(({ reason }) => room > 0 && (reason !== 'duplicate' || duplicates-- > 0) && room-- > 0);
  if (listed.length > 0)
    await sql.execute('INSERT INTO pos_sync_reject (tenant_id, run_id, entity, entity_key, reason, field, raw) VALUES ?', [
      listed.map(({ key, reason, field, raw }) => [tenantId, runId, entity, key?.slice(0, 64) ?? null, reason, field, shortened(raw)]),
    ]);
  await sql.execute('UPDATE pos_sync_run SET rejected = rejected + ? WHERE tenant_id = ? AND id = ?', [rejects.length, tenantId, runId]);
}

function shortened(raw: unknown): string {
  const text = JSON.stringify(raw) ?? 'null';
  if (Buffer.byteLength(text) <= LONGEST_RAW) return text;
  // as text of its own, whose quotation marks take two
  for (let length = LONGEST_RAW; ; length = Math.floor(length * 0.9)) {
    const cut = JSON.stringify(`${text.slice(0, length).toWellFormed()}…`);
    if (Buffer.byteLength(cut) <= LONGEST_RAW) return cut;
  }
}
