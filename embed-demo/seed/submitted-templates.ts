import type { WireTemplate } from '../simulators/graph/wire-types.ts';
import type { SeedSql } from './seed-sql.ts';

/** A template of the product as it stands in the registry, with its id there. */
export interface SubmittedTemplate extends WireTemplate {
  rowId: string;
}

/** The templates that come with the product: the demo's company has submitted them, and Meta has approved them. */
export async function submittedTemplates(sql: SeedSql, tenantId: string, now: number): Promise<SubmittedTemplate[]> {
  await sql.execute(
    "UPDATE whatsapp_template SET status = 'APPROVED', quality = 'GREEN', meta_id = CONCAT('73000', id), synced_at = ? WHERE tenant_id = ? AND origin = 'seed'",
    [new Date(now), tenantId],
  );
  const rows = await sql.query<Omit<WireTemplate, 'components'> & { rowId: string; components: WireTemplate['components'] | string }>(
    "SELECT id AS rowId, meta_id AS id, name, language, category, status, parameter_format, components FROM whatsapp_template WHERE tenant_id = ? AND origin = 'seed'",
    [tenantId],
  );
  return rows.map((row) => ({
    ...row,
    rowId: String(row.rowId),
    components: typeof row.components === 'string' ? (JSON.parse(row.components) as WireTemplate['components']) : row.components,
    quality_score: { score: 'GREEN' },
  }));
}
