import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeExpiry } from './describe-expiry.ts';

test('one day is not "1 days", and no date is said', () => {
  assert.deepEqual(describeExpiry({ expiresOn: '2026-12-05', expiresInDays: 14 }, 'en'), { date: '5 Dec 2026', away: 'in 14 days', tone: 'soon' });
  assert.equal(describeExpiry({ expiresOn: '2026-11-22', expiresInDays: 1 }, 'en').away, 'tomorrow');
  assert.deepEqual(describeExpiry({ expiresOn: '2026-11-18', expiresInDays: -3 }, 'ms'), { date: '18 Nov 2026', away: '3 hari lalu', tone: 'late' });
  assert.deepEqual(describeExpiry({ expiresOn: null, expiresInDays: null }, 'en'), { date: 'No date', away: '', tone: 'muted' });
});
