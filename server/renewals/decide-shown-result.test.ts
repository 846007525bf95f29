import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ATTEMPT_RESULTS } from '../../types/renewals.ts';
import { decideShownResult, type StoredAttempt } from './decide-shown-result.ts';

const paid: StoredAttempt = { id: '7', result: 'paid', answeredAt: null, messageStatus: null, evidence: null };

it('goes on saying how the message arrived, and what was answered, after a payment is owed to it', () => {
  assert.equal(decideShownResult({ ...paid, messageStatus: 'sent' }), 'sent');
  assert.equal(decideShownResult({ ...paid, messageStatus: 'read', evidence: { attemptId: '7', attemptResult: 'sent' } }), 'read');
  assert.equal(decideShownResult({ ...paid, messageStatus: 'read', answeredAt: new Date(0) }), 'replied');
});

it('says of a call what came of it', () => {
  assert.equal(decideShownResult({ ...paid, evidence: { attemptId: '7', attemptResult: 'promised' } }), 'promised');
  assert.equal(decideShownResult({ ...paid, evidence: { attemptId: '8', attemptResult: 'promised' } }), 'paid', 'that is of another attempt');
});

it('leaves alone what no payment is owed to', () => {
  for (const result of ATTEMPT_RESULTS)
    if (result !== 'paid') assert.equal(decideShownResult({ ...paid, result, messageStatus: 'read', answeredAt: new Date(0) }), result);
});
