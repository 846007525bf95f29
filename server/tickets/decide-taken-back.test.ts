import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideTakenBack } from './decide-taken-back.ts';

const at = new Date('2026-11-21T10:00:00Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

test('the same person within a minute takes it back', () => {
  assert.equal(decideTakenBack({ by: '7', at, from: 'open' }, { by: '7', at: after(5) }), true);
  assert.equal(decideTakenBack({ by: '7', at, from: 'pending_internal' }, { by: '7', at: after(60) }), true);
});
test('later, by somebody else, or of what was finished before, it is a reopening', () => {
  assert.equal(decideTakenBack({ by: '7', at, from: 'open' }, { by: '7', at: after(61) }), false);
  assert.equal(decideTakenBack({ by: '7', at, from: 'open' }, { by: '8', at: after(5) }), false);
  assert.equal(decideTakenBack({ by: null, at, from: 'open' }, { by: '8', at: after(5) }), false);
  assert.equal(decideTakenBack({ by: '7', at, from: 'resolved' }, { by: '7', at: after(5) }), false);
  assert.equal(decideTakenBack({ by: '7', at, from: null }, { by: '7', at: after(5) }), false);
  assert.equal(decideTakenBack(null, { by: '7', at }), false);
});
