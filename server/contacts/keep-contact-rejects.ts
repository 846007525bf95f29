import type { Ctx, Tx } from '../platform/context.ts';
import type { NamedContact } from './decide-pos-links.ts';

/** More of one load nobody reads; of those only how many. */
const MOST_KEPT = 1_000;

/** Whom of an outlet's list nobody was made of. */
export interface ContactRejects {
  oid: string;
  /** with a phone that is none */
  rejected: readonly NamedContact[];
  /** how many asked to be forgotten; nothing of them is kept */
  erased: number;
}

/**
 * Keeps, of a page of a load, the contacts that were not taken with the other rows of the load nobody can use: the first thousand, once,
 * however often the page is applied. Answers how many there were.
 */
export async function keepContactRejects({ tx, tenantId }: Ctx & { tx: Tx }, runId: string, outlets: readonly ContactRejects[]): Promise<number> {
  const rows = outlets.flatMap(({ oid, rejected, erased }) => [
    ...rejected.map(({ name, phone }) => [tenantId, runId, 'contact', oid, 'bad_phone', 'phone', JSON.stringify({ oid, name, phone })]),
    ...Array.from({ length: erased }, () => [tenantId, runId, 'contact', oid, 'erased', null, JSON.stringify({ oid })]),
  ]);
  if (rows.length === 0) return 0;
  await tx.execute("DELETE FROM pos_sync_reject WHERE tenant_id = ? AND run_id = ? AND entity = 'contact' AND entity_key IN (?)", [
    tenantId,
    runId,
    [...new Set(rows.map((row) => row[3] ?? ''))],
  ]);
  const [kept] = await tx.query<{ total: string }>("SELECT COUNT(*) AS total FROM pos_sync_reject WHERE tenant_id = ? AND run_id = ? AND entity = 'contact'", [
    tenantId,
    runId,
  ]);
  const listed = rows.slice(0, Math.max(0, MOST_KEPT - Number(kept?.total ?? 0)));
  if (listed.length > 0) await tx.execute('INSERT INTO pos_sync_reject (tenant_id, run_id, entity, entity_key, reason, field, raw) VALUES ?', [listed]);
  return rows.length;
}
