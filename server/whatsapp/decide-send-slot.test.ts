import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideSendSlot } from './decide-send-slot.ts';

const pair = { intervalMs: 6_000, burst: 45 };
const wide = { intervalMs: 0, burst: 1_000 };

test('a rested pair may send 45 at once, then one every six seconds', () => {
  let state = { numberAt: 0, pairAt: 0 };
  const now = 1_000_000;
  for (let count = 1; count <= 45; count++) {
    const slot = decideSendSlot(state, now, wide, pair, 0);
    assert.equal(slot.isGranted, true, `message ${count}`);
    state = slot;
  }
  const refused = decideSendSlot(state, now, wide, pair, 0);
  assert.deepEqual([refused.isGranted, refused.waitMs], [false, 6_000]);
  assert.equal(decideSendSlot(state, now + 5_999, wide, pair, 0).isGranted, false);
  assert.equal(decideSendSlot(state, now + 6_000, wide, pair, 0).isGranted, true);
});

test('a burst of twenty is forgotten after two minutes', () => {
  let state = { numberAt: 0, pairAt: 0 };
  for (let count = 0; count < 20; count++) state = decideSendSlot(state, 0, wide, pair, 0);
  assert.equal(state.pairAt, 120_000);
});

test('in no second does a number send more than its rate and its burst, however it is asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 400 }), (perSecond, pauses) => {
      const number = { intervalMs: 1_000 / perSecond, burst: Math.max(1, Math.floor(perSecond / 4)) };
      let state = { numberAt: 0, pairAt: 0 };
      let now = 0;
      const sentAt: number[] = [];
      for (const pause of pauses) {
        now += pause;
        const slot = decideSendSlot(state, now, number, { intervalMs: 0, burst: 1 }, 400);
        if (slot.isGranted) sentAt.push(now + slot.waitMs);
        state = slot;
      }
      for (const from of sentAt) assert.ok(sentAt.filter((at) => at >= from && at < from + 1_000).length <= perSecond + number.burst + 1);
    }),
  );
});
