import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoTemplates } from '../../embed-demo/seed/demo-templates.ts';
import type { TemplateFact } from '../../types/templates.ts';
import { decideTemplateSuggestions } from './decide-template-suggestions.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';

const facts: Readonly<Record<TemplateFact, string | null>> = {
  contactName: 'Sri Devi',
  outletName: 'Sri Kopitiam, Bangsar',
  franchiseName: 'Sri Kopitiam',
  agentName: 'Aina',
  companyName: 'KedaiPOS',
  paymentUrl: null,
  amount: null,
  outletList: null,
  outletCount: null,
  dueIn: null,
  dueDate: '28 Feb 2026',
  date: null,
  ticketReference: 'TKT-2026-000182',
};
const decide = (name: string, body: string, given = facts): Record<string, { fact: TemplateFact | null; value: string | null }> => {
  const found = decideTemplateSuggestions(name, decideTemplateVariables({ components: [{ type: 'BODY', text: body }] }) ?? []);
  return Object.fromEntries(Object.entries(found).map(([key, fact]) => [key, { fact, value: fact && given[fact] }]));
};
const suggest = (name: string, body: string, given = facts): Record<string, string | null> =>
  Object.fromEntries(Object.entries(decide(name, body, given)).map(([key, { value }]) => [key, value]));

test('the greeting is followed by a name, in both languages', () => {
  for (const greeting of ['Hi', 'Hello', 'Dear', 'Hai', 'Salam']) assert.deepEqual(suggest('a', `${greeting} {{1}}, there is news.`), { 'body.1': 'Sri Devi' });
});
test('named blanks say what they are', () => {
  assert.deepEqual(suggest('a', 'Hi {{first_name}}, {{agent}} of {{company}} about {{outlet_name}}, ticket {{ticket_number}}: {{details}}.'), {
    'body.first_name': 'Sri Devi',
    'body.agent': 'Aina',
    'body.company': 'KedaiPOS',
    'body.outlet_name': 'Sri Kopitiam, Bangsar',
    'body.ticket_number': 'TKT-2026-000182',
    'body.details': null,
  });
});
test('no sign, no guess; no fact, no value', () => {
  assert.deepEqual(suggest('a', 'We found {{1}} and {{2}} there.'), { 'body.1': null, 'body.2': null });
  assert.deepEqual(suggest('a', 'Hi {{1}}, hello.', { ...facts, contactName: null }), { 'body.1': null });
});
test('what a blank is about is said also where there is nothing to put', () => {
  assert.deepEqual(decide('a', 'Hi {{1}}, about {{2}}: {{outlet}}.', { ...facts, outletName: null }), {
    'body.1': { fact: 'contactName', value: 'Sri Devi' },
    'body.2': { fact: null, value: null },
    'body.outlet': { fact: 'outletName', value: null },
  });
});
test('the end of the subscription stands only where the words are about an end, a renewal or a payment', () => {
  const due = { fact: 'dueDate', value: '28 Feb 2026' };
  for (const [name, body] of [
    ['a', 'Your subscription expires on {{1}}.'],
    ['a', 'Langganan anda akan tamat pada {{1}}.'],
    ['a', 'Lesen ini luput pada {{1}}.'],
    ['a', 'Payment is due {{1}}.'],
    ['a', 'Please renew the terminal before {{1}}.'],
    ['a', 'Please pay by {{1}}.'],
    ['a', 'Sila perbaharui langganan sebelum {{1}}.'],
    ['a', 'Sila jelaskan bayaran sebelum {{1}}.'],
    ['a', 'Valid until {{expiry_date}}.'],
    ['a', 'Sah hingga {{tarikh_tamat}}.'],
    ['subscription_expiry', 'The terminal stops on {{date}}.'],
    ['langganan_tamat', 'Terminal berhenti pada {{tarikh}}.'],
  ] as const)
    assert.deepEqual(Object.values(decide(name, body)), [due], body);
  for (const body of [
    'Our technician comes on {{1}}.',
    'Our technician comes before {{1}}.',
    'The report was written by {{1}}.',
    'The bill is due, ask {{1}}.',
    'We got your payment on {{1}}.',
    'It expires soon. We call you on {{1}}.',
    'Juruteknik kami akan datang pada {{1}}.',
    'Kami akan telefon sebelum {{1}}.',
    'Juruteknik datang pada {{tarikh_lawatan}}.',
    'We come on {{visit_date}}.',
  ])
    assert.deepEqual(suggest('technician_visit', body)[Object.keys(suggest('a', body))[0] ?? ''], null, body);
});
test('the templates of the demo, in both languages', () => {
  const told = (name: string, language: string): Record<string, [string | null, string | null]> => {
    const template = demoTemplates().find((one) => one.name === name && one.language === language);
    assert.ok(template);
    const decided = decideTemplateSuggestions(name, decideTemplateVariables({ components: template.components }) ?? []);
    return Object.fromEntries(Object.entries(decided).map(([key, fact]) => [key, [fact, fact && facts[fact]]]));
  };
  for (const language of ['en', 'ms']) {
    const visit = told('technician_visit', language);
    assert.deepEqual(visit['body.1'], ['contactName', 'Sri Devi']);
    assert.deepEqual(visit['body.3'], ['date', null], 'only the agent knows when the technician comes');
    assert.deepEqual(told('ticket_update', language)['body.2'], ['ticketReference', 'TKT-2026-000182']);
  }
  for (const { name, components } of demoTemplates())
    for (const [key, fact] of Object.entries(decideTemplateSuggestions(name, decideTemplateVariables({ components }) ?? [])))
      assert.notEqual(fact, 'dueDate', `${name} ${key}`);
});
