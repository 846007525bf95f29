import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { signMediaUrl, useMediaSecret } from '../platform/sign-media-url.ts';
import { maskView } from './mask-view.ts';

const PHONE = '+60 12-345 6789';
const LEAK = /345|siti@/;

describe('a view for people without the right to personal data', () => {
  before(() => useMediaSecret('secret of the test'));

  it('keeps what is ours: ids, instants, cursors, our own number, files', () => {
    const now = new Date();
    const signed = signMediaUrl('1', '60123456789', now);
    const view = {
      id: '60123456789',
      ticketId: '1234567890123456789',
      oid: '1002100345',
      at: now.toISOString(),
      expiresOn: '2026-12-31',
      reference: 'TKT-2026-1234567890',
      clientKey: '0123456789abcdef0123456789abcdef',
      nextCursor: 'WyItIiwiMjAyNi0xMS0yMVQxMjM0NTY3ODkiXQ',
      number: { displayPhone: '+60 3-2776 4100' },
      count: 1234567890,
      nothing: null,
      is: true,
    };
    assert.deepEqual(maskView(view), view);
    assert.equal(maskView({ url: signed }).url, signed.replace(/&n=.*/, ''), 'without the part that tells the file’s name');
  });

  it('masks what has a name by it, and any other text as text', () => {
    const masked = maskView({
      phone: '+60123456789',
      phones: ['012-345 6789'],
      email: 'siti@kedai.my',
      emails: ['siti@kedai.my'],
      address: 'Jalan Ampang',
      location: { latitude: 3.14159, longitude: 101.68653 },
      suggested: `Siti ${PHONE}`,
      anythingNew: { deep: [`call ${PHONE}`] },
    });
    assert.deepEqual(masked, {
      phone: '+60 12-••• ••89',
      phones: ['012-••• ••89'],
      email: 's•••@kedai.my',
      emails: ['•••@•••'],
      address: '•••',
      location: { latitude: 3.14, longitude: 101.69 },
      suggested: null,
      anythingNew: { deep: ['call +60 12-••• ••89'] },
    });
    assert.equal(maskView({ suggested: 'Siti' }).suggested, 'Siti');
    assert.equal(maskView({ type: 'location', text: '12 Jalan Ampang' }).text, null, 'the text of a place may be its address');
  });

  it('trusts no name that people outside have chosen', () => {
    const hostile = { displayPhone: PHONE, id: '60123456789', url: '/media/1/2?e=60123456789&s=x', nextCursor: '60123456789', [PHONE]: 'siti@kedai.my' };
    for (const part of ['form', 'reply', 'options']) {
      const text = JSON.stringify(maskView({ interactive: { [part]: part === 'options' ? [hostile] : hostile } }));
      assert.ok(!LEAK.test(text), text);
    }
    assert.ok(!LEAK.test(JSON.stringify(maskView({ interactive: { url: `/media/1/2?e=60123456789&s=${'x'.repeat(22)}` } }))), 'not signed by us');
  });

  it('lets no phone or address out, whatever the view looks like', () => {
    const leaf = fc.constantFrom<unknown>(PHONE, '0123456789', 'siti@kedai.my', `x ${PHONE} siti@kedai.my y`, 5, null, true);
    const name = fc.constantFrom(
      'text',
      'name',
      'filename',
      'subject',
      'detail',
      'by',
      'form',
      'reply',
      'options',
      'params',
      'url',
      'title',
      'body',
      'current',
      'xId',
    );
    const view = fc.letrec((tie) => ({
      node: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('node'), { maxLength: 3 }), fc.dictionary(name, tie('node'), { maxKeys: 4 })),
    })).node;
    fc.assert(fc.property(view, (value) => !LEAK.test(JSON.stringify(maskView(value) ?? null))));
  });
});
