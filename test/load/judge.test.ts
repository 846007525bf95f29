import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './judge.ts';

test('a must of 0 is missed by one', () => {
  assert.equal(judge([{ what: 'lost', value: 0, must: 0 }]).isMet, true);
  assert.equal(judge([{ what: 'lost', value: 1, must: 0 }]).isMet, false);
});

test('one row missed is enough, and the aim decides nothing', () => {
  const { isMet, rows } = judge([
    { what: 'ack', value: 30, must: 50, aim: 20 },
    { what: 'push', value: 151, must: 150, aim: 60 },
  ]);
  assert.deepEqual([isMet, ...rows.map((row) => row.isMet)], [false, true, false]);
});

test('a number nobody could measure is not met', () => {
  assert.equal(judge([{ what: 'push', value: Number.NaN, must: 150 }]).isMet, false);
});
