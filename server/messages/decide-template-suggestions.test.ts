import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideTemplateSuggestions, type TemplateFacts } from './decide-template-suggestions.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';

const facts: TemplateFacts = {
  contactName: 'Sri Devi',
  outletName: 'Sri Kopitiam, Bangsar',
  franchiseName: 'Sri Kopitiam',
  agentName: 'Aina',
  companyName: 'KedaiPOS',
  dueDate: '28 Feb 2026',
  ticketReference: 'TKT-2026-000182',
};
const decide = (name: string, body: string, given: TemplateFacts = facts): ReturnType<typeof decideTemplateSuggestions> =>
  decideTemplateSuggestions(name, decideTemplateVariables({ components: [{ type: 'BODY', text: body }] }) ?? [], given);
const suggest = (name: string, body: string, given: TemplateFacts = facts): Record<string, string | null> =>
  Object.fromEntries(Object.entries(decide(name, body, given)).map(([key, { value }]) => [key, value]));

test('the greeting is followed by a name, in both languages', () => {
  for (const greeting of ['Hi', 'Hello', 'Dear', 'Hai', 'Salam']) assert.deepEqual(suggest('a', `${greeting} {{1}}, there is news.`), { 'body.1': 'Sri Devi' });
});
test('the templates that come with the product', () => {
  assert.deepEqual(suggest('renewal_reminder_v1', 'Dear {{1}}: {{2}} is due on {{3}}. Pay at {{4}} today.'), {
    'body.1': 'Sri Kopitiam',
    'body.2': 'Sri Kopitiam, Bangsar',
    'body.3': '28 Feb 2026',
    'body.4': null,
  });
  assert.deepEqual(suggest('csat_request_v1', 'Hi {{1}}, how was {{2}}?'), { 'body.1': 'Sri Devi', 'body.2': 'KedaiPOS' });
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
