import { expect } from '@open-wc/testing';
import { keyPreference } from './key-preference.ts';

describe('shortcuts of a single key', () => {
  it('are on, until somebody turns them off for themselves', () => {
    expect(keyPreference.areOn('here:1')).to.equal(true);
    keyPreference.turn('here:1', false);
    expect([keyPreference.areOn('here:1'), keyPreference.areOn('here:2')]).to.deep.equal([false, true]);
    expect(localStorage.getItem('engage:shortcuts:here:1')).to.equal('off');
    localStorage.clear();
  });

  it('are found off by the next page', () => {
    localStorage.setItem('engage:shortcuts:here:3', 'off');
    expect(keyPreference.areOn('here:3')).to.equal(false);
    localStorage.clear();
  });

  it('stay as chosen where storage is refused', () => {
    const own = Object.getOwnPropertyDescriptor(window, 'localStorage');
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    });
    try {
      expect(keyPreference.areOn('here:4')).to.equal(true);
      keyPreference.turn('here:4', false);
      expect(keyPreference.areOn('here:4')).to.equal(false);
    } finally {
      if (own) Object.defineProperty(window, 'localStorage', own);
    }
  });
});
