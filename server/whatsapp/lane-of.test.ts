import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DeliveryItem, Json } from './delivery-types.ts';
import { laneOf } from './lane-of.ts';

const lanes = { ingest: 4, status: 2 };
const message = (m: Json, n = 'pn'): DeliveryItem => ({ k: 'm', n, id: 'x', m, c: null });

test('one sender always takes one lane, and so do the statuses of one message', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (from, id, other) => {
      assert.equal(laneOf(message({ from, text: other }), lanes), laneOf(message({ from, timestamp: other }), lanes));
      assert.equal(laneOf({ k: 's', n: 'a', id, s: { status: 'sent' } }, lanes), laneOf({ k: 's', n: other, id, s: { status: 'read' } }, lanes));
      assert.match(laneOf(message({ from }), lanes), /^wa\.ingest\.[0-3]$/);
      assert.match(laneOf({ k: 's', n: 'a', id, s: {} }, lanes), /^wa\.status\.[01]$/);
    }),
  );
});

test('the user id decides before the phone; a system line about an identity travels with the old one', () => {
  assert.equal(laneOf(message({ from_user_id: 'MY.1', from: '6012' }), lanes), laneOf(message({ from_user_id: 'MY.1' }), lanes));
  assert.equal(laneOf(message({ system: { previous_user_id: 'MY.1', user_id: 'MY.2' } }), lanes), laneOf(message({ from_user_id: 'MY.1' }), lanes));
});

test('many senders spread over all lanes', () => {
  const found = new Set(Array.from({ length: 200 }, (_, index) => laneOf(message({ from: `6012${index}` }), lanes)));
  assert.equal(found.size, 4);
});
