import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { checkTemplate } from '../../embed-demo/simulators/graph/check-template.ts';
import type { WireTemplate } from '../../embed-demo/simulators/graph/wire-types.ts';
import { decideFactWords } from './decide-fact-words.ts';
import { decideTemplateBindings } from './decide-template-bindings.ts';
import { decideTemplateComponents } from './decide-template-components.ts';
import { decideTemplateFill } from './decide-template-fill.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';
import { templateCatalogue } from './template-catalogue.ts';
import type { CatalogueTemplate, TemplateFactValues } from './template-types.ts';

const facts: TemplateFactValues = {
  contactName: 'Puan Siti',
  franchiseName: 'Roti Raja',
  outletName: 'Roti Raja Klang',
  companyName: 'KedaiPOS Support',
  dueOn: '2026-02-28',
  today: '2026-02-27',
  paymentUrl: 'https://pay.example.com/renew/8801',
  amount: { amount: '1188.00', currency: 'MYR' },
  outlets: [
    { name: 'Roti Raja Klang', dueOn: '2026-02-28' },
    { name: 'Roti Raja Meru', dueOn: '2026-03-01' },
  ],
};
const of = (name: string, language: string): CatalogueTemplate => {
  const found = templateCatalogue.find((one) => one.name === name && one.language === language);
  assert.ok(found);
  return found;
};
const fill = (template: CatalogueTemplate, values: TemplateFactValues): ReturnType<typeof decideTemplateFill> =>
  decideTemplateFill({ ...template, parameterFormat: 'POSITIONAL' }, template.bindings, decideFactWords(values, template.language));
const textOf = (name: string, language: string, values: TemplateFactValues = facts): string => {
  const filled = fill(of(name, language), values);
  assert.ok(filled.ok, JSON.stringify(filled));
  return filled.content.body;
};

describe('facts in words', () => {
  it('days and money as people of the language write them', () => {
    assert.equal(decideFactWords(facts, 'en_US').dueDate, '28 Feb 2026');
    assert.equal(decideFactWords(facts, 'ms').dueDate, '28 Feb 2026');
    assert.equal(decideFactWords({ dueOn: '2026-09-30' }, 'en_US').dueDate, '30 Sep 2026');
    assert.equal(decideFactWords({ dueOn: '2026-08-31' }, 'ms').dueDate, '31 Ogo 2026');
    for (const [today, en, ms] of [
      ['2026-02-14', 'on 28 Feb 2026 (in 14 days)', 'pada 28 Feb 2026 (14 hari lagi)'],
      ['2026-02-27', 'tomorrow, 28 Feb 2026', 'esok, 28 Feb 2026'],
      ['2026-02-28', 'today, 28 Feb 2026', 'hari ini, 28 Feb 2026'],
      ['2026-03-03', 'on 28 Feb 2026', 'pada 28 Feb 2026'],
      [null, 'on 28 Feb 2026', 'pada 28 Feb 2026'],
    ] as const)
      assert.deepEqual([decideFactWords({ ...facts, today }, 'en_US').dueIn, decideFactWords({ ...facts, today }, 'ms').dueIn], [en, ms]);
    assert.equal(decideFactWords(facts, 'en_US').amount, 'RM 1,188.00');
    assert.equal(decideFactWords(facts, 'ms').amount, 'RM 1,188.00');
  });
  it('outlets as a list that stops in time', () => {
    assert.equal(decideFactWords(facts, 'ms').outletList, 'Roti Raja Klang (28 Feb 2026) dan Roti Raja Meru (1 Mac 2026)');
    const many = { outlets: Array.from({ length: 40 }, (_, at) => ({ name: `Roti Raja Taman Melawati ${at}`, dueOn: '2026-02-28' })) };
    assert.match(decideFactWords(many, 'en_US').outletList ?? '', /^Roti Raja Taman Melawati 0 .* and 3\d more$/);
    assert.match(decideFactWords(many, 'ms').outletList ?? '', / dan 3\d lagi$/);
    assert.equal(decideFactWords(many, 'ms').outletCount, '40');
    assert.ok((decideFactWords(many, 'en_US').outletList ?? '').length <= 420);
  });
  it('nothing where nothing can be read', () => {
    const words = decideFactWords(
      { contactName: ' \u200b ', dueOn: 'soon', paymentUrl: 'javascript:alert(1)', amount: { amount: '0', currency: 'MYR' }, outlets: [] },
      'en_US',
    );
    assert.deepEqual([words.contactName, words.dueDate, words.paymentUrl, words.amount, words.outletList], [null, null, null, null, null]);
    assert.equal(decideFactWords({ dueOn: '2026-02-31' }, 'ms').dueDate?.length, '3 Mac 2026'.length, 'a day that does not exist is no crash');
  });
});

test('the reminder as the merchant reads it, in both languages', () => {
  assert.equal(
    textOf('renewal_reminder_v1', 'en_US'),
    'Hello Puan Siti, the POS subscription of your outlet Roti Raja Klang ends tomorrow, 28 Feb 2026. Amount for the next period: RM 1,188.00. To keep selling without interruption, please renew in time. How to pay: https://pay.example.com/renew/8801\nDo you need help, or a quotation? Simply reply to this message.',
  );
  assert.match(
    textOf('renewal_reminder_v1', 'ms'),
    /^Salam Puan Siti, langganan POS bagi outlet anda Roti Raja Klang akan tamat esok, 28 Feb 2026\. Jumlah bagi tempoh seterusnya: RM 1,188\.00\./,
  );
});
test('a fact that is not known is said by its fallback, in the language of the template', () => {
  const unknown = { ...facts, contactName: null, amount: null, paymentUrl: null };
  assert.match(
    textOf('renewal_reminder_v1', 'en_US', unknown),
    /^Hello there, .* period: please ask us\. .* How to pay: reply to this message and we will send you the link\n/,
  );
  assert.match(textOf('renewal_reminder_v1', 'ms', unknown), /^Salam tuan\/puan, .* seterusnya: sila tanya kami\. .* Cara membayar: balas mesej ini/);
});
test('without fact and fallback it is not sent, and says what is missing', () => {
  assert.deepEqual(fill(of('renewal_reminder_v1', 'ms'), { ...facts, dueOn: null, outletName: ' ' }), {
    ok: false,
    problem: 'missing',
    missing: ['body.2', 'body.3'],
    variables: { 'body.1': 'Puan Siti', 'body.4': 'https://pay.example.com/renew/8801', 'body.5': 'RM 1,188.00' },
  });
});
test('what is too long is cut with an ellipsis, an address never', () => {
  const url = `https://pay.example.com/${'a'.repeat(440)}`;
  const filled = fill(of('renewal_overdue_v1', 'ms'), { ...facts, contactName: '火鍋'.repeat(400), outletName: `${'👨‍👩‍👧‍👦'.repeat(90)}`, paymentUrl: url });
  assert.ok(filled.ok);
  assert.ok(filled.content.body.length <= 1024 && filled.content.body.includes(url));
  assert.match(filled.variables['body.1'] ?? '', /^(火鍋)+火?…$/);
  assert.match(filled.variables['body.2'] ?? '', /^(👨‍👩‍👧‍👦)+…$/u, 'a family is not cut in two');
});
test('an address that leaves no room is refused, not sent broken', () => {
  const filled = fill(of('renewal_overdue_v1', 'ms'), { ...facts, paymentUrl: `https://pay.example.com/${'a'.repeat(1000)}` });
  assert.ok(!filled.ok && filled.problem === 'too_long');
});
test('bindings: the language’s own, then the same language otherwise spelt, then the words', () => {
  const blanks = decideTemplateVariables({ components: [{ type: 'BODY', text: 'Hi {{1}}, {{2}} is due, pay {{payment_link}} now.' }] }) ?? [];
  const row = (language: string, variable: string, fact: 'outletName' | 'franchiseName'): Parameters<typeof decideTemplateBindings>[2][number] => ({
    ...{ name: 'a', language, variable, fact },
    fallback: 'x',
  });
  const rows = [
    row('en_US', 'body.1', 'franchiseName'),
    row('en', 'body.1', 'outletName'),
    row('en_US', 'body.2', 'outletName'),
    { ...row('en', 'body.2', 'franchiseName'), name: 'b' },
  ];
  assert.deepEqual(decideTemplateBindings({ name: 'a', language: 'en' }, blanks, rows), [
    { key: 'body.1', fact: 'outletName', fallback: 'x' },
    { key: 'body.2', fact: 'outletName', fallback: 'x' },
    { key: 'body.payment_link', fact: 'paymentUrl', fallback: null },
  ]);
  assert.deepEqual(decideTemplateBindings({ name: 'a', language: 'ms' }, blanks, rows)[0], { key: 'body.1', fact: 'contactName', fallback: null });
});

/** Names as people really have them, and as nobody should. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom('', ' ', '\n\n', '\t', '{{1}} {{2}}', '🎉'.repeat(300), 'محل القهوة'.repeat(60), '\u202egnirts', 'a     b', 'x\r\ny', '\ud800', '\0', '…'),
);
const anyFacts = fc.record<TemplateFactValues>(
  {
    contactName: fc.option(anyText),
    outletName: fc.option(anyText),
    franchiseName: fc.option(anyText),
    companyName: fc.option(anyText),
    dueOn: fc.option(
      fc.oneof(
        fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10)),
        anyText,
      ),
    ),
    paymentUrl: fc.option(
      fc.oneof(
        fc.webUrl(),
        fc.webUrl().map((url) => `${url}?${'x'.repeat(480)}`),
        anyText,
      ),
    ),
    amount: fc.option(fc.record({ amount: fc.oneof(fc.constantFrom('0', '588.00', '1e9', '-1'), anyText), currency: fc.constantFrom('MYR', 'SGD', 'xx', '') })),
    outlets: fc.option(fc.array(fc.record({ name: anyText, dueOn: fc.option(fc.constantFrom('2026-02-28', 'x')) }), { maxLength: 40 })),
  },
  { requiredKeys: [] },
);

test('whatever the facts are: it is not sent, or it passes Meta’s checks (132000, 132005, 132012 and 132018 cannot happen)', () => {
  let sent = 0;
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...templateCatalogue), (values, template) => {
      const definition = { ...template, parameterFormat: 'POSITIONAL' as const };
      const filled = fill(template, values);
      if (!filled.ok) {
        assert.equal(filled.problem, 'missing', 'with addresses of any length we take, it fits');
        return;
      }
      sent += 1;
      const decided = decideTemplateComponents(definition, filled.variables);
      assert.ok(decided.ok);
      assert.ok(filled.content.body.length <= 1024);
      for (const value of Object.values(filled.variables))
        assert.ok(value.trim() !== '' && !/[\n\t]| {2,}/.test(value) && value.isWellFormed(), JSON.stringify(value));
      const wire = { id: '1', status: 'APPROVED', ...definition } as unknown as WireTemplate;
      assert.equal(checkTemplate(wire, template.name, template.language, decided.components), null);
    }),
    { numRuns: 600 },
  );
  assert.ok(sent > 50, `only ${sent} were sent`);
});
