import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitFailures } from './limit-failures.ts';

test('a burst of 120, then one a second, each address for itself', () => {
  const mayFail = limitFailures();
  const burst = Array.from({ length: 200 }, () => mayFail('a', 0));
  assert.equal(burst.filter(Boolean).length, 120);
  assert.equal(mayFail('b', 0), true);
  assert.equal(mayFail('a', 500), false);
  assert.equal(mayFail('a', 1_600), true);
  assert.equal(mayFail('a', 1_600), false);
  assert.equal(Array.from({ length: 200 }, () => mayFail('a', 3_600_000)).filter(Boolean).length, 120);
});

test('does not grow without end', () => {
  const mayFail = limitFailures();
  for (let address = 0; address < 30_000; address++) mayFail(String(address), 0);
  assert.equal(mayFail('0', 0), true);
});
