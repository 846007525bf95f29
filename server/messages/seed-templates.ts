import type { Sql } from '../platform/sql.ts';
import { templateCatalogue } from './template-catalogue.ts';

/**
 * Puts the templates that come with the product into the registry, as drafts until they are found at Meta, and says what their blanks are
 * about (TPL-01 to TPL-04). Idempotent: what Meta or an administrator changed stays. Which category we want is remembered also of one that
 * is there already, so that another one is noticed.
 */
export async function seedTemplates(sql: Sql, { tenantId, wabaId }: { tenantId: string; wabaId: string }): Promise<void> {
  await sql.execute(
    'INSERT IGNORE INTO whatsapp_template (tenant_id, waba_id, name, language, category, status, origin, wanted_category, components) VALUES ?',
    [
      templateCatalogue.map(({ name, language, category, components }) => [
        ...[tenantId, wabaId, name, language, category, 'DRAFT', 'seed', category],
        JSON.stringify(components),
      ]),
    ],
  );
  for (const category of new Set(templateCatalogue.map((template) => template.category))) {
    const names = templateCatalogue.filter((template) => template.category === category).map(({ name }) => name);
    await sql.execute('UPDATE whatsapp_template SET wanted_category = ? WHERE tenant_id = ? AND wanted_category IS NULL AND name IN (?)', [
      category,
      tenantId,
      names,
    ]);
  }
  await sql.execute('INSERT IGNORE INTO template_binding (tenant_id, name, language, variable, fact, fallback) VALUES ?', [
    templateCatalogue.flatMap(({ name, language, bindings }) => bindings.map(({ key, fact, fallback }) => [tenantId, name, language, key, fact, fallback])),
  ]);
}
