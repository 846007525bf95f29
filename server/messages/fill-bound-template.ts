import { parseJson } from '../platform/parse-json.ts';
import type { Sql } from '../platform/sql.ts';
import { decideFactWords } from './decide-fact-words.ts';
import { decideTemplateBindings } from './decide-template-bindings.ts';
import { decideTemplateFill } from './decide-template-fill.ts';
import { decideTemplateLanguage } from './decide-template-language.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';
import { loadTemplateBindings } from './load-template-bindings.ts';
import type { TemplateComponent, TemplateDefinition, TemplateFactValues } from './template-types.ts';

/** `variables` is what an outbound message of type template takes; `text` is the body as the merchant will read it. */
export interface FilledTemplate {
  templateId: string;
  name: string;
  language: string;
  variables: Record<string, string>;
  text: string;
}
/** `not_approved`: in no language this person can be written in; `missing`: blanks without fact and fallback. */
export interface UnfilledTemplate {
  problem: 'not_approved' | 'missing' | 'unsupported' | 'too_long';
  missing: string[];
}

/**
 * The template of this name for one person: language chosen by what they speak (English when theirs may not be sent), blanks filled with
 * facts as they are bound (TPL-04, TPL-19). Asks again for the status each time: paused a second ago means not sent now. `wabaId`: the
 * account of the number it goes out from; without it the tenant's first.
 */
export async function fillBoundTemplate(
  sql: Sql,
  tenantId: string,
  { name, locale, facts, wabaId = null }: { name: string; locale: string | null; facts: TemplateFactValues; wabaId?: string | null },
): Promise<FilledTemplate | UnfilledTemplate> {
  const rows = await sql.query<{
    id: string;
    language: string;
    parameter_format: TemplateDefinition['parameterFormat'];
    components: TemplateComponent[] | string;
  }>(
    `SELECT id, language, parameter_format, components FROM whatsapp_template
     WHERE tenant_id = ? AND name = ? AND status = 'APPROVED' AND (? IS NULL OR waba_id = ?) ORDER BY id`,
    [tenantId, name, wabaId, wabaId],
  );
  const language = decideTemplateLanguage(
    locale,
    rows.map((row) => row.language),
  );
  const row = rows.find((one) => one.language === language);
  if (!row) return { problem: 'not_approved', missing: [] };
  const template = { name, language: row.language, parameterFormat: row.parameter_format, components: parseJson(row.components) ?? [] };
  const bindings = decideTemplateBindings(template, decideTemplateVariables(template) ?? [], await loadTemplateBindings(sql, tenantId, [name]));
  const fill = decideTemplateFill(template, bindings, decideFactWords(facts, row.language));
  if (!fill.ok) return { problem: fill.problem, missing: fill.missing };
  return { templateId: row.id, name, language: row.language, variables: fill.variables, text: fill.content.body };
}
