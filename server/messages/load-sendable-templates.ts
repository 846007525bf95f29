import type { Sql } from '../platform/sql.ts';

/** Which templates may be sent now (TPL-10), by name with Meta's codes of their languages; of one account, or of all the tenant has. */
export async function loadSendableTemplates(sql: Sql, tenantId: string, wabaId: string | null = null): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql.query<{ name: string; language: string }>(
    `SELECT name, language FROM whatsapp_template WHERE tenant_id = ? AND status = 'APPROVED' AND (? IS NULL OR waba_id = ?) ORDER BY name, language`,
    [tenantId, wabaId, wabaId],
  );
  const byName = new Map<string, string[]>();
  for (const { name, language } of rows) byName.set(name, [...(byName.get(name) ?? []), language]);
  return byName;
}
