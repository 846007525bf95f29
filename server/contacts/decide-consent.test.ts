import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideConsent } from './decide-consent.ts';

const cases: [string | null, 'in' | 'out' | null][] = [
  ['STOP', 'out'],
  ['stop', 'out'],
  [' Stop. ', 'out'],
  ['*BERHENTI*', 'out'],
  ['unsubscribe!', 'out'],
  ['START', 'in'],
  ['mula', 'in'],
  ['please stop the printer', null],
  ['berhenti sekejap', null],
  ['', null],
  [null, null],
  ['restart', null],
  ['stop '.repeat(20), null],
];
for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.equal(decideConsent(text), expected));
