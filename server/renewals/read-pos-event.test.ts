import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readPosEvent } from './read-pos-event.ts';

const event = { id: 'evt-1', type: 'renewal.paid', oid: 8801, paid_at: '2026-11-21T10:00:00+08:00', amount: 588, currency: 'MYR' };
const verdictOf = (change: object): string => {
  const verdict = readPosEvent({ ...event, ...change });
  return verdict.kind === 'refused' ? verdict.reason : verdict.kind === 'payment' ? `${verdict.payment.currency} ${verdict.payment.amount}` : verdict.kind;
};

describe('readPosEvent', () => {
  it('reads a payment, with what is optional or without', () => {
    assert.deepEqual(readPosEvent({ ...event, id: ' evt-1 ', oid: '8801', reference: 'PAY-1', expiry_date: '2027-11-28', more: {} }), {
      kind: 'payment',
      payment: {
        ...{ id: 'evt-1', oid: '8801', paidAt: event.paid_at, amount: '588', currency: 'MYR', expiresOn: '2027-11-28', reference: 'PAY-1' },
      },
    });
    assert.equal(verdictOf({ amount: null, currency: '' }), 'null null');
    assert.equal(verdictOf({ amount: '588.50', currency: ' myr ' }), 'MYR 588.50');
    assert.equal(verdictOf({ amount: '1.125', currency: 'KWD' }), 'KWD 1.125');
    assert.equal(verdictOf({ type: 'outlet.closed', paid_at: undefined }), 'other');
  });

  it('names the field that cannot be read', () => {
    for (const amount of [-588, 0, '0.00', 'abc', 1e21, '1234567890.123', '588.505', {}, '5 88']) assert.equal(verdictOf({ amount }), 'amount', String(amount));
    assert.equal(verdictOf({ amount: '588.5', currency: 'JPY' }), 'amount');
    for (const currency of ['zz', 'RM', 'ZZZ', 5]) assert.equal(verdictOf({ currency }), 'currency', String(currency));
    for (const id of ['', ' ', 'a\u0000b', 'a\tb', 'x'.repeat(101), '\ud800', 7]) assert.equal(verdictOf({ id }), 'id');
    for (const oid of [0, -1, 1.5, '8801; drop', '9'.repeat(19), 2 ** 60]) assert.equal(verdictOf({ oid }), 'oid');
    assert.equal(verdictOf({ paid_at: '2026-11-21 10:00:00' }), 'paid_at');
    assert.equal(verdictOf({ reference: 'x'.repeat(101) }), 'reference');
    assert.equal(verdictOf({ expiry_date: '2026-02-30' }), 'expiry_date');
    assert.equal(verdictOf({ type: 5 }), 'type');
    assert.deepEqual(readPosEvent(null), { kind: 'refused', reason: 'unreadable' });
  });

  it('answers whatever comes', () => {
    fc.assert(fc.property(fc.anything(), (given) => ['payment', 'other', 'refused'].includes(readPosEvent(given).kind)));
    fc.assert(
      fc.property(fc.anything(), (amount) => {
        const verdict = readPosEvent({ ...event, amount });
        assert.ok(verdict.kind !== 'payment' || verdict.payment.amount === null || Number(verdict.payment.amount) > 0);
      }),
    );
  });
});
