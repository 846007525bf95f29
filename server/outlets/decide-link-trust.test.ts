import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideLinkTrust, LINK_CONFIDENCE, UNCONFIRMED_CONFIDENCE } from './decide-link-trust.ts';

const now = new Date('2026-11-21T02:00:00Z');
const later = new Date('2026-12-21T02:00:00Z');

test('a link without an end stays as it was stored', () => {
  const trust = decideLinkTrust({ source: 'agent', confidence: 100, isListed: false, expiresAt: null }, now);
  assert.deepEqual(trust, { source: 'agent', confidence: 100, isExpired: false, expiresAt: null, isFresh: true, isUnconfirmed: false });
});

test('what a merchant tapped holds until it expires', () => {
  assert.deepEqual(decideLinkTrust({ source: 'merchant', confidence: 95, isListed: true, expiresAt: later }, now), {
    source: 'merchant',
    confidence: 95,
    isExpired: false,
    expiresAt: later,
    isFresh: true,
    isUnconfirmed: false,
  });
});

test('after that, what the POS still names is the word of the POS, and the choice is forgotten', () => {
  assert.deepEqual(decideLinkTrust({ source: 'merchant', confidence: 95, isListed: true, expiresAt: now }, now), {
    source: 'pos',
    confidence: 90,
    isExpired: false,
    expiresAt: null,
    isFresh: false,
    isUnconfirmed: false,
  });
});

test('an expired link nobody names is worth nothing', () => {
  assert.deepEqual(decideLinkTrust({ source: 'pos', confidence: 90, isListed: false, expiresAt: now }, now), {
    source: 'pos',
    confidence: 0,
    isExpired: true,
    expiresAt: now,
    isFresh: false,
    isUnconfirmed: false,
  });
});

test('a typed number is unconfirmed until the POS names it, or somebody says more', () => {
  const typed = { source: 'agent' as const, confidence: UNCONFIRMED_CONFIDENCE, expiresAt: null };
  const alone = decideLinkTrust({ ...typed, isListed: false }, now);
  assert.deepEqual([alone.isUnconfirmed, alone.isFresh, alone.confidence], [true, false, UNCONFIRMED_CONFIDENCE]);
  const listed = decideLinkTrust({ ...typed, isListed: true }, now);
  assert.deepEqual([listed.isUnconfirmed, listed.source, listed.confidence], [false, 'pos', LINK_CONFIDENCE.pos]);
});

test('trust never grows beyond what was stored or the POS says, and expired means none', () => {
  const stored = fc.record({
    source: fc.constantFrom('pos' as const, 'agent' as const, 'import' as const, 'merchant' as const),
    confidence: fc.integer({ min: 0, max: 100 }),
    isListed: fc.boolean(),
    expiresAt: fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })),
  });
  fc.assert(
    fc.property(stored, (link) => {
      const trust = decideLinkTrust(link, now);
      assert.ok(trust.confidence <= Math.max(link.confidence, LINK_CONFIDENCE.pos));
      assert.equal(trust.isExpired, link.expiresAt !== null && link.expiresAt <= now && !link.isListed);
      if (trust.isExpired) assert.equal(trust.confidence, 0);
    }),
  );
});
