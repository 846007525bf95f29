import { expect } from '@open-wc/testing';
import { randomId } from './random-id.ts';

describe('randomId', () => {
  it('is there on pages without TLS, and different each time', () => {
    const real = Object.getOwnPropertyDescriptor(Crypto.prototype, 'randomUUID');
    // a page without TLS has none
    Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
    try {
      const ids = Array.from({ length: 100 }, randomId);
      expect(new Set(ids).size).to.equal(100);
      expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).to.equal(true);
    } finally {
      if (real) Object.defineProperty(Crypto.prototype, 'randomUUID', real);
    }
  });
});
