import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { isVisibleMatch } from './is-visible-match.ts';

it('finds words and short numbers people can read, whatever their case', () => {
  assert.ok(isVisibleMatch('Printer of table 12, call 012-345 6789', 'PRINTER'));
  assert.ok(isVisibleMatch('Printer of table 12, call 012-345 6789', 'table 12'));
  assert.ok(isVisibleMatch('TKT-2026-000123 again', '000123'));
  assert.ok(!isVisibleMatch('anything', ''));
});

it('finds neither phones nor addresses, nor the digits masking leaves of them', () => {
  for (const search of ['0', '01', '012', '89', '12-', '345', '6789', '•', '\0', 'siti', '@', 'kedai'])
    assert.ok(!isVisibleMatch('call 012-345 6789 or siti@kedai.my', search), search);
});

it('answers the same whatever the hidden digits are', () => {
  const digits = fc.stringMatching(/^\d{11}$/);
  const spelled = (value: string): string => `${value.slice(0, 3)}-${value.slice(3, 6)} ${value.slice(6)}`;
  const text = fc.stringMatching(/^[a-z ]{0,8}$/);
  fc.assert(
    fc.property(digits, digits, text, text, fc.stringMatching(/^[a-z0-9 -]{1,6}$/), fc.nat(10), (one, other, before, after, guess, at) => {
      for (const search of [guess, one.slice(at), spelled(one).slice(at), one.slice(0, at + 1)]) {
        const [mine, theirs] = [one, other].map((phone) => isVisibleMatch(`${before}${spelled(phone)}${after}`, search));
        assert.equal(mine, theirs, search);
      }
    }),
  );
});
