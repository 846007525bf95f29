import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { maskEmail } from './mask-email.ts';
import { maskPhone } from './mask-phone.ts';
import { maskText } from './mask-text.ts';

describe('masking', () => {
  it('shortens phones as people write them, and leaves the rest readable', () => {
    assert.equal(maskPhone('+60123456789'), '+60 12-••• ••89');
    assert.equal(maskPhone('12345'), '••••');
    for (const phone of ['+60123456789', '012-345 6789', '0123456789', '(03) 2776 4100', '+44 20 7946 0958', '60.12.345.6789']) {
      const masked = maskText(`call ${phone} today`);
      assert.ok(masked.startsWith('call ') && masked.endsWith(' today') && masked.includes('•••'), `${phone} → ${masked}`);
    }
  });

  it('hides e-mail addresses', () => {
    assert.equal(maskText('write to siti.aminah+shop@kedai.com.my please'), 'write to •••@••• please');
    assert.equal(maskEmail('siti@example.my'), 's•••@example.my');
    assert.equal(maskEmail('nonsense'), '•••');
  });

  it('keeps amounts, dates, ticket numbers and order lines', () => {
    for (const text of ['RM 1,234.50 on 2026-11-21', 'TKT-2026-000123', 'due 21/11/2026', 'table 12, 3 × 4.50', 'SKU 445566'])
      assert.equal(maskText(text), text);
  });

  it('never lets seven digits of a phone through, wherever it stands', () => {
    const words = fc.string({ unit: fc.constantFrom(' ', 'a', 'ü', ',', '\n', '!'), maxLength: 12 });
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 11 });
    fc.assert(
      fc.property(words, digits, words, (before, phone, after) => {
        const masked = maskText(`${before} +60${phone} ${after}`);
        return !masked.replace(/\D/g, '').includes(phone.slice(0, 7));
      }),
    );
  });
});
