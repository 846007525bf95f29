import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { outboundContent } from '../../types/messages.ts';
import { decideOutletQuestion, outletQuestionAnswer, type OutletQuestion } from './decide-outlet-question.ts';

const now = new Date('2026-11-21T02:00:00Z');
const outlet = (oid: string, name: string, franchiseName = 'Kopi Kita'): OutletQuestion['outlets'][number] => ({ oid, name, franchiseName });
const two = [outlet('1011', 'Kopi Kita Bangsar'), outlet('1012', 'Kopi Kita Cheras')];
const ask = (more: Partial<OutletQuestion> = {}): ReturnType<typeof decideOutletQuestion> =>
  decideOutletQuestion({ isOn: true, isOptedOut: false, isWindowOpen: true, lastAskedAt: null, outlets: two, locale: null, now, ...more });

test('two short names are two buttons', () => {
  const question = ask();
  assert.deepEqual(question?.options, [
    { id: 'outlet:1011', title: 'Kopi Kita Bangsar' },
    { id: 'outlet:1012', title: 'Kopi Kita Cheras' },
  ]);
  assert.match(question?.body ?? '', /^Which outlet/);
});
test('in Malay for who speaks Malay', () => {
  for (const locale of ['ms', 'ms_MY', 'ms-MY']) assert.match(ask({ locale })?.body ?? '', /cawangan/);
  for (const locale of ['en_US', 'msx', 'zh', null]) assert.match(ask({ locale })?.body ?? '', /outlet/);
});
test('longer names are a list, without what they share, the whole name below', () => {
  const outlets = [
    outlet('1', 'Restoran Nasi Kandar Pelita Ampang'),
    outlet('2', 'Restoran Nasi Kandar Pelita Bangsar'),
    outlet('3', 'Restoran Nasi Kandar Pelita'),
  ];
  assert.deepEqual(
    ask({ outlets })?.options.map(({ title, description }) => [title, description]),
    [
      ['Pelita Ampang', 'Restoran Nasi Kandar Pelita Ampang, Kopi Kita'],
      ['Pelita Bangsar', 'Restoran Nasi Kandar Pelita Bangsar, Kopi Kita'],
      ['Pelita', 'Restoran Nasi Kandar Pelita, Kopi Kita'],
    ],
  );
});
test('outlets of one name are told apart by their number', () => {
  const outlets = [outlet('1', 'Kopi'), outlet('2', 'Kopi'), outlet('3', 'Teh')];
  assert.deepEqual(
    ask({ outlets })?.options.map(({ title }) => title),
    ['Kopi #1', 'Kopi #2', 'Teh'],
  );
});
test('even when one is called like another with its number', () => {
  const outlets = [outlet('1', 'Kopi'), outlet('2', 'Kopi'), outlet('3', 'Kopi #1')];
  assert.deepEqual(
    ask({ outlets })?.options.map(({ title }) => title),
    ['1', '2', '3'],
  );
});
const refusals: [string, Partial<OutletQuestion>][] = [
  ['when it is switched off', { isOn: false }],
  ['who opted out', { isOptedOut: true }],
  ['when the window is closed', { isWindowOpen: false }],
  ['who was asked within a day', { lastAskedAt: new Date(now.getTime() - 23 * 3_600_000) }],
  ['about one outlet', { outlets: two.slice(0, 1) }],
  ['about more than a list holds', { outlets: Array.from({ length: 11 }, (_, index) => outlet(String(index + 1), `Outlet ${index}`)) }],
];
for (const [name, more] of refusals) test(`nobody is asked ${name}`, () => assert.equal(ask(more), null));
test('a day later one may be asked again', () => assert.notEqual(ask({ lastAskedAt: new Date(now.getTime() - 24 * 3_600_000) }), null));

test('whatever outlets are called, WhatsApp takes the question: limits, distinct titles, every outlet once', () => {
  const name = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('Kopi Kita Bangsar', 'Kopi Kita Bangsar Village II', '👨‍👩‍👧‍👦'.repeat(5)),
  );
  const outlets = fc.uniqueArray(fc.record({ oid: fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n }).map(String), name, franchiseName: name }), {
    selector: ({ oid }) => oid,
    minLength: 2,
    maxLength: 10,
  });
  fc.assert(
    fc.property(outlets, (list) => {
      const question = ask({ outlets: list });
      assert.ok(question);
      const parsed = outboundContent.parse(question);
      assert.ok(parsed.type === 'interactive');
      const { options } = parsed;
      assert.equal(new Set(options.map(({ title }) => title)).size, list.length);
      assert.deepEqual(
        options.map(({ id }) => outletQuestionAnswer(id)),
        list.map(({ oid }) => oid),
      );
      for (const { title, description } of question.options) {
        assert.ok(title.length > 0 && title.length <= (description === undefined ? 20 : 24), title);
        assert.ok((description ?? '').length <= 72);
      }
      assert.ok((question.buttonLabel ?? '').length <= 20);
    }),
    { numRuns: 500 },
  );
});

test('only a choice of ours names an outlet', () => {
  for (const id of [undefined, '', 'outlet:', 'outlet:0', 'outlet:01', 'outlet:1x', 'outlet:1 OR 1', 'Outlet:1', 'xoutlet:1', 'outlet:99999999999999999999'])
    assert.equal(outletQuestionAnswer(id), null, id);
  assert.equal(outletQuestionAnswer('outlet:1011'), '1011');
});
