import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideExpiryChange } from './decide-expiry-change.ts';

test('what another expiry date means', () => {
  const rows: [what: string, expiresOn: string | null, status: 'active' | 'suspended' | 'closed', cycleMonths: number, change: string][] = [
    ['the same', '2026-07-20', 'active', 12, 'nothing'],
    ['a year on', '2027-07-20', 'active', 12, 'paid'],
    ['half a year on: half a cycle', '2027-01-18', 'active', 12, 'paid'],
    ['a day less', '2027-01-17', 'active', 12, 'moved'],
    ['a few days of grace', '2026-07-30', 'active', 12, 'moved'],
    ['corrected to an earlier day', '2026-06-01', 'active', 12, 'moved'],
    ['a month on, paid monthly', '2026-08-20', 'active', 1, 'paid'],
    ['twenty days on, paid monthly', '2026-08-09', 'active', 1, 'paid'],
    ['nineteen days on, paid monthly', '2026-08-08', 'active', 1, 'moved'],
    ['several years on', '2029-07-20', 'suspended', 12, 'paid'],
    ['no date says nothing', null, 'active', 12, 'nothing'],
    ['closed', '2026-07-20', 'closed', 12, 'cancelled'],
    ['closed, and the date corrected', '2026-07-25', 'closed', 12, 'cancelled'],
    ['paid, and closed since', '2027-07-20', 'closed', 12, 'paid'],
    ['suspended is not closed', '2026-07-20', 'suspended', 12, 'nothing'],
  ];
  for (const [what, expiresOn, status, cycleMonths, change] of rows)
    assert.equal(decideExpiryChange({ dueOn: '2026-07-20', expiresOn, status, cycleMonths }), change, what);
});
