import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countLate } from './count-late.ts';

test('counts what is overdue, and neither what is to come, nor lost, nor closed', () => {
  const outlet = (expiresInDays: number | null, status: 'active' | 'suspended' | 'closed' = 'active') => ({ status, expiresInDays });
  assert.equal(countLate([outlet(-1), outlet(-30, 'suspended'), outlet(0), outlet(9), outlet(-31), outlet(null), outlet(-3, 'closed')]), 2);
});
