import type { z } from 'zod';
import type { previewTemplateInput, TemplatePreview, TemplateVariant } from '../../types/templates.ts';
import { decideFactWords } from '../messages/decide-fact-words.ts';
import { decideTemplateFill } from '../messages/decide-template-fill.ts';
import { decideTemplateLanguage } from '../messages/decide-template-language.ts';
import { listTemplateVariants } from '../messages/list-template-variants.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { loadRenewalFacts, type RenewalFacts } from './load-renewal-facts.ts';
import { loadRenewals } from './load-renewals.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';

/**
 * A template as WhatsApp would show it: filled with a renewal's facts as they are bound, in the person's language unless one is asked for;
 * without a renewal with the examples Meta was given. What could not be filled stays as it is written and is named in `missing`: so it
 * would not be sent. Errors: not_found (no such template or language, or the renewal is not there for this person).
 */
export async function previewTemplate(ctx: UserCtx, input: z.output<typeof previewTemplateInput>): Promise<TemplatePreview> {
  const variants = (await listTemplateVariants(ctx.tenantId)).filter((variant) => variant.name === input.name);
  const of = input.renewalId === undefined ? null : await readFacts(ctx, input.renewalId);
  const codes = variants.map((variant) => variant.language);
  const language = input.language ?? decideTemplateLanguage(of?.locale ?? null, codes) ?? codes[0];
  const variant = variants.find((one) => one.language === language);
  if (!variant) throw new AppError('not_found', 'This template does not exist in this language.');
  const { variables, missing } = valuesOf(variant, of);
  const render = (text: string | null, part: string): string | null =>
    text?.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => variables[`${part}.${name}`] ?? whole) ?? null;
  return {
    language: variant.language,
    header: render(variant.header?.text ?? null, 'header'),
    body: render(variant.body, 'body') ?? '',
    footer: variant.footer,
    buttons: variant.buttons,
    missing,
  };
}

async function readFacts(ctx: UserCtx, renewalId: string): Promise<RenewalFacts> {
  const [renewal] = await loadRenewals(ctx, [renewalId]);
  const settings = await readRenewalSettings(ctx.tenantId);
  const facts = renewal && (await loadRenewalFacts(database(), ctx.tenantId, [renewalId], { settings })).get(renewalId);
  if (!facts) throw new AppError('not_found', 'There is no such renewal.');
  return facts;
}

/** With facts: what would be sent. Without: examples, then fallbacks. */
function valuesOf(variant: TemplateVariant, of: RenewalFacts | null): { variables: Readonly<Record<string, string>>; missing: string[] } {
  if (!of) {
    const values = variant.variables.map(({ key, example }) => [key, example ?? variant.bindings.find((one) => one.key === key)?.fallback ?? null] as const);
    return {
      variables: Object.fromEntries(values.filter((one): one is [string, string] => one[1] !== null)),
      missing: values.filter(([, value]) => value === null).map(([key]) => key),
    };
  }
  const fill = decideTemplateFill(
    { name: variant.name, language: variant.language, parameterFormat: 'POSITIONAL', components: componentsOf(variant) },
    variant.bindings,
    decideFactWords(of.facts, variant.language),
  );
  return fill.ok ? { variables: fill.variables, missing: [] } : { variables: fill.variables, missing: fill.missing };
}

/** The texts with their blanks; a preview needs nothing else of the definition. */
function componentsOf(variant: TemplateVariant): { type: string; format?: string; text?: string }[] {
  return [
    ...(variant.header ? [{ type: 'HEADER', format: variant.header.format, text: variant.header.text ?? '' }] : []),
    { type: 'BODY', text: variant.body },
  ];
}
