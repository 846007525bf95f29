import type { TemplateDefinition } from './template-types.ts';

/** One blank of a template. `key` is what the composer sends (types/templates.ts); `name` is Meta's: `1` or `first_name`. */
export interface TemplateBlank {
  key: string;
  part: 'header' | 'header_media' | 'body' | 'url' | 'copy_code';
  name: string;
  /** position of the button, for `url` and `copy_code` */
  index: number | null;
  example: string | null;
  /** words right before the blank: what it is probably about */
  before: string;
}

const HEADER_FORMATS = new Set(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT']);
const BUTTON_TYPES = new Set(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE']);

/** Every blank to be filled, in reading order; null when the template has a part we cannot fill (flow, carousel, one-time code …). */
export function decideTemplateVariables({ components }: Pick<TemplateDefinition, 'components'>): TemplateBlank[] | null {
  const blanks: TemplateBlank[] = [];
  for (const component of components) {
    const { example } = component;
    if (component.type === 'HEADER') {
      const format = component.format ?? 'TEXT';
      if (!HEADER_FORMATS.has(format)) return null;
      if (format !== 'TEXT') blanks.push({ key: 'header.link', part: 'header_media', name: format.toLowerCase(), index: null, example: null, before: '' });
      else
        for (const blank of blanksOf(component.text ?? ''))
          blanks.push({
            ...blank,
            key: `header.${blank.name}`,
            part: 'header',
            index: null,
            example: example?.header_text?.[0] ?? example?.header_text_named_params?.[0]?.example ?? null,
          });
    } else if (component.type === 'BODY') {
      for (const blank of blanksOf(component.text ?? '')) {
        const named = example?.body_text_named_params?.find((param) => param.param_name === blank.name);
        blanks.push({
          ...blank,
          key: `body.${blank.name}`,
          part: 'body',
          index: null,
          example: named?.example ?? example?.body_text?.[0]?.[Number(blank.name) - 1] ?? null,
        });
      }
    } else if (component.type === 'BUTTONS') {
      for (const [index, button] of (component.buttons ?? []).entries()) {
        if (!BUTTON_TYPES.has(button.type)) return null;
        const given = Array.isArray(button.example) ? (button.example[0] ?? null) : (button.example ?? null);
        if (button.type === 'URL')
          for (const blank of blanksOf(button.url ?? '')) blanks.push({ ...blank, key: `button.${index}.${blank.name}`, part: 'url', index, example: given });
        if (button.type === 'COPY_CODE') blanks.push({ key: `button.${index}.code`, part: 'copy_code', name: 'code', index, example: given, before: '' });
      }
    } else if (component.type !== 'FOOTER') return null;
  }
  return blanks;
}

function blanksOf(text: string): { name: string; before: string }[] {
  const seen = new Set<string>();
  const found: { name: string; before: string }[] = [];
  for (const match of text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)) {
    const name = match[1] ?? '';
    if (!seen.has(name)) found.push({ name, before: text.slice(Math.max(0, match.index - 40), match.index) });
    seen.add(name);
  }
  return found;
}
