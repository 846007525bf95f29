import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { demoTemplates } from '../../embed-demo/seed/demo-templates.ts';
import { TEMPLATE_PROBLEMS, type TemplateProblemCode } from '../../types/templates.ts';
import { decideTemplateProblems } from './decide-template-problems.ts';
import { templateCatalogue } from './template-catalogue.ts';
import type { TemplateComponent } from './template-types.ts';

type Button = NonNullable<TemplateComponent['buttons']>[number];

const body = (text: string, ...examples: string[]): TemplateComponent => ({
  type: 'BODY',
  text,
  ...(examples.length > 0 ? { example: { body_text: [examples] } } : {}),
});
const fine = body('Hello {{1}}, thank you for visiting us today.', 'Mr Lim');
const header = (text: string, example?: string): TemplateComponent[] => [
  { type: 'HEADER', format: 'TEXT', text, ...(example ? { example: { header_text: [example] } } : {}) },
  fine,
];
const footer = (text: string): TemplateComponent[] => [fine, { type: 'FOOTER', text }];
const buttons = (...list: Button[]): TemplateComponent[] => [fine, { type: 'BUTTONS', buttons: list }];
const quick = (count: number): Button[] => Array.from({ length: count }, (_, at) => ({ type: 'QUICK_REPLY', text: `Choice ${at + 1}` }));
const url = (address: string, example?: string): Button => ({ type: 'URL', text: 'Pay', url: address, ...(example ? { example: [example] } : {}) });
const codes = (components: TemplateComponent[], name = 'any_name', parameterFormat: 'POSITIONAL' | 'NAMED' = 'POSITIONAL'): TemplateProblemCode[] =>
  decideTemplateProblems({ name, parameterFormat, components }).map(({ code }) => code);

describe('Meta’s rules', () => {
  const cases: [what: string, found: TemplateProblemCode[], expected: TemplateProblemCode[]][] = [
    ['nothing wrong', codes([fine]), []],
    ['capitals in the name', codes([fine], 'Renewal'), ['name_invalid']],
    ['a dash in the name', codes([fine], 'a-b'), ['name_invalid']],
    ['the longest name', codes([fine], 'a'.repeat(512)), []],
    ['one more', codes([fine], 'a'.repeat(513)), ['name_too_long']],
    ['no body', codes([]), ['body_missing']],
    ['an empty body', codes([body(' ')]), ['body_missing']],
    ['the longest body', codes([body(`${'word '.repeat(204)}last`)]), []],
    ['one more', codes([body('x'.repeat(1025))]), ['body_too_long']],
    ['three line breaks', codes([body('Hello there.\n\n\nGood bye.')]), ['body_breaks']],
    ['five blanks', codes([body('Hello     there.')]), ['body_breaks']],
    ['a variable first', codes([body('{{1}}, thank you for visiting us.', 'a')]), ['variable_first']],
    ['a variable after a sign', codes([body('*{{1}}* thank you for visiting us.', 'a')]), ['variable_first']],
    ['a variable last', codes([body('Thank you for visiting us, {{1}}', 'a')]), ['variable_last']],
    ['a variable before the full stop', codes([body('Thank you for visiting us, {{1}}.', 'a')]), ['variable_last']],
    ['two side by side', codes([body('Dear {{1}} {{2}} thank you so much for visiting us.', 'a', 'b')]), ['variables_adjacent']],
    ['a gap in the numbers', codes([body('Dear {{1}} we wrote about {{3}} to you some days ago.', 'a', 'b')]), ['variables_order']],
    ['counting from nought', codes([body('Dear {{0}} we wrote to you some days ago.', 'a')]), ['variables_order']],
    ['a number and a name', codes([body('Dear {{1}} we wrote about {{thing}} to you some days ago.', 'a', 'b')]), ['variables_mixed']],
    ['a name where numbers are', codes([body('Dear {{thing}} we wrote to you some days ago.', 'a')]), ['variables_mixed']],
    [
      'capitals in a name',
      codes([{ ...body('Dear {{Name}} we wrote to you.'), example: { body_text_named_params: [{ param_name: 'Name', example: 'a' }] } }], 'a', 'NAMED'),
      ['variable_malformed'],
    ],
    [
      'names',
      codes([{ ...body('Dear {{name}} we wrote to you.'), example: { body_text_named_params: [{ param_name: 'name', example: 'a' }] } }], 'a', 'NAMED'),
      [],
    ],
    ['half a bracket', codes([body('Dear {{1} we wrote to you.')]), ['variable_malformed']],
    ['a space within', codes([body('Dear {{my name}} we wrote to you.')]), ['variable_malformed']],
    ['no example', codes([body('Dear {{1}} we wrote to you.')]), ['example_missing']],
    ['one example of two', codes([body('Dear {{1}} we wrote to you about {{2}} today.', 'a')]), ['example_missing']],
    ['more variables than words bear', codes([body('Dear {{1}} of {{2}} thanks.', 'a', 'b')]), ['variables_too_many']],
    ['a header', codes(header('News of {{1}}', 'a')), []],
    ['the longest header', codes(header('x'.repeat(60))), []],
    ['one more', codes(header('x'.repeat(61))), ['header_too_long']],
    ['two variables in the header', codes(header('News of {{1}} and {{2}} today', 'a')), ['header_variables', 'example_missing']],
    ['an emoji in the header', codes(header('News 🎉')), ['header_signs']],
    ['a star in the header', codes(header('*News*')), ['header_signs']],
    ['a header without example', codes(header('News of {{1}}')), ['example_missing']],
    ['a picture above', codes([{ type: 'HEADER', format: 'IMAGE' }, fine]), ['header_media_size']],
    ['a sound above', codes([{ type: 'HEADER', format: 'AUDIO' }, fine]), ['header_format']],
    ['the longest footer', codes(footer('x'.repeat(60))), []],
    ['one more', codes(footer('x'.repeat(61))), ['footer_too_long']],
    ['a variable in the footer', codes(footer('From {{1}}')), ['footer_variable']],
    ['three quick replies', codes(buttons(...quick(3))), []],
    ['five', codes(buttons(...quick(5))), ['quick_replies_many']],
    ['eleven', codes(buttons(...quick(11))), ['buttons_too_many', 'quick_replies_many']],
    ['a link', codes(buttons(url('https://pay.example.com/{{1}}', 'x'))), []],
    ['a link without example', codes(buttons(url('https://pay.example.com/{{1}}'))), ['example_missing']],
    ['a variable within a link', codes(buttons(url('https://pay.example.com/{{1}}/now', 'x'))), ['url_variable']],
    ['a variable instead of a host', codes(buttons(url('https://{{1}}', 'x'))), ['url_invalid']],
    ['no address', codes(buttons(url('pay.example.com'))), ['url_invalid']],
    ['a very long one', codes(buttons(url(`https://a.my/${'x'.repeat(2000)}`))), ['url_too_long']],
    ['three links', codes(buttons(...[1, 2, 3].map((at) => ({ ...url('https://a.my'), text: `Pay ${at}` })))), ['url_too_many']],
    ['links between replies', codes(buttons(...quick(1), url('https://a.my'), { type: 'QUICK_REPLY', text: 'Other' })), ['buttons_order']],
    ['replies, then links', codes(buttons(...quick(2), url('https://a.my'))), []],
    ['a phone', codes(buttons({ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+60327764100' })), []],
    ['words for a phone', codes(buttons({ type: 'PHONE_NUMBER', text: 'Call', phone_number: 'ask' })), ['phone_invalid']],
    ['two phones', codes(buttons(...['A', 'B'].map((text) => ({ type: 'PHONE_NUMBER', text, phone_number: '+60327764100' })))), ['phone_too_many']],
    ['a code', codes(buttons({ type: 'COPY_CODE', example: 'RAYA26' })), []],
    ['a long one', codes(buttons({ type: 'COPY_CODE', example: 'x'.repeat(21) })), ['copy_code_too_long']],
    ['none', codes(buttons({ type: 'COPY_CODE' })), ['example_missing']],
    ['two codes', codes(buttons({ type: 'COPY_CODE', example: 'A' }, { type: 'COPY_CODE', example: 'B' })), ['copy_code_too_many']],
    ['a long button', codes(buttons({ type: 'QUICK_REPLY', text: 'x'.repeat(26) })), ['button_text_too_long']],
    ['an empty one', codes(buttons({ type: 'QUICK_REPLY', text: ' ' })), ['button_text_missing']],
    ['a variable on one', codes(buttons({ type: 'QUICK_REPLY', text: 'Hi {{1}}' })), ['button_text_variable']],
    ['the same twice', codes(buttons({ type: 'QUICK_REPLY', text: 'OK' }, { type: 'QUICK_REPLY', text: 'ok' })), ['button_text_twice']],
    ['a kind nobody knows', codes(buttons({ type: 'TELEPORT', text: 'Go' })), ['button_unknown']],
    ['a kind we do not judge', codes(buttons({ type: 'FLOW', text: 'Open' })), []],
    ['cards', codes([fine, { type: 'CAROUSEL' }]), ['part_unknown']],
  ];
  for (const [what, found, expected] of cases) it(what, () => assert.deepEqual(found, expected));

  it('says nothing that has no word', () => {
    const said = new Set(cases.flatMap(([, found]) => found));
    const unsaid = TEMPLATE_PROBLEMS.filter((code) => !said.has(code));
    assert.deepEqual(unsaid, ['category_changed', 'variable_unbound'], 'these two are said by the registry');
  });
});

test('the templates that come with the product pass (X-34), with one warning: five marks are more than three (X-32)', () => {
  for (const { name, language, components } of templateCatalogue) {
    const found = decideTemplateProblems({ name, parameterFormat: 'POSITIONAL', components });
    assert.deepEqual(
      found.map(({ code, severity }) => [code, severity]),
      name === 'csat_request_v1' ? [['quick_replies_many', 'warning']] : [],
      `${name} ${language}`,
    );
  }
  const languages = Object.groupBy(templateCatalogue, (template) => template.name);
  for (const [name, variants] of Object.entries(languages)) assert.deepEqual(variants?.map(({ language }) => language).sort(), ['en_US', 'ms'], name);
});

test('both languages of a template have the same blanks, about the same, and the same buttons', () => {
  for (const one of templateCatalogue) {
    const other = templateCatalogue.find(({ name, language }) => name === one.name && language !== one.language);
    assert.ok(other);
    assert.deepEqual(
      one.bindings.map(({ key, fact }) => [key, fact]),
      other.bindings.map(({ key, fact }) => [key, fact]),
      one.name,
    );
    assert.deepEqual(
      one.components.map(({ type }) => type),
      other.components.map(({ type }) => type),
      one.name,
    );
    assert.equal(one.category, other.category);
  }
});

test('what the demo’s Meta has approved passes, save its headers without blanks', () => {
  for (const { name, status, components } of demoTemplates()) {
    if (status !== 'APPROVED') continue;
    const errors = decideTemplateProblems({ name, parameterFormat: 'POSITIONAL', components }).filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors, [], name);
  }
});

test('any text: no throw, and a warning or an error always names its part', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ maxLength: 80 }),
      fc.array(fc.string({ maxLength: 30 }), { maxLength: 12 }),
      (text, more, texts) => {
        const problems = decideTemplateProblems({
          name: text,
          parameterFormat: 'POSITIONAL',
          components: [
            { type: 'HEADER', format: 'TEXT', text: more },
            { type: 'BODY', text: `${text}{{1}}${more}{{2}}` },
            { type: 'FOOTER', text },
            { type: 'BUTTONS', buttons: texts.map((one) => ({ type: 'URL', text: one, url: one })) },
          ],
        });
        for (const { code, part } of problems) assert.ok(TEMPLATE_PROBLEMS.includes(code) && ['name', 'header', 'body', 'footer', 'buttons'].includes(part));
        assert.ok(
          problems.some(({ code }) => code === 'example_missing'),
          'two blanks have no example',
        );
      },
    ),
  );
});
