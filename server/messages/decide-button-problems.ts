import type { TemplateProblem, TemplateProblemCode } from '../../types/templates.ts';
import type { TemplateComponent } from './template-types.ts';

type Button = NonNullable<TemplateComponent['buttons']>[number];

const MOST = { buttons: 10, text: 25, url: 2000, urls: 2, phones: 1, phone: 20, codes: 1, code: 20 } as const;
/** three are shown without a list; more is allowed */
const QUICK_REPLIES_SHOWN = 3;
/** further kinds Meta knows; we neither write nor judge them */
const OTHERS = new Set(['FLOW', 'CATALOG', 'MPM', 'SPM', 'OTP', 'VOICE_CALL', 'REQUEST_CONTACT_INFO']);

/** Meta's rules about the buttons of a template (TPL-12, TPL-13, X-32); `detail` is the button's text, or the number. */
export function decideButtonProblems(buttons: readonly Button[]): TemplateProblem[] {
  const quick = buttons.map((button) => button.type === 'QUICK_REPLY');
  const changes = quick.filter((is, index) => index > 0 && is !== quick[index - 1]).length;
  const texts = buttons.map((button) => (button.text ?? '').trim().toLowerCase()).filter((text) => text !== '');
  const count = (type: string): number => buttons.filter((button) => button.type === type).length;
  return [
    ...when(buttons.length > MOST.buttons, 'buttons_too_many', String(buttons.length)),
    // quick replies stand together, first or last
    ...when(changes > 1, 'buttons_order'),
    ...when(count('QUICK_REPLY') > QUICK_REPLIES_SHOWN, 'quick_replies_many', String(count('QUICK_REPLY')), 'warning'),
    ...when(count('URL') > MOST.urls, 'url_too_many', String(count('URL'))),
    ...when(count('PHONE_NUMBER') > MOST.phones, 'phone_too_many', String(count('PHONE_NUMBER'))),
    ...when(count('COPY_CODE') > MOST.codes, 'copy_code_too_many', String(count('COPY_CODE'))),
    ...when(new Set(texts).size < texts.length, 'button_text_twice'),
    ...buttons.flatMap(buttonProblems),
  ];
}

function buttonProblems(button: Button): TemplateProblem[] {
  if (OTHERS.has(button.type)) return [];
  const text = button.text ?? '';
  const words = [
    ...when(text.trim() === '' && button.type !== 'COPY_CODE', 'button_text_missing'),
    ...when(text.length > MOST.text, 'button_text_too_long', text),
    ...when(text.includes('{{'), 'button_text_variable', text),
  ];
  if (button.type === 'QUICK_REPLY') return words;
  if (button.type === 'URL') return [...words, ...urlProblems(button)];
  if (button.type === 'PHONE_NUMBER')
    return [...words, ...when(!/^\+?[\d\s-]{5,20}$/.test(button.phone_number ?? '') || (button.phone_number ?? '').length > MOST.phone, 'phone_invalid', text)];
  if (button.type === 'COPY_CODE') {
    const code = exampleOf(button);
    return [...words, ...when(code === '', 'example_missing', text), ...when(code.length > MOST.code, 'copy_code_too_long', code)];
  }
  return [...words, ...when(true, 'button_unknown', button.type)];
}

function urlProblems(button: Button): TemplateProblem[] {
  const url = button.url ?? '';
  const blanks = [...url.matchAll(/\{\{\s*\w+\s*\}\}/g)];
  const isAtEnd = blanks.length === 0 || (blanks.length === 1 && url.endsWith(blanks[0]?.[0] ?? ''));
  return [
    ...when(!/^https?:\/\/[^\s{]+/i.test(url) || !URL.canParse(url.replace(/\{\{\s*\w+\s*\}\}/g, 'x')), 'url_invalid', button.text),
    ...when(url.length > MOST.url, 'url_too_long', button.text),
    ...when(!isAtEnd, 'url_variable', button.text),
    ...when(blanks.length > 0 && exampleOf(button) === '', 'example_missing', button.text),
  ];
}

function exampleOf({ example }: Button): string {
  return ((Array.isArray(example) ? example[0] : example) ?? '').trim();
}

function when(is: boolean, code: TemplateProblemCode, detail?: string, severity: TemplateProblem['severity'] = 'error'): TemplateProblem[] {
  return is ? [{ code, part: 'buttons', severity, ...(detail === undefined ? {} : { detail }) }] : [];
}
