import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideOverview } from './decide-overview.ts';
import type { RenewalGroup } from './overview-types.ts';

const settings = { lostAfterDays: 30, horizonDays: 60, goalShare: 0.6 };
const today = '2026-11-21';
const group = (due: string, more: Partial<RenewalGroup>): RenewalGroup => ({
  due_date: due,
  status: 'due',
  outcome: null,
  currency: 'MYR',
  paid: 'no',
  n: 1,
  amount: 100,
  ...more,
});

describe('the overview of counted renewals', () => {
  it('gives B’s rate over those whose seven days are over, and A’s over those that were unpaid on their day', () => {
    const { rates } = decideOverview(
      [
        group('2026-11-10', { status: 'paid', outcome: 'renewed', paid: 'early', n: 40 }),
        group('2026-11-10', { status: 'paid', outcome: 'recovered', paid: 'in_time', n: 20 }),
        group('2026-11-10', { status: 'paid', outcome: 'recovered', paid: 'late', n: 10 }),
        group('2026-11-10', { status: 'failed', n: 30 }),
        // their seven days are not over: neither good nor bad
        group('2026-11-14', { status: 'paid', outcome: 'renewed', paid: 'early', n: 5 }),
        group('2026-11-20', { n: 7 }),
        // cancelled, of another time, not due yet
        group('2026-11-10', { status: 'cancelled', n: 9 }),
        group('2026-01-01', { status: 'failed', n: 99 }),
        group('2026-12-01', { n: 50 }),
      ],
      { today, days: 90, settings },
    );
    assert.deepEqual(rates.b, { recovered: 60, of: 100, share: 0.6 });
    assert.deepEqual(rates.a, { recovered: 30, of: 67, share: 30 / 67 });
    assert.equal(rates.pending, 7, 'it is too early to say of these');
  });

  it('begins and ends each tab and each age on its day', () => {
    const days = ['2026-10-21', '2026-10-22', '2026-11-20', '2026-11-21', '2026-11-28', '2026-11-29', '2027-01-20', '2027-01-21'];
    const { counts, aging } = decideOverview(
      days.map((due) => group(due, {})),
      { today, days: 90, settings },
    );
    assert.deepEqual(counts, { due: 4, overdue: 2, recovered: 0, lost: 1 });
    assert.deepEqual(
      aging.map(({ from, to, count }) => [from, to, count]),
      [
        [0, 7, 2],
        [8, 14, 1],
        [15, 30, 0],
        [31, 60, 1],
        [-7, -1, 1],
        [-14, -8, 0],
        [-30, -15, 1],
        [null, -31, 1],
      ],
    );
  });

  it('ages what is overdue up to the day it is lost, whatever that is set to', () => {
    const { aging, counts } = decideOverview(
      ['2026-11-11', '2026-11-10', '2026-11-09', '2026-10-01'].map((due) => group(due, { status: 'failed' })),
      { today, days: 90, settings: { ...settings, lostAfterDays: 11 } },
    );
    assert.deepEqual(
      aging.slice(4).map(({ from, to, count }) => [from, to, count]),
      [
        [-7, -1, 0],
        [-11, -8, 2],
        [null, -12, 2],
      ],
    );
    assert.deepEqual([counts.overdue, counts.lost], [2, 2]);
  });

  it('puts each renewal of a week into one part, so that the parts add up to what was due', () => {
    const { weeks } = decideOverview(
      [
        group('2026-11-10', { status: 'paid', outcome: 'renewed', paid: 'early', n: 4 }),
        group('2026-11-10', { status: 'paid', outcome: 'renewed', paid: 'late', n: 2 }),
        group('2026-11-10', { status: 'paid', outcome: 'recovered', paid: 'in_time', n: 3 }),
        group('2026-11-11', { status: 'failed', n: 5 }),
        group('2026-11-11', { status: 'cancelled', outcome: 'lost', n: 6 }),
        // another cycle took its place
        group('2026-11-11', { status: 'cancelled', outcome: null, n: 7 }),
      ],
      { today, days: 90, settings },
    );
    assert.deepEqual(
      weeks.find(({ due }) => due > 0),
      { week: '2026-11-09', due: 20, paidAlone: 6, recovered: 3, lost: 6 },
    );
  });

  it('knows nothing of a cycle another one took the place of: no tab, no money, no rate, no week', () => {
    const days = ['2026-01-01', '2026-11-10', '2026-11-20', '2026-12-01', '2027-11-10'];
    const nothing = decideOverview([], { today, days: 90, settings });
    const replaced = days.map((due) => group(due, { status: 'cancelled', outcome: null }));
    assert.deepEqual(decideOverview(replaced, { today, days: 90, settings }), nothing);
    const lost = days.map((due) => group(due, { status: 'cancelled', outcome: 'lost' }));
    assert.equal(decideOverview([...lost, ...replaced], { today, days: 90, settings }).counts.lost, 5);
  });

  it('adds money by currency without losing a cent, the most frequent first', () => {
    const { money } = decideOverview(
      [...Array.from({ length: 10 }, () => group('2026-12-01', { amount: 0.1 })), group('2026-12-01', { currency: 'SGD', amount: 9.99, n: 3 })],
      { today, days: 90, settings },
    );
    assert.deepEqual(money.due, [
      { amount: '1.00', currency: 'MYR' },
      { amount: '9.99', currency: 'SGD' },
    ]);
  });
});
