import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LiveAdmission } from './live-admission.ts';

const times = (count: number, run: (index: number) => void): void => Array.from({ length: count }, (_, index) => index).forEach(run);

describe('room for sockets', () => {
  it('is not for more than two hundred of one network that have not signed in', () => {
    const admission = new LiveAdmission(10_000);
    times(200, () => admission.enter('a'));
    assert.equal(admission.refusal('a', 200), '429 Too Many Requests');
    assert.equal(admission.refusal('b', 200), null);
    admission.leave('a');
    assert.equal(admission.refusal('a', 200), null);
  });

  it('is not for more than two thousand strangers, nor for more than the process is to hold', () => {
    const admission = new LiveAdmission(3_000);
    times(2_000, (index) => admission.enter(`n${index}`));
    assert.equal(admission.refusal('new', 2_000), '503 Service Unavailable');
    times(2_000, (index) => admission.leave(`n${index}`));
    assert.equal(admission.refusal('new', 2_999), null);
    assert.equal(admission.refusal('new', 3_000), '503 Service Unavailable');
  });
});
