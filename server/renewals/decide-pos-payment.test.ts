import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decidePosPayment, type OpenCycle } from './decide-pos-payment.ts';
import { moveDay } from './move-day.ts';

const DAY_MS = 86_400_000;
const now = Date.parse('2026-11-21T02:00:00Z');
const old: OpenCycle = { id: '1', startsOn: '2024-12-01', dueOn: '2025-12-01', amount: '588.00', currency: 'MYR' };
const open: OpenCycle = { id: '2', startsOn: '2025-12-01', dueOn: '2026-12-01', amount: '588.00', currency: 'MYR' };
const verdictOf = (days: number, expiresOn: string | null, cycles: readonly OpenCycle[]): string => {
  const verdict = decidePosPayment({ paidAt: now + days * DAY_MS, paidOn: moveDay('2026-11-21', days), expiresOn, amount: null, currency: null }, cycles, now);
  return verdict.kind === 'paid' ? verdict.renewalId : verdict.kind === 'refused' ? verdict.reason : 'nothing';
};

describe('decidePosPayment', () => {
  it('finds the cycle by the expiry a payment leads to, else by the day it was made', () => {
    assert.equal(verdictOf(0, '2027-12-01', [open]), '2');
    assert.equal(verdictOf(0, '2026-12-01', [open]), 'nothing', 'the payment that led to this cycle');
    assert.equal(verdictOf(0, '2026-12-01', [old, open]), '1');
    assert.equal(verdictOf(0, '2027-12-01', [old, open]), '2');
    assert.equal(verdictOf(-355, null, [open]), '2', 'on its first day');
    assert.equal(verdictOf(-356, null, [open]), 'nothing');
    assert.equal(verdictOf(-356, null, [old, open]), '1');
    assert.equal(verdictOf(0, null, []), 'nothing');
  });

  it('takes the price or more for the whole cycle, and anything less or in another currency for a part', () => {
    const kindOf = (amount: string | null, currency: string | null, price = '588.00'): string =>
      decidePosPayment({ paidAt: now, paidOn: '2026-11-21', expiresOn: null, amount, currency }, [{ ...open, amount: price }], now).kind;
    for (const [amount, currency] of [
      [null, null],
      [null, 'MYR'],
      ['588', 'MYR'],
      ['588', null],
      ['582.12', 'MYR'],
      ['1176.00', 'MYR'],
    ] as const)
      assert.equal(kindOf(amount, currency), 'paid', `${amount} ${currency}`);
    for (const [amount, currency] of [
      ['582.11', 'MYR'],
      ['0.01', null],
      ['588', 'IDR'],
    ] as const)
      assert.equal(kindOf(amount, currency), 'part', `${amount} ${currency}`);
    assert.equal(kindOf('1', 'MYR', '0.00'), 'paid', 'no price is known');
  });

  it('refuses a time more than a day ahead, or more than a cycle before the oldest open one', () => {
    assert.deepEqual([verdictOf(1, null, [open]), verdictOf(1.01, null, [open]), verdictOf(1.01, null, [])], ['2', 'too_late', 'too_late']);
    assert.equal(verdictOf(-720, '2027-12-01', [open]), '2');
    assert.equal(verdictOf(-721, '2027-12-01', [open]), 'too_early');
  });

  it('never pays a cycle that ends on the expiry or after it, nor, without one, one that had not begun', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800, max: 1 }), fc.option(fc.integer({ min: -800, max: 800 })), (days, expiry) => {
        const expiresOn = expiry === null ? null : moveDay('2026-11-21', expiry);
        const cycle = [old, open].find(({ id }) => id === verdictOf(days, expiresOn, [old, open]));
        if (!cycle) return;
        assert.ok(expiresOn === null ? cycle.startsOn <= moveDay('2026-11-21', days) : cycle.dueOn < expiresOn);
      }),
    );
  });
});
