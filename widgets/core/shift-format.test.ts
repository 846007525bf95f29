import { expect } from '@open-wc/testing';
import { format } from './format.ts';
import { shiftFormat } from './shift-format.ts';

const HOUR_MS = 3_600_000;

describe('shiftFormat', () => {
  it('says times from a clock that is ahead', () => {
    const usual = format('en');
    const at = new Date(Date.now() + 3 * HOUR_MS + 60_000).toISOString();
    expect(usual.relative(at)).to.equal('in 3 hours');
    expect(shiftFormat(usual, 2 * HOUR_MS).relative(at)).to.equal('in 1 hour');
    expect(shiftFormat(usual, 2 * HOUR_MS).exact(at)).to.equal(usual.exact(at));
  });

  it('is the same for the same question, and the format itself without a difference', () => {
    const usual = format('en');
    expect(shiftFormat(usual, 0)).to.equal(usual);
    expect(shiftFormat(usual, HOUR_MS)).to.equal(shiftFormat(usual, HOUR_MS));
  });
});
