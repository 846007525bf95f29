import type { TemplateProblem, TemplateProblemCode } from '../../types/templates.ts';
import { decideButtonProblems } from './decide-button-problems.ts';
import type { TemplateComponent, TemplateDefinition } from './template-types.ts';

const BLANK = /\{\{\s*(\w+)\s*\}\}/g;
const MOST = { name: 512, header: 60, body: 1024, footer: 60 } as const;
const FORMATS = new Set(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']);

/**
 * What Meta would say of a template before it is asked (TPL-14, X-32, X-34; rules in whatsapp.md §4, error 2388293 and its family). An
 * error is refused at submission; a warning is allowed and unwise. In reading order: name, header, body, footer, buttons.
 */
export function decideTemplateProblems(template: Omit<TemplateDefinition, 'language'>): TemplateProblem[] {
  const { name, components } = template;
  const of = (type: string): TemplateComponent | undefined => components.find((one) => one.type === type);
  const unknown = components.find((one) => !['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].includes(one.type));
  return [
    ...when(!/^[a-z0-9_]+$/.test(name), 'name_invalid', 'name'),
    ...when(name.length > MOST.name, 'name_too_long', 'name', String(name.length - MOST.name)),
    ...when(unknown !== undefined, 'part_unknown', 'body', unknown?.type, 'warning'),
    ...headerProblems(of('HEADER'), template.parameterFormat),
    ...bodyProblems(of('BODY'), template.parameterFormat),
    ...footerProblems(of('FOOTER')),
    ...decideButtonProblems(components.flatMap((one) => (one.type === 'BUTTONS' ? (one.buttons ?? []) : []))),
  ];
}

function headerProblems(header: TemplateComponent | undefined, format: TemplateDefinition['parameterFormat']): TemplateProblem[] {
  if (!header) return [];
  const kind = header.format ?? 'TEXT';
  if (!FORMATS.has(kind)) return when(true, 'header_format', 'header', kind);
  if (kind !== 'TEXT') return when(kind === 'IMAGE' || kind === 'VIDEO', 'header_media_size', 'header', '5 MB', 'warning');
  const text = header.text ?? '';
  const blanks = namesIn(text);
  const examples = [...(header.example?.header_text ?? []), ...(header.example?.header_text_named_params ?? []).map((one) => one.example)];
  return [
    ...when(text.length > MOST.header, 'header_too_long', 'header', String(text.length - MOST.header)),
    ...when(blanks.length > 1, 'header_variables', 'header', String(blanks.length)),
    ...when(/[*_~`\n]|\p{Extended_Pictographic}/u.test(text.replace(BLANK, '')), 'header_signs', 'header'),
    ...variableProblems(text, 'header', format).filter(({ code }) => code !== 'variable_first' && code !== 'variable_last'),
    ...when(blanks.length > examples.filter(isWritten).length, 'example_missing', 'header'),
  ];
}

function bodyProblems(body: TemplateComponent | undefined, format: TemplateDefinition['parameterFormat']): TemplateProblem[] {
  const text = body?.text ?? '';
  if (text.trim() === '') return when(true, 'body_missing', 'body');
  const blanks = namesIn(text);
  const words = text
    .replace(BLANK, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const named = new Map((body?.example?.body_text_named_params ?? []).map((one) => [one.param_name, one.example]));
  const examples = body?.example?.body_text?.[0] ?? [];
  const lacks = blanks.filter((blank, index) => !isWritten(format === 'NAMED' ? named.get(blank) : examples[index]));
  return [
    ...when(text.length > MOST.body, 'body_too_long', 'body', String(text.length - MOST.body)),
    ...when(/\n{3,}/.test(text) || / {5,}/.test(text), 'body_breaks', 'body'),
    ...variableProblems(text, 'body', format),
    // what is known of Meta's rule: two words and one more for each blank are needed
    ...when(blanks.length > 0 && words < 2 * blanks.length + 1, 'variables_too_many', 'body', `${blanks.length}/${words}`),
    ...when(lacks.length > 0, 'example_missing', 'body', lacks.join(', ')),
  ];
}

function footerProblems(footer: TemplateComponent | undefined): TemplateProblem[] {
  const text = footer?.text ?? '';
  return [
    ...when(text.length > MOST.footer, 'footer_too_long', 'footer', String(text.length - MOST.footer)),
    ...when(text.includes('{{'), 'footer_variable', 'footer'),
  ];
}

function variableProblems(text: string, part: 'header' | 'body', format: TemplateDefinition['parameterFormat']): TemplateProblem[] {
  const names = namesIn(text);
  const numbered = names.filter((name) => /^\d+$/.test(name));
  const isMixed = numbered.length > 0 && numbered.length < names.length;
  const isWrongKind = names.length > 0 && !isMixed && (format === 'NAMED') !== (numbered.length === 0);
  const isInOrder = numbered.every((name) => Number(name) >= 1 && Number(name) <= numbered.length && String(Number(name)) === name);
  const bare = text.trim();
  return [
    ...when(/\{\{|\}\}/.test(text.replace(BLANK, '')) || names.some((name) => !/^(\d+|[a-z][a-z0-9_]*)$/.test(name)), 'variable_malformed', part),
    ...when(/^[^\p{L}\p{N}{]*\{\{\s*\w+\s*\}\}/u.test(bare), 'variable_first', part),
    ...when(/\{\{\s*\w+\s*\}\}[^\p{L}\p{N}}]*$/u.test(bare), 'variable_last', part),
    ...when(/\}\}\s*\{\{/.test(text), 'variables_adjacent', part),
    ...when(!isInOrder, 'variables_order', part),
    ...when(isMixed || isWrongKind, 'variables_mixed', part),
  ];
}

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(BLANK)].map((match) => match[1] ?? ''))];
}

function isWritten(example: string | undefined): boolean {
  return (example ?? '').trim() !== '';
}

function when(
  is: boolean,
  code: TemplateProblemCode,
  part: TemplateProblem['part'],
  detail?: string,
  severity: TemplateProblem['severity'] = 'error',
): TemplateProblem[] {
  return is ? [{ code, part, severity, ...(detail === undefined ? {} : { detail }) }] : [];
}
