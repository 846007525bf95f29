import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideBilling, decideBillingStart } from './decide-billing.ts';

const outlet = { oid: '7', fid: '3', dueOn: '2026-07-20' };
const nothing = { amount: null, currency: null, cycleMonths: null, paymentUrl: null };
const settings = { amount: '0', currency: 'MYR', cycleMonths: 12, paymentUrl: 'https://pay.example.com/{fid}/{oid}?due={due}' };

test("staff's word over the POS's over the setting, each on its own", () => {
  assert.deepEqual(decideBilling(outlet, null, nothing, settings), {
    amount: '0.00',
    currency: 'MYR',
    cycleMonths: 12,
    paymentUrl: 'https://pay.example.com/3/7?due=2026-07-20',
    source: 'computed',
  });
  const pos = { amount: '480.5', currency: 'SGD', cycleMonths: 6, paymentUrl: 'https://pos.example.my/7' };
  assert.deepEqual(decideBilling(outlet, nothing, pos, settings), { ...pos, amount: '480.50', source: 'pos' });
  assert.deepEqual(decideBilling(outlet, { ...nothing, amount: '99' }, pos, settings), { ...pos, amount: '99.00', source: 'computed' });
  assert.equal(decideBilling(outlet, null, nothing, { ...settings, paymentUrl: '' }).paymentUrl, null);
});

test('a cycle begins on the same day so many months before, or on the last of a shorter month', () => {
  const rows: [string, number, string][] = [
    ['2026-07-20', 12, '2025-07-20'],
    ['2026-03-31', 1, '2026-02-28'],
    ['2028-02-29', 12, '2027-02-28'],
    ['2026-01-15', 3, '2025-10-15'],
    ['2026-08-31', 24, '2024-08-31'],
  ];
  for (const [dueOn, months, start] of rows) assert.equal(decideBillingStart(dueOn, months), start);
});
