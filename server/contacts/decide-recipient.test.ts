import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideRecipient, type RecipientLink } from './decide-recipient.ts';

const now = new Date('2026-11-21T02:00:00Z');
const link = (contactId: string, more: Partial<RecipientLink> = {}): RecipientLink => ({
  contactId,
  isRejected: false,
  expiresAt: null,
  isPayer: false,
  isListedFirst: false,
  confidence: 90,
  confirmedAt: null,
  isOptedOut: false,
  isReachable: true,
  ...more,
});
const ago = new Date(now.getTime() - 86_400_000);
const cases: [string, RecipientLink[], string | null][] = [
  ['nobody', [], null],
  ['the only one', [link('1')], '1'],
  ['who pays, before whom the POS names first', [link('1', { isListedFirst: true, confidence: 100 }), link('2', { isPayer: true, confidence: 70 })], '2'],
  ['whom the POS names first, before who is trusted more', [link('1', { confidence: 100 }), link('2', { isListedFirst: true })], '2'],
  ['who is trusted most', [link('1'), link('2', { confidence: 95 })], '2'],
  ['who was confirmed last', [link('1', { confirmedAt: ago }), link('2', { confirmedAt: now })], '2'],
  ['who was known first, when all else is the same', [link('10'), link('9')], '9'],
  ['not the payer whose link was rejected', [link('1'), link('2', { isPayer: true, isRejected: true })], '1'],
  ['not the payer whose link has expired', [link('1'), link('2', { isPayer: true, expiresAt: now })], '1'],
  ['not who opted out, while there is another', [link('1', { confidence: 10 }), link('2', { isPayer: true, isOptedOut: true })], '1'],
  ['who opted out, so that the reason can be told', [link('2', { isPayer: true, isOptedOut: true })], '2'],
  ['not who cannot be reached, while there is another', [link('1', { isReachable: false, isPayer: true }), link('2')], '2'],
];
for (const [name, links, contactId] of cases) test(name, () => assert.equal(decideRecipient(links, now)?.contactId ?? null, contactId));

const anyDate = fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }));
const anyLink = fc.record({
  contactId: fc.integer({ min: 1, max: 2_000_000 }).map(String),
  isRejected: fc.boolean(),
  expiresAt: anyDate,
  isPayer: fc.boolean(),
  isListedFirst: fc.boolean(),
  confidence: fc.constantFrom(0, 70, 90, 95, 100),
  confirmedAt: anyDate,
  isOptedOut: fc.boolean(),
  isReachable: fc.boolean(),
});
const anyLinks = fc.uniqueArray(anyLink, { selector: ({ contactId }) => contactId, maxLength: 8 });

test('never a rejected or expired link; somebody as soon as there is one that counts; never who opted out while another may be written to', () => {
  fc.assert(
    fc.property(anyLinks, (links) => {
      const chosen = decideRecipient(links, now);
      const counting = links.filter((one) => !one.isRejected && (one.expiresAt === null || one.expiresAt > now));
      assert.equal(chosen === null, counting.length === 0);
      if (chosen === null) return;
      assert.ok(counting.includes(chosen));
      if (chosen.isOptedOut) assert.ok(counting.every((one) => one.isOptedOut));
      if (!chosen.isReachable) assert.ok(counting.every((one) => !one.isReachable || one.isOptedOut));
    }),
  );
});

test('the order of the links does not matter', () => {
  const shuffled = anyLinks.chain((links) => fc.tuple(fc.constant(links), fc.shuffledSubarray(links, { minLength: links.length })));
  fc.assert(fc.property(shuffled, ([links, others]) => assert.equal(decideRecipient(links, now), decideRecipient(others, now))));
});
