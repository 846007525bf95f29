import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkTemplate } from '../../embed-demo/simulators/graph/check-template.ts';
import { demoTemplates } from '../../embed-demo/seed/demo-templates.ts';
import { decideTemplateComponents } from './decide-template-components.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';
import type { TemplateComponent, TemplateDefinition } from './template-types.ts';

const template = (components: TemplateComponent[], parameterFormat: 'POSITIONAL' | 'NAMED' = 'POSITIONAL'): TemplateDefinition => ({
  name: 'a',
  language: 'en',
  parameterFormat,
  components,
});
const visit = template([
  { type: 'HEADER', format: 'TEXT', text: 'Visit for {{1}}' },
  { type: 'BODY', text: 'Hi {{1}}, we come to {{2}} on {{3}}. Bye {{1}}.', example: { body_text: [['Devi', 'Bangsar', 'Monday']] } },
  { type: 'FOOTER', text: 'KedaiPOS' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'OK' },
      { type: 'URL', text: 'Map', url: 'https://x.my/{{1}}', example: ['abc'] },
      { type: 'COPY_CODE', text: 'Copy', example: 'CODE' },
    ],
  },
]);
const values = { 'header.1': 'Bangsar', 'body.1': 'Devi', 'body.2': 'Bangsar', 'body.3': 'Monday', 'button.1.1': 'kl-7', 'button.2.code': 'SAVE20' };

test('fills by number where the words want another order', () => {
  const turned = template([{ type: 'BODY', text: 'Pay {{2}} here: {{1}}', example: { body_text: [['https://x.my/7', 'RM 10']] } }]);
  assert.deepEqual(
    decideTemplateVariables(turned)?.map((blank) => [blank.key, blank.example]),
    [
      ['body.2', 'RM 10'],
      ['body.1', 'https://x.my/7'],
    ],
  );
  const filled = decideTemplateComponents(turned, { 'body.1': 'https://pay.my/9', 'body.2': 'RM 588.00' });
  assert.ok(filled.ok);
  assert.equal(filled.content.body, 'Pay RM 588.00 here: https://pay.my/9');
  assert.deepEqual(
    filled.components[0]?.parameters.map(({ text }) => text),
    ['https://pay.my/9', 'RM 588.00'],
  );
});

test('every blank once, in reading order, with Meta’s examples', () => {
  assert.deepEqual(
    decideTemplateVariables(visit)?.map((blank) => [blank.key, blank.example]),
    [
      ['header.1', null],
      ['body.1', 'Devi'],
      ['body.2', 'Bangsar'],
      ['body.3', 'Monday'],
      ['button.1.1', 'abc'],
      ['button.2.code', 'CODE'],
    ],
  );
});

test('fills all parts and renders what the merchant will read', () => {
  const decision = decideTemplateComponents(visit, values);
  assert.ok(decision.ok);
  assert.deepEqual(decision.components, [
    { type: 'header', parameters: [{ type: 'text', text: 'Bangsar' }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Devi' },
        { type: 'text', text: 'Bangsar' },
        { type: 'text', text: 'Monday' },
      ],
    },
    { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'kl-7' }] },
    { type: 'button', sub_type: 'copy_code', index: '2', parameters: [{ type: 'coupon_code', coupon_code: 'SAVE20' }] },
  ]);
  assert.deepEqual(decision.content, {
    name: 'a',
    language: 'en',
    header: 'Visit for Bangsar',
    body: 'Hi Devi, we come to Bangsar on Monday. Bye Devi.',
    footer: 'KedaiPOS',
    buttons: ['OK', 'Map', 'Copy'],
  });
});

test('named parameters carry their names', () => {
  const decision = decideTemplateComponents(template([{ type: 'BODY', text: 'Hi {{first_name}}, about {{topic}}.' }], 'NAMED'), {
    'body.first_name': 'Devi',
    'body.topic': 'printer',
  });
  assert.ok(decision.ok);
  assert.deepEqual(decision.components, [
    {
      type: 'body',
      parameters: [
        { type: 'text', parameter_name: 'first_name', text: 'Devi' },
        { type: 'text', parameter_name: 'topic', text: 'printer' },
      ],
    },
  ]);
});

test('a media header takes an https address and nothing else', () => {
  const image = template([
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Look.' },
  ]);
  const decision = decideTemplateComponents(image, { 'header.link': 'https://cdn.example.my/a.png' });
  assert.ok(decision.ok);
  assert.deepEqual(decision.components, [{ type: 'header', parameters: [{ type: 'image', image: { link: 'https://cdn.example.my/a.png' } }] }]);
  assert.deepEqual(decideTemplateComponents(image, { 'header.link': 'javascript:alert(1)' }), { ok: false, problem: 'invalid', keys: ['header.link'] });
});

describe('refused before Meta would refuse it', () => {
  const refused = (given: Record<string, string>, definition = visit): unknown => {
    const decision = decideTemplateComponents(definition, given);
    return decision.ok ? 'sent' : [decision.problem, ...decision.keys];
  };
  test('a blank left empty (132000)', () => assert.deepEqual(refused({ ...values, 'body.2': '  ' }), ['missing', 'body.2']));
  test('a value for a blank that is not there (132000)', () => assert.deepEqual(refused({ ...values, 'body.9': 'x' }), ['extra', 'body.9']));
  test('a coupon that is too long, an address with a blank (132012)', () =>
    assert.deepEqual(refused({ ...values, 'button.1.1': 'a b', 'button.2.code': 'x'.repeat(21) }), ['invalid', 'button.1.1', 'button.2.code']));
  test('a text that grows too long (132005)', () =>
    assert.deepEqual(refused({ ...values, 'body.1': 'x'.repeat(800) }), ['too_long', 'body.1', 'body.2', 'body.3']));
  test('parts we cannot fill', () => {
    for (const part of [{ type: 'CAROUSEL' }, { type: 'HEADER', format: 'LOCATION' }, { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Go' }] }])
      assert.deepEqual(refused({}, template([{ type: 'BODY', text: 'Hi.' }, part])), ['unsupported']);
  });
  test('line breaks and runs of blanks become one blank (132018)', () => {
    const decision = decideTemplateComponents(visit, { ...values, 'body.1': 'Devi\n\n and \t     Raj' });
    assert.ok(decision.ok && decision.content.body.startsWith('Hi Devi and Raj,'));
  });
});

test('what we accept, the simulator of Meta accepts: every demo template, any values', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...demoTemplates().filter((one) => one.status === 'APPROVED')),
      fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 8, maxLength: 8 }),
      (wire, texts) => {
        const definition: TemplateDefinition = {
          name: wire.name,
          language: wire.language,
          parameterFormat: wire.parameter_format ?? 'POSITIONAL',
          components: wire.components as TemplateComponent[],
        };
        const blanks = decideTemplateVariables(definition) ?? [];
        const decision = decideTemplateComponents(definition, Object.fromEntries(blanks.map((blank, at) => [blank.key, texts[at] ?? ''])));
        if (!decision.ok) return;
        assert.equal(checkTemplate(wire, wire.name, wire.language, decision.components), null);
      },
    ),
  );
});
