import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { normalisePhone } from './normalise-phone.ts';

const table: [string, string | null][] = [
  ['0123456789', '+60123456789'],
  ['012-345 6789', '+60123456789'],
  ['012-3456789', '+60123456789'],
  ['60123456789', '+60123456789'],
  ['+60 12-345 6789', '+60123456789'],
  ['0060 12 345 6789', '+60123456789'],
  ['(012) 345 6789', '+60123456789'],
  ['[012] 345.6789', '+60123456789'],
  ['+60 (0)12-345 6789', '+60123456789'],
  ['(+60) 12-345 6789', '+60123456789'],
  ['123456789', '+60123456789'],
  ['\u200e+60\u00a012\u2011345\u20136789\u202c', '+60123456789'],
  ['０１２−３４５ ６７８９', '+60123456789'],
  ['011-1234 5678', '+601112345678'],
  ['+60 11-1234 5678', '+601112345678'],
  ['601112345678', '+601112345678'],
  ['03-2776 4100', '+60327764100'],
  ['04-226 1234', '+6042261234'],
  ['+65 9123 4567', '+6591234567'],
  ['006591234567', '+6591234567'],
  ['+62 812-3456-7890', '+6281234567890'],
  ['', null],
  ['-', null],
  ['+', null],
  ['12345', null],
  ['012-345 678', null],
  ['012-345 67890', null],
  ['011-123 4567', null],
  ['6591234567', null],
  ['012-345 6789 ext 4', null],
  ['012-345 6789x4', null],
  ['0l2-345 6789', null],
  ['Ali 012-345 6789', null],
  ['012-345 6789 / 013-345 6789', null],
  ['012-345 6789, 013-345 6789', null],
  ['tel:0123456789', null],
  ['++60123456789', null],
  ['012+3456789', null],
  ['0000000000', null],
  ['+60123456789'.repeat(5), null],
];
for (const [written, expected] of table)
  test(`${JSON.stringify(written)} is ${expected ?? 'no phone'}`, () => {
    assert.equal(normalisePhone(written), expected);
  });

const mobile = fc.oneof(
  fc.tuple(fc.constantFrom('12', '13', '16', '17', '19'), fc.integer({ min: 2_000_000, max: 9_999_999 })).map(([prefix, rest]) => `${prefix}${rest}`),
  fc.integer({ min: 10_000_000, max: 39_999_999 }).map((rest) => `11${rest}`),
);
const between = fc.constantFrom('', ' ', '-', ' - ', '.', '\u00a0', ') ');

test('every way to write a Malaysian mobile number is the same number', () => {
  fc.assert(
    fc.property(mobile, fc.constantFrom('0', '60', '+60', '+60 ', '0060', ''), between, between, fc.nat({ max: 8 }), (number, start, one, other, at) => {
      const written = `${start}${number.slice(0, 2)}${one}${number.slice(2, 2 + at)}${at === 0 ? '' : other}${number.slice(2 + at)}`;
      assert.equal(normalisePhone(written), `+60${number}`, written);
    }),
  );
});

test('what is normal already stays as it is', () => {
  fc.assert(
    fc.property(mobile, (number) => {
      const once = normalisePhone(`0${number}`) ?? '';
      assert.equal(normalisePhone(once), once);
    }),
  );
});

test('whatever comes in, only E.164 comes out', () => {
  const anything = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789+-() ext') }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(anything, (written) => {
      const phone = normalisePhone(written);
      if (phone !== null) assert.match(phone, /^\+[1-9]\d{6,14}$/);
      if (/\p{L}/u.test(written)) assert.equal(phone, null);
    }),
    { numRuns: 500 },
  );
});
