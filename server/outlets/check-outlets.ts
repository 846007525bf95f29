import type { Sql } from '../platform/sql.ts';

/** Where what we hold and what the POS lists part ways (POS-13). */
export interface OutletDrift {
  /** the POS named the same number twice */
  duplicates: number;
  /** we know them, the POS no longer lists them */
  goneFranchises: number;
  goneOutlets: number;
  /** contacts that speak for no outlet at all */
  orphanContacts: number;
}

/** Compares numbers with a complete list of the POS; changes nothing, people decide what becomes of it. */
export async function checkOutlets(sql: Sql, tenantId: string, listed: { fids: readonly string[]; oids: readonly string[] }): Promise<OutletDrift> {
  const [fids, oids] = [new Set(listed.fids), new Set(listed.oids)];
  const [franchises, outlets, orphans] = await Promise.all([
    sql.query<{ id: string }>('SELECT fid AS id FROM franchise WHERE tenant_id = ?', [tenantId]),
    sql.query<{ id: string }>('SELECT oid AS id FROM outlet WHERE tenant_id = ?', [tenantId]),
    sql.query<{ total: string }>(
      `SELECT COUNT(*) AS total FROM contact c WHERE c.tenant_id = ? AND c.merged_into_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM contact_outlet l WHERE l.tenant_id = c.tenant_id AND l.contact_id = c.id)`,
      [tenantId],
    ),
  ]);
  return {
    duplicates: listed.fids.length - fids.size + listed.oids.length - oids.size,
    goneFranchises: franchises.filter(({ id }) => !fids.has(String(id))).length,
    goneOutlets: outlets.filter(({ id }) => !oids.has(String(id))).length,
    orphanContacts: Number(orphans[0]?.total ?? 0),
  };
}
