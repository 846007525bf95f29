import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from './delivery-types.ts';
import { parseMessage } from './parse-message.ts';

const folder = new URL('../../test/fixtures/whatsapp/', import.meta.url);
const receivedAt = new Date('2026-01-01T00:00:05Z');

/** One recorded case per kind: what WhatsApp sends, and what we make of it. */
for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
  test(name.replace('.json', ''), () => {
    const { message, contact, expected } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { message: Json; contact: Json | null; expected: Json };
    const parsed = parseMessage({ numberId: '1', id: String(message['id']), message, contact, receivedAt });
    assert.ok(parsed);
    const { detail, ...fields } = expected;
    for (const [field, value] of Object.entries(fields)) assert.deepEqual(parsed[field as keyof typeof parsed], value, field);
    if (detail !== undefined) {
      assert.equal(parsed.payload?.detail, detail);
      assert.equal(typeof parsed.payload?.raw, 'string', 'the raw part is kept');
    }
    assert.deepEqual(parsed.at, new Date('2026-01-01T00:00:00Z'));
  });
}

test('time is the provider’s, but never later than the arrival and never absurd', () => {
  const at = (timestamp: unknown): Date | undefined =>
    parseMessage({ numberId: '1', id: 'x', message: { from: '60125550101', type: 'text', text: { body: 'a' }, timestamp }, contact: null, receivedAt })?.at;
  const seconds = receivedAt.getTime() / 1000;
  assert.deepEqual(at(String(seconds - 86_400)), new Date(receivedAt.getTime() - 86_400_000));
  for (const odd of [String(seconds + 60), '99999999999999', '0', '-5', 'soon', undefined, null, {}, String(seconds - 90 * 86_400)])
    assert.deepEqual(at(odd), receivedAt, JSON.stringify(odd));
});

test('nobody can be said to have sent it: null', () =>
  assert.equal(parseMessage({ numberId: '1', id: 'x', message: { type: 'text', text: { body: 'a' } }, contact: null, receivedAt }), null));

test('a username is no key', () =>
  assert.equal(
    parseMessage({ numberId: '1', id: 'x', message: { type: 'text', text: { body: 'a' } }, contact: { profile: { username: 'kedai' } }, receivedAt }),
    null,
  ));

test('never throws, and never makes text a database refuses', () => {
  const kinds = fc.constantFrom(
    'text',
    'image',
    'audio',
    'video',
    'document',
    'sticker',
    'location',
    'contacts',
    'reaction',
    'button',
    'interactive',
    'order',
    'system',
    'edit',
    'revoke',
    'unsupported',
    'constructor',
    '__proto__',
  );
  const message = fc
    .tuple(kinds, fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), fc.jsonValue(), fc.string({ unit: 'binary' }))
    .map(([type, part, other, name]) => ({
      from: '60125550101',
      type,
      [type]: part,
      context: other,
      referral: other,
      errors: [other],
      contacts: [{ name: { formatted_name: name } }],
    }));
  fc.assert(
    fc.property(message, (value) => {
      const parsed = parseMessage({ numberId: '1', id: 'x', message: value, contact: null, receivedAt });
      const json = JSON.stringify(parsed);
      assert.ok(!/(?<!\\)(\\\\)*\\ud[89ab]/i.test(json), 'no lone surrogates');
    }),
    { numRuns: 300 },
  );
});

test('what Meta says once and never again is kept: where a click came from, which product was meant', () => {
  const referral = { source_id: '120', source_type: 'ad', source_url: 'https://fb.me/x', ctwa_clid: 'ARAkLk', headline: 'Promosi' };
  const message = {
    from: '60125550101',
    type: 'text',
    text: { body: 'hai' },
    referral,
    context: { from: '60327764100', referred_product: { catalog_id: '7', product_retailer_id: 'P-1' } },
  };
  const parsed = parseMessage({ numberId: '1', id: 'x', message, contact: null, receivedAt });
  assert.deepEqual(JSON.parse(String(parsed?.payload?.raw)), { referral, referred_product: { catalog_id: '7', product_retailer_id: 'P-1' } });
  assert.equal(parsed?.payload?.referral?.headline, 'Promosi');
  const plain = parseMessage({ numberId: '1', id: 'x', message: { from: '60125550101', type: 'text', text: { body: 'hai' } }, contact: null, receivedAt });
  assert.equal(plain?.payload, null, 'ordinary messages carry nothing extra');
});
