import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decidePosLinks, type HeldLink, type NamedContact, type PosLinkChanges } from './decide-pos-links.ts';
import { normalisePhone } from './normalise-phone.ts';

const named = (phone: string | null, more: Partial<NamedContact> = {}): NamedContact => ({ name: 'Ali', phone, email: null, is_primary: false, ...more });
const held = (contactId: string, phone: string | null, more: Partial<HeldLink> = {}): HeldLink => ({
  contactId,
  phone,
  source: 'pos',
  isListed: true,
  isListedFirst: false,
  expiresAt: null,
  ...more,
});
const decide = (list: readonly NamedContact[], links: readonly HeldLink[]): PosLinkChanges => decidePosLinks(list, links, normalisePhone);
const none = { wanted: [], dropped: [], rejected: [] };
const later = new Date('2027-01-01');

test('nothing named and nothing held: nothing to do', () => assert.deepEqual(decide([], []), none));
test('what is held as it is named needs nothing', () => {
  assert.deepEqual(decide([named('012-345 6789', { is_primary: true })], [held('1', '+60123456789', { isListedFirst: true })]), none);
});
test('somebody new is wanted, the first flagged one first', () => {
  const { wanted } = decide([named('012-345 6789'), named('013-345 6789', { is_primary: true }), named('014-345 6789', { is_primary: true })], []);
  assert.deepEqual(
    wanted.map(({ phone, isFirst }) => [phone, isFirst]),
    [
      ['+60123456789', false],
      ['+60133456789', true],
      ['+60143456789', false],
    ],
  );
});
test('the same number written twice is one person', () => {
  const { wanted } = decide([named('012-345 6789', { name: null }), named('+60 12 345 6789', { name: 'Siti', email: 's@example.my', is_primary: true })], []);
  assert.deepEqual(wanted, [{ phone: '+60123456789', name: 'Siti', email: 's@example.my', isFirst: true }]);
});
test('a link of the POS that is named no longer is dropped, of others only while it is marked as listed', () => {
  const links = [
    held('1', '+60123456789'),
    held('2', '+60133456789', { source: 'agent' }),
    held('3', '+60143456789', { source: 'agent', isListed: false }),
    held('4', '+60153456789', { isListed: false, expiresAt: later }),
    held('5', null, { isListed: false }),
  ];
  assert.deepEqual(decide([], links).dropped, ['1', '2', '5']);
});
test('a link that was to expire is wanted again when it is named again', () => {
  const { wanted, dropped } = decide([named('0123456789')], [held('1', '+60123456789', { isListed: false, expiresAt: later })]);
  assert.deepEqual([wanted.length, dropped], [1, []]);
});
test('what came with an import and the POS names too becomes its word', () => {
  assert.equal(decide([named('0123456789')], [held('1', '+60123456789', { source: 'import' })]).wanted.length, 1);
});
test('a phone that is none is set aside and stops nobody; no phone at all says nothing', () => {
  const { wanted, rejected } = decide([named('n/a'), named(null), named('0123456789')], []);
  assert.deepEqual([wanted.length, rejected.map(({ phone }) => phone)], [1, ['n/a']]);
});
test('once applied, the same list changes nothing more', () => {
  const contact = fc.record({
    name: fc.option(fc.string()),
    phone: fc.option(fc.constantFrom('0123456789', '012-345 6789', '0133456789', '014-3456789', 'x', '')),
    email: fc.constant(null),
    is_primary: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(contact, { maxLength: 6 }), (list) => {
      const applied = decide(list, []).wanted.map((wanted, index) => held(String(index), wanted.phone, { isListedFirst: wanted.isFirst }));
      assert.ok(applied.filter((link) => link.isListedFirst).length <= 1);
      const { wanted, dropped } = decide(list, applied);
      assert.deepEqual([wanted, dropped], [[], []]);
    }),
  );
});
