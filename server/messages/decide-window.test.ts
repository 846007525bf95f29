import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideWindow } from './decide-window.ts';

const wrote = new Date('2026-11-20T10:00:00.000Z');
const after = (ms: number): Date => new Date(wrote.getTime() + ms);
const day = 24 * 3_600_000;

test('open for 24 hours of the provider’s time, less the safety margin', () => {
  assert.equal(decideWindow(wrote, after(0)).isOpen, true);
  assert.equal(decideWindow(wrote, after(day - 60_001)).isOpen, true);
  assert.equal(decideWindow(wrote, after(day - 60_000)).isOpen, false);
  assert.equal(decideWindow(wrote, after(day - 1), 0).isOpen, true);
  assert.equal(decideWindow(wrote, after(day), 0).isOpen, false);
  assert.deepEqual(decideWindow(wrote, after(0)).endsAt, after(day));
});
test('never open for somebody who never wrote', () => assert.deepEqual(decideWindow(null, after(0)), { isOpen: false, endsAt: null }));
