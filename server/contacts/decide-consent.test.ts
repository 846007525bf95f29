import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideConsent } from './decide-consent.ts';

const cases: [string | null, 'in' | 'out' | null][] = [
  ['STOP', 'out'],
  ['stop', 'out'],
  [' Stop. ', 'out'],
  ['*BERHENTI*', 'out'],
  ['unsubscribe!', 'out'],
  ['START', 'in'],
  ['mula', 'in'],
  ['Start!', 'in'],
  // what people write beside the word
  ['stop please', 'out'],
  ['Please stop', 'out'],
  ['STOP STOP', 'out'],
  ['stop, stop, STOP!!!', 'out'],
  ['Stop sending me this', 'out'],
  ['Stop messaging me', 'out'],
  ['stop all messages', 'out'],
  ['stop 🙏', 'out'],
  ['unsubscribe me', 'out'],
  ['Please unsubscribe me, thank you', 'out'],
  ['Tolong berhenti', 'out'],
  ['Berhenti ya, terima kasih', 'out'],
  ['Sila berhenti hantar mesej ini', 'out'],
  ['STOP lah', 'out'],
  // about something else
  ['please stop the printer', null],
  ['please stop the printer from beeping', null],
  ['stop my subscription', null],
  ['one stop shop', null],
  ["don't stop", null],
  ['do not stop', null],
  ['don’t stop sending me reminders', null],
  ['when does it stop?', null],
  ['stop?', null],
  ['please send me this', null],
  ['non stop', null],
  ['berhenti sekejap', null],
  ['jangan berhenti', null],
  ['mesin berhenti', null],
  ['Tolong hantar mesej', null],
  ['pekerja saya berhenti', null],
  ['saya berhenti', null],
  ['dah berhenti', null],
  ['it stop', null],
  ['berhenti kerja', null],
  ['mula stop', null],
  ['start please stop', null],
  ['start printing', null],
  ['', null],
  ['...', null],
  [null, null],
  ['restart', null],
  ['stopped', null],
  ['stop '.repeat(20), null],
];
for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.equal(decideConsent(text), expected));

const word = fc.constantFrom('stop', 'STOP', 'unsubscribe', 'berhenti', 'please', 'tolong', 'me', 'ini', 'start', 'mula', 'printer');

test('a longer text never changes consent, whatever words it is made of', () => {
  fc.assert(fc.property(fc.array(word, { minLength: 6, maxLength: 40 }), (words) => decideConsent(words.join(' ')) === null));
});

test('a word that has nothing to do with it makes it another sentence', () => {
  const other = fc.stringMatching(/^[b-df-hj-np-tv-z]{4,8}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 3 }), other, fc.array(word, { maxLength: 3 }), (before, odd, after) => {
      assert.equal(decideConsent([...before, odd, ...after].join(' ')), null);
    }),
  );
});

test('nothing is taken from words that are neither', () => {
  fc.assert(fc.property(fc.string(), (text) => /stop|unsubscribe|berhenti|start|mula/i.test(text) || decideConsent(text) === null));
});
