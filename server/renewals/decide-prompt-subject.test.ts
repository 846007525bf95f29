import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decidePromptSubject } from './decide-prompt-subject.ts';

const outlet = { name: 'Sri Kopitiam', dueOn: '2026-12-08' };
const facts = { outletName: outlet.name, dueOn: outlet.dueOn, outlets: [outlet] };

test('names outlet and day in the language of the merchant, several outlets by their number', () => {
  assert.equal(decidePromptSubject(facts, 'en_US'), 'Renewal of Sri Kopitiam, due 8 Dec 2026');
  assert.match(decidePromptSubject(facts, 'ms') ?? '', /^Pembaharuan Sri Kopitiam, tamat 8 Dis 2026$/);
  assert.equal(decidePromptSubject({ ...facts, outlets: [outlet, outlet, outlet] }, null), 'Renewal of 3 outlets');
  assert.equal(decidePromptSubject({ outletName: null, dueOn: '2026-12-08' }, null), null);
  assert.equal((decidePromptSubject({ ...facts, outletName: 'W'.repeat(255) }, null) ?? '').length, 255);
});
