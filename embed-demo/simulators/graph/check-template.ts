import { GraphFault } from './graph-fault.ts';
import type { WireTemplate, WireTemplateComponent } from './wire-types.ts';

const variables = (text: string): string[] => [...new Set([...text.matchAll(/\{\{\s*([\w]+)\s*\}\}/g)].map((match) => match[1] ?? ''))];

/**
 * Whether a template can be sent with these components; returns the fault Meta answers, or null.
 * Codes: 132001 not there or not approved, 132015 paused, 132016 disabled, 132000 counts differ, 132012 kinds differ, 131008 button value missing.
 */
export function checkTemplate(
  template: WireTemplate | undefined,
  name: string,
  language: string,
  components: readonly WireTemplateComponent[],
): GraphFault | null {
  if (template === undefined) return new GraphFault(132001, `template name (${name}) does not exist in ${language}`);
  if (template.status === 'PAUSED') return new GraphFault(132015, `template ${name} is paused because of low quality`);
  if (template.status === 'DISABLED') return new GraphFault(132016, `template ${name} is disabled because of low quality`);
  if (template.status !== 'APPROVED') return new GraphFault(132001, `template name (${name}) does not exist in ${language}`);

  for (const part of template.components) {
    if (part.type === 'BODY' || (part.type === 'HEADER' && (part.format ?? 'TEXT') === 'TEXT')) {
      const kind = part.type.toLowerCase();
      const expected = variables(part.text ?? '');
      const given = components.find((component) => component.type === kind)?.parameters ?? [];
      if (given.length !== expected.length) {
        return new GraphFault(
          132000,
          `${kind}: number of localizable_params (${given.length}) does not match the expected number of params (${expected.length})`,
        );
      }
      const isNamed = template.parameter_format === 'NAMED';
      for (const parameter of given) {
        if (!['text', 'currency', 'date_time'].includes(parameter.type))
          return new GraphFault(132012, `${kind}: parameter of type ${parameter.type} where text is expected`);
        if (parameter.type === 'text' && (parameter.text ?? '') === '') return new GraphFault(131008, `${kind}: Parameter of type text is missing text value`);
        if (parameter.text !== undefined && /\n|\t| {5,}/.test(parameter.text))
          return new GraphFault(132018, `${kind}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`);
        if (isNamed && !expected.includes(parameter.parameter_name ?? '')) return new GraphFault(132012, `${kind}: Parameter name is missing or unknown`);
      }
    } else if (part.type === 'HEADER') {
      const kind = (part.format ?? '').toLowerCase();
      const given = components.find((component) => component.type === 'header')?.parameters ?? [];
      if (given.length !== 1 || given[0]?.type !== kind)
        return new GraphFault(132012, `header: Format mismatch, expected ${part.format ?? ''}, received ${given[0]?.type.toUpperCase() ?? 'UNKNOWN'}`);
    } else if (part.type === 'BUTTONS') {
      for (const [index, button] of (part.buttons ?? []).entries()) {
        const given = components.find((component) => component.type === 'button' && String(component.index ?? '') === String(index));
        const needsValue = button.type === 'URL' && variables(button.url ?? '').length > 0;
        if (needsValue && (given?.parameters ?? []).length !== 1)
          return new GraphFault(131008, `buttons: Button at index ${index} of type Url requires a parameter`);
        if (!needsValue && button.type !== 'QUICK_REPLY' && given !== undefined)
          return new GraphFault(132018, `buttons: Button at index ${index} of type ${button.type} takes no parameter`);
      }
    }
  }
  return null;
}
