import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideOverview } from './decide-overview.ts';
import type { RenewalGroup } from './overview-types.ts';

const settings = { lostAfterDays: 30, horizonDays: 60, goalShare: 0.6 };
const TODAY = '2026-08-12'; // a Wednesday
const group = (due: string, status: RenewalGroup['status'], paid: RenewalGroup['paid'], n: number, more: Partial<RenewalGroup> = {}): RenewalGroup => ({
  due_date: due,
  status,
  outcome: null,
  currency: 'MYR',
  paid,
  n,
  amount: n * 100,
  ...more,
});

test('both rates, counted by hand (X-12)', () => {
  const { rates } = decideOverview(
    [
      group('2026-07-01', 'paid', 'early', 10),
      group('2026-07-01', 'paid', 'in_time', 6, { outcome: 'recovered' }),
      group('2026-07-01', 'paid', 'late', 3, { outcome: 'recovered' }),
      group('2026-07-01', 'failed', 'no', 5),
      group('2026-07-01', 'cancelled', 'no', 50),
      // D+7 is today: they have time until tonight, and count in A only
      group('2026-08-05', 'due', 'no', 4),
      group('2026-08-05', 'paid', 'in_time', 2),
      // not due yet, or too long ago
      group('2026-08-20', 'due', 'no', 7),
      group('2026-04-01', 'failed', 'no', 9),
    ],
    { today: TODAY, days: 90, settings },
  );
  assert.deepEqual(rates.b, { recovered: 16, of: 24, share: 16 / 24 }, 'paid by D+7 of all whose D+7 is over');
  assert.deepEqual(rates.a, { recovered: 11, of: 20, share: 11 / 20 }, 'paid after the due date of all that were unpaid on it');
  assert.equal(decideOverview([], { today: TODAY, days: 90, settings }).rates.b.share, null);
});

test('weeks begin on Monday', () => {
  const { weeks } = decideOverview(
    [
      group('2026-08-02', 'paid', 'early', 1),
      group('2026-08-03', 'paid', 'in_time', 2, { outcome: 'recovered' }),
      group('2026-08-09', 'cancelled', 'no', 3),
      group('2026-08-10', 'due', 'no', 4),
    ],
    { today: TODAY, days: 14, settings },
  );
  assert.deepEqual(
    weeks.map(({ week, due, paidInTime, recovered, lost }) => [week, due, paidInTime, recovered, lost]),
    [
      ['2026-07-27', 1, 1, 0, 0],
      ['2026-08-03', 5, 2, 2, 3],
      ['2026-08-10', 4, 0, 0, 0],
    ],
  );
});

test('tabs, ages and money of what is open, each currency for itself', () => {
  const { counts, aging, money } = decideOverview(
    [
      group('2026-08-12', 'due', 'no', 1),
      group('2026-08-15', 'due', 'no', 2, { currency: 'SGD', amount: 90.1 }),
      group('2026-08-11', 'due', 'no', 3),
      group('2026-07-13', 'failed', 'no', 4),
      group('2026-07-12', 'failed', 'no', 5),
      group('2026-07-12', 'cancelled', 'no', 6),
      group('2026-07-12', 'paid', 'late', 7, { outcome: 'winback' }),
      group('2026-07-12', 'paid', 'early', 8, { outcome: 'renewed' }),
    ],
    { today: TODAY, days: 90, settings },
  );
  assert.deepEqual(counts, { due: 3, overdue: 7, recovered: 7, lost: 11 });
  assert.deepEqual(
    aging.filter(({ count }) => count > 0).map(({ from, to, count }) => [from, to, count]),
    [
      [0, 7, 3],
      [-7, -1, 3],
      [-30, -15, 4],
      [null, -31, 5],
    ],
  );
  assert.deepEqual(money.due, [
    { amount: '90.10', currency: 'SGD' },
    { amount: '100.00', currency: 'MYR' },
  ]);
});
