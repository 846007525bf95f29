import type { Sql } from '../platform/sql.ts';
import type { BindingRow } from './decide-template-bindings.ts';

/** What the blanks of these templates were bound to, in all their languages. */
export async function loadTemplateBindings(sql: Sql, tenantId: string, names: readonly string[]): Promise<BindingRow[]> {
  if (names.length === 0) return [];
  return sql.query<BindingRow>('SELECT name, language, variable, fact, fallback FROM template_binding WHERE tenant_id = ? AND name IN (?)', [
    tenantId,
    [...names],
  ]);
}
