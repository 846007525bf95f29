import type { TemplateContent } from '../../types/messages.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';
import type { TemplateDefinition, TemplateSendComponent } from './template-types.ts';

export type TemplateDecision =
  | { ok: true; components: TemplateSendComponent[]; content: TemplateContent }
  /** `missing`: 132000; `extra` and `invalid`: 132012, 132018; `too_long`: 132005; `unsupported`: a part we cannot fill */
  | { ok: false; problem: 'missing' | 'extra' | 'invalid' | 'too_long' | 'unsupported'; keys: string[] };

/**
 * Fills a template: what goes to Meta, and the text as the merchant will read it (TPL-19). Refuses what Meta would refuse, so that
 * the person learns it in the composer and not from a failed bubble. Line breaks and runs of blanks become one blank (132018).
 */
export function decideTemplateComponents(template: TemplateDefinition, given: Readonly<Record<string, string>>): TemplateDecision {
  const blanks = decideTemplateVariables(template);
  if (!blanks) return { ok: false, problem: 'unsupported', keys: [] };
  const known = new Set(blanks.map((blank) => blank.key));
  const extra = Object.keys(given).filter((key) => !known.has(key));
  if (extra.length > 0) return { ok: false, problem: 'extra', keys: extra };
  const values: Record<string, string> = {};
  for (const blank of blanks) values[blank.key] = (given[blank.key] ?? '').replace(/\s+/g, ' ').trim();
  const missing = blanks.filter((blank) => values[blank.key] === '').map((blank) => blank.key);
  if (missing.length > 0) return { ok: false, problem: 'missing', keys: missing };
  const invalid = blanks.filter((blank) => !fits(blank.part, values[blank.key] ?? '')).map((blank) => blank.key);
  if (invalid.length > 0) return { ok: false, problem: 'invalid', keys: invalid };

  const parts = { header: find(template, 'HEADER'), body: find(template, 'BODY'), footer: find(template, 'FOOTER') };
  const render = (text: string, part: string): string => text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values[`${part}.${name}`] ?? '');
  const isTextHeader = parts.header !== undefined && (parts.header.format ?? 'TEXT') === 'TEXT';
  const header = isTextHeader ? render(parts.header?.text ?? '', 'header') : undefined;
  const body = render(parts.body?.text ?? '', 'body');
  if (body.length > 1024) return { ok: false, problem: 'too_long', keys: keysOf('body') };
  if (header !== undefined && header.length > 60) return { ok: false, problem: 'too_long', keys: keysOf('header') };

  const components: TemplateSendComponent[] = [];
  const isNamed = template.parameterFormat === 'NAMED';
  for (const part of ['header', 'body'] as const) {
    const parameters = blanks
      .filter((blank) => blank.part === part)
      // by number, whatever order the words want them in: Meta fills {{1}} with the first
      .toSorted((one, other) => (isNamed ? 0 : Number(one.name) - Number(other.name)))
      .map((blank) => ({ type: 'text', ...(isNamed ? { parameter_name: blank.name } : {}), text: values[blank.key] }));
    const media = part === 'header' ? blanks.find((blank) => blank.part === 'header_media') : undefined;
    if (media) components.push({ type: 'header', parameters: [{ type: media.name, [media.name]: { link: values[media.key] } }] });
    else if (parameters.length > 0) components.push({ type: part, parameters });
  }
  for (const blank of blanks) {
    const value = values[blank.key];
    if (blank.part === 'url') components.push({ type: 'button', sub_type: 'url', index: String(blank.index), parameters: [{ type: 'text', text: value }] });
    if (blank.part === 'copy_code')
      components.push({ type: 'button', sub_type: 'copy_code', index: String(blank.index), parameters: [{ type: 'coupon_code', coupon_code: value }] });
  }
  const buttons = template.components.flatMap((component) =>
    component.type === 'BUTTONS' ? (component.buttons ?? []).map((button) => button.text ?? '') : [],
  );
  const content: TemplateContent = {
    name: template.name,
    language: template.language,
    body,
    buttons,
    ...(header === undefined ? {} : { header }),
    ...(parts.footer?.text === undefined ? {} : { footer: parts.footer.text }),
  };
  return { ok: true, components, content };

  function keysOf(part: string): string[] {
    return blanks?.filter((blank) => blank.part === part).map((blank) => blank.key) ?? [];
  }
}

const find = (template: TemplateDefinition, type: string): TemplateDefinition['components'][number] | undefined =>
  template.components.find((component) => component.type === type);

function fits(part: string, value: string): boolean {
  if (part === 'header_media') return /^https:\/\/\S+$/.test(value) && URL.canParse(value);
  if (part === 'copy_code') return value.length <= 20;
  return part !== 'url' || !/\s/.test(value);
}
