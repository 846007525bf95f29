import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { REMINDER_REASONS } from '../../types/renewals.ts';
import { decideWaterfall } from './decide-waterfall.ts';

describe('the exclusion waterfall', () => {
  it('counts each renewal in one step, whatever order they come in, and names the first few', () => {
    const exclusions = fc.array(fc.record({ id: fc.nat().map(String), reason: fc.constantFrom(...REMINDER_REASONS) }), { maxLength: 60 });
    fc.assert(
      fc.property(exclusions, (all) => {
        const steps = decideWaterfall(all);
        assert.equal(
          steps.reduce((sum, { count }) => sum + count, 0),
          all.length,
        );
        assert.deepEqual(
          steps.map(({ reason, count }) => [reason, count]),
          decideWaterfall(all.toReversed()).map(({ reason, count }) => [reason, count]),
        );
        for (const { reason, count, ids } of steps) {
          const inside = all.filter((one) => one.reason === reason).map(({ id }) => id);
          assert.equal(count, inside.length);
          assert.deepEqual(ids, inside.slice(0, 3));
        }
      }),
    );
  });

  it('begins with what nobody can change and ends with what only has to wait', () => {
    const order = decideWaterfall(
      (['quiet_hours', 'pressure', 'complaint', 'opted_out', 'no_contact', 'outlet_closed', 'paid'] as const).map((reason) => ({ id: '1', reason })),
    );
    assert.deepEqual(
      order.map(({ reason }) => reason),
      ['paid', 'outlet_closed', 'opted_out', 'complaint', 'no_contact', 'pressure', 'quiet_hours'],
    );
  });
});
