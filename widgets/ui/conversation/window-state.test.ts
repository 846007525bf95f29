import { expect } from '@open-wc/testing';
import { windowState } from './window-state.ts';

const now = Date.parse('2026-05-01T10:00:00.000Z');

describe('windowState', () => {
  it('is open, ends soon, is closed, was never open', () => {
    expect(windowState('2026-05-02T09:00:00.000Z', now)).to.deep.equal({ kind: 'open', leftMs: 23 * 3_600_000 });
    expect(windowState('2026-05-01T11:00:00.000Z', now).kind).to.equal('ending');
    expect(windowState('2026-05-01T09:00:00.000Z', now)).to.deep.equal({ kind: 'closed', sinceMs: 3_600_000 });
    expect(windowState('2026-05-01T10:00:00.000Z', now).kind).to.equal('closed');
    expect(windowState(null, now)).to.deep.equal({ kind: 'closed', sinceMs: null });
  });
});
