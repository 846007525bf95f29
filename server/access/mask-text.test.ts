import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { maskEmail } from './mask-email.ts';
import { maskPhone } from './mask-phone.ts';
import { maskText } from './mask-text.ts';

const asciiOf = (text: string): string => text.normalize('NFKC').replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
const digitsOf = (text: string): string => asciiOf(text).replace(/\D/g, '');

/** what people, keyboards and other programs put between digits */
const MARKS = [' ', '-', '.', '/', '(', ')', '+', ',', '_', '*', '~', '|', ':', ';', '#', '•', '\n', '\t', '\u00a0', '\u2007', '\u2009', '\u202f', '\u3000'];
const UNSEEN = ['\u200b', '\u200d', '\u200e', '\u200f', '\u202a', '\u202c', '\u2060', '\u2066', '\u2069', '\ufeff', '\u00ad', '\ufe0f\u20e3'];
const DASHES = ['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\ufe63', '\uff0d', '📞'];
const mark = fc.constantFrom(...MARKS, ...UNSEEN, ...DASHES);
const gap = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: fc.array(mark, { minLength: 1, maxLength: 4 }).map((marks) => marks.join('')) },
);
const script = fc.constantFrom(
  (digit: string) => digit,
  (digit: string) => String.fromCodePoint(0xff10 + Number(digit)),
  (digit: string) => String.fromCodePoint(0x660 + Number(digit)),
);
const malaysian = fc.tuple(fc.constantFrom('01', '601', '+601', '03', '603'), fc.stringMatching(/^\d{8,9}$/)).map(([code, rest]) => code + rest);

describe('masking', () => {
  it('shortens phones as people write them, and leaves the rest readable', () => {
    assert.equal(maskPhone('+60123456789'), '+60 12-••• ••89');
    assert.equal(maskPhone('12345'), '••••');
    for (const phone of ['+60123456789', '012-345 6789', '0123456789', '(03) 2776 4100', '+44 20 7946 0958', '60.12.345.6789', '012\u2011345\u00a06789']) {
      const masked = maskText(`call ${phone} today`);
      assert.ok(masked.startsWith('call ') && masked.endsWith(' today') && masked.includes('•••'), `${phone} → ${masked}`);
    }
    assert.equal(maskText('call 012-345 6789 or 019-876 5432!').includes('345'), false);
  });

  it('shows nothing of a long number that is no phone', () => {
    for (const number of ['12.50 345.67 89.00', '0.50 345.67 89.00', '880101-14-5678', '601231-14-5678', '010203 14 5678', '1234567890123456', '5512345678901'])
      assert.equal(maskText(`for ${number} please`), 'for •••• please', number);
    assert.equal(maskText('call +44 20 7946 0958'), 'call +44-••• ••58');
  });

  it('hides e-mail addresses, however they are spelled', () => {
    assert.equal(maskText('write to siti.aminah+shop@kedai.com.my please'), 'write to •••@••• please');
    for (const address of [
      'ali@localhost',
      'ali @ gmail.com',
      'ali@ gmail.com',
      'ali @gmail.com',
      'ali @ localhost',
      'ali\u200b@\u2060gmail.com',
      'ali@gm\u200bail.com',
      'ali＠gmail．com',
      'ali%40gmail.com',
      'ali(at)gmail.com',
      'ali [at] gmail.com',
      'ali[at]gmail[dot]com',
      'ali\u00a0@\u00a0gmail.com',
      '<ali@gmail.com>',
      'mailto:ali@gmail.com?subject=x',
      '"ali"@gmail.com',
      'ali@10.0.0.1',
      'عليali@مثال.example',
    ]) {
      const masked = maskText(`mail ${address}, ok`);
      assert.ok(!/ali|gm|localhost|10\.0/.test(masked.replace('mail', '').replace('mailto', '')) && masked.endsWith(', ok'), `${address} → ${masked}`);
    }
    assert.equal(maskEmail('siti@example.my'), 's•••@example.my');
    assert.equal(maskEmail('nonsense'), '•••');
  });

  it('keeps amounts, dates, times, ticket numbers, mentions and order lines', () => {
    for (const text of [
      'RM 1,234.50 on 2026-11-21',
      'RM123,456.78',
      'TKT-2026-000123',
      'TKT-2026-1234567, TKT-2026-000124',
      'due 21/11/2026',
      'from 21/11/2026 10:30 - 22/11/2026 18:00',
      'at 2026-11-21T10:30:00.000Z',
      'table 12, 3 × 4.50',
      '120.00 - 20.00 = 100.00',
      '2 × 60.00, 3 × 4.50 = 133.50',
      'SKU 445566',
      'outlet 10021, franchise 101',
      'hello @siti, 3@2.50',
      'open 9-5, 24/7',
    ])
      assert.equal(maskText(text), text);
  });

  it('keeps every instant as our views write it', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (date) => maskText(date.toISOString()) === date.toISOString(),
      ),
    );
  });

  it('keeps numbers shorter than a phone, with whatever stands around them', () => {
    const words = fc.stringMatching(/^[a-zü ]{0,12}$/);
    fc.assert(
      fc.property(words, fc.stringMatching(/^[1-9]\d{0,5}$/), words, (before, number, after) => {
        const text = `${before} ${number} ${after}`;
        return maskText(text) === text;
      }),
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 99_999_999 }), (before, id) =>
        maskText(`${before} TKT-2026-${String(id).padStart(6, '0')}`).endsWith(String(id)),
      ),
    );
  });

  it('leaves no more than the ends of a phone, whatever separates its digits, in any script, with letters at both ends', () => {
    const word = fc.stringMatching(/^[a-zé]{0,6}$/);
    fc.assert(
      fc.property(word, malaysian, fc.array(gap, { minLength: 14, maxLength: 14 }), script, word, (before, phone, gaps, write, after) => {
        const spelled = [...phone].map((sign, index) => (sign === '+' ? sign : write(sign)) + (index === phone.length - 1 ? '' : (gaps[index] ?? ''))).join('');
        const left = digitsOf(maskText(before + spelled + after));
        return left.length <= 6;
      }),
      { numRuns: 3000 },
    );
  });

  it('lets no phone through behind the prefix of a ticket number', () => {
    for (const text of [
      'TKT-2026-0123456789',
      'TKT-2026-60123456789',
      'TKT-2026-012345 6789',
      'TKT-2026-012345-678-9',
      'tkt-2026-012 345 6789',
      'TKT-0123456789',
    ])
      assert.ok(digitsOf(maskText(text)).length <= 9, `${text} → ${maskText(text)}`);
    assert.equal(maskText('TKT-2026-000123 012-345 6789'), 'TKT-2026-000123 012-••• ••89');
    assert.equal(maskText('TKT-2026-000123: 20.50 on 21/11/2026'), 'TKT-2026-000123: 20.50 on 21/11/2026');
  });

  it('lets no address through', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9._+-]{0,10}[a-z0-9]$/);
    const host = fc.stringMatching(/^[a-z0-9-]{0,10}[a-z]$/);
    const blanks = fc.constantFrom('', ' ', '  ', '\u00a0', '\u200b');
    fc.assert(
      fc.property(
        name,
        blanks,
        fc.constantFrom('@', '＠'),
        blanks,
        host,
        fc.constantFrom('.com', '.com.my', '.example'),
        (local, left, at, right, domain, end) => {
          const masked = maskText(`to ${local}${left}${at}${right}${domain}${end} now`);
          return masked === 'to •••@••• now';
        },
      ),
    );
  });

  it('takes time in proportion to the length', () => {
    const long = 64 * 1024;
    for (const text of [
      '1',
      ' ',
      '1 ',
      '@',
      'a@',
      ' @',
      'a',
      '+',
      '(',
      '1.',
      'TKT-2026-',
      '12:34 ',
      '10.00, ',
      '21/11/2026 ',
      '\u200b',
      '1@',
      '%40',
      '(1',
      'a@.',
      '(at)',
      'a(at) ',
      '. ',
      '1,',
    ].map((part) => part.repeat(Math.ceil(long / part.length)))) {
      const started = performance.now();
      maskText(text);
      maskText(`a@${text}1234567 ${text}a!`);
      assert.ok(performance.now() - started < 1_000, `${JSON.stringify(text.slice(0, 12))}: ${performance.now() - started} ms`);
    }
  });
});
