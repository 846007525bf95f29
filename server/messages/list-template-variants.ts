import type { TemplateCategory, TemplateProblem, TemplateStatus, TemplateVariant } from '../../types/templates.ts';
import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';
import { decideTemplateBindings, type BindingRow } from './decide-template-bindings.ts';
import { decideTemplateProblems } from './decide-template-problems.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';
import { loadTemplateBindings } from './load-template-bindings.ts';
import type { TemplateComponent, TemplateDefinition } from './template-types.ts';

interface Row {
  id: string;
  name: string;
  language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  origin: TemplateVariant['origin'];
  wanted_category: TemplateCategory | null;
  parameter_format: TemplateDefinition['parameterFormat'];
  components: TemplateComponent[] | string;
  rejected_reason: string | null;
  quality: string | null;
  synced_at: Date | null;
}

/**
 * Every template of the tenant in every language, whatever its state, by name: with what our validator says, what its blanks are bound to,
 * and a warning where Meta gave it another category. What Meta deleted is left out, unless it came with the product.
 */
export async function listTemplateVariants(tenantId: string): Promise<TemplateVariant[]> {
  const rows = await database().query<Row>(
    `SELECT id, name, language, category, status, origin, wanted_category, parameter_format, components, rejected_reason, quality,
       GREATEST(COALESCE(synced_at, stated_at), COALESCE(stated_at, synced_at)) AS synced_at
     FROM whatsapp_template WHERE tenant_id = ? AND (status <> 'DELETED' OR origin = 'seed') ORDER BY name, language, id`,
    [tenantId],
  );
  const bound = await loadTemplateBindings(database(), tenantId, [...new Set(rows.map((row) => row.name))]);
  return rows.map((row) => variantView(row, parseJson(row.components) ?? [], bound));
}

function variantView(row: Row, components: TemplateComponent[], bound: readonly BindingRow[]): TemplateVariant {
  const of = (type: string): TemplateComponent | undefined => components.find((one) => one.type === type);
  const header = of('HEADER');
  const blanks = decideTemplateVariables({ components }) ?? [];
  const bindings = decideTemplateBindings(row, blanks, bound);
  const unbound: TemplateProblem[] = bindings
    .filter((binding) => binding.fact === null && binding.fallback === null)
    .map(({ key }) => ({ code: 'variable_unbound', part: partOf(key), severity: 'warning', detail: key }));
  const moved: TemplateProblem[] =
    row.wanted_category !== null && row.wanted_category !== row.category
      ? [{ code: 'category_changed', part: 'name', severity: 'warning', detail: row.category }]
      : [];
  const factOf = new Map(bindings.map(({ key, fact }) => [key, fact]));
  return {
    id: row.id,
    name: row.name,
    language: row.language,
    category: row.category,
    header: header ? { format: (header.format ?? 'TEXT') as 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION', text: header.text ?? null } : null,
    body: of('BODY')?.text ?? '',
    footer: of('FOOTER')?.text ?? null,
    buttons: (of('BUTTONS')?.buttons ?? []).map((button) => ({ type: button.type, text: button.text ?? '' })),
    variables: blanks.map(({ key, example }) => ({ key, example, fact: factOf.get(key) ?? null, suggested: null })),
    status: row.status,
    origin: row.origin,
    quality: row.quality,
    rejectedReason: row.rejected_reason,
    wantedCategory: row.wanted_category,
    syncedAt: row.synced_at?.toISOString() ?? null,
    problems: [...moved, ...decideTemplateProblems({ name: row.name, parameterFormat: row.parameter_format, components }), ...unbound],
    bindings,
  };
}

function partOf(key: string): TemplateProblem['part'] {
  if (key.startsWith('header')) return 'header';
  return key.startsWith('button') ? 'buttons' : 'body';
}
