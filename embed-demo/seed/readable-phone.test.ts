import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readablePhone } from './readable-phone.ts';

test('mobile numbers of seven and eight digits, and what is not one', () => {
  assert.equal(readablePhone('60123456789'), '+60 12-345 6789');
  assert.equal(readablePhone('601118500696'), '+60 11-1850 0696');
  assert.equal(readablePhone('6581234567'), '+6581234567');
});
