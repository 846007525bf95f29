import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { MESSAGE_STATUSES } from '../../types/messages.ts';
import { ATTEMPT_RESULTS, type AttemptResult } from '../../types/renewals.ts';
import { decideAttemptResult } from './decide-attempt-result.ts';

const move = (before: AttemptResult, status: (typeof MESSAGE_STATUSES)[number], errorCode: string | null = null) =>
  decideAttemptResult(before, { status, errorCode });

it('follows the message forward only', () => {
  assert.deepEqual(move('queued', 'sent'), { result: 'sent' });
  assert.deepEqual(move('sent', 'read'), { result: 'read' });
  assert.deepEqual(move('unknown', 'delivered'), { result: 'delivered' });
  assert.equal(move('read', 'delivered'), null);
  assert.equal(move('sent', 'sending'), null);
});

it('never takes back an answer, a payment, a withdrawal or a call', () => {
  for (const before of ['replied', 'paid', 'withdrawn', 'reached', 'no_answer'] as const)
    for (const status of MESSAGE_STATUSES) assert.equal(move(before, status, '131026'), null);
});

it('tells what never reached the person from what failed for reasons of ours', () => {
  assert.deepEqual(move('sent', 'failed', '131026'), { result: 'bounced' });
  assert.deepEqual(move('queued', 'failed', '131049'), { result: 'failed' });
  assert.deepEqual(move('queued', 'failed', 'withdrawn'), { result: 'withdrawn' });
  assert.deepEqual(move('queued', 'failed', 'opted_out'), { result: 'withdrawn' });
  assert.equal(move('queued', 'failed', '190'), 'ours');
  assert.equal(move('queued', 'failed', '132015'), 'ours');
});

it('lives again when somebody had the message tried again', () => {
  assert.deepEqual(move('failed', 'queued'), { result: 'queued' });
  assert.deepEqual(move('bounced', 'delivered'), { result: 'delivered' });
  assert.equal(move('failed', 'failed', '131026'), null);
});

it('comes to rest whatever order statuses come in', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ATTEMPT_RESULTS), fc.array(fc.constantFrom(...MESSAGE_STATUSES), { maxLength: 12 }), (first, statuses) => {
      let now = first;
      for (const status of [...statuses, 'read', 'read', 'delivered'] as const) {
        const next = move(now, status, '131049');
        if (next !== null && next !== 'ours') now = next.result;
      }
      assert.equal(move(now, 'read'), null);
      assert.equal(move(now, 'delivered'), null);
    }),
  );
});
