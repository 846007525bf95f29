import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideOutletLink, type OutletLink } from './decide-outlet-link.ts';

const link = (oid: string, more: Partial<OutletLink> = {}): OutletLink => ({
  oid,
  fid: `f${oid}`,
  name: `Outlet ${oid}`,
  isPrimary: false,
  isClosed: false,
  confidence: 90,
  isUnconfirmed: false,
  ...more,
});
const cases: [string, OutletLink[], string, string | null][] = [
  ['nobody knows the contact', [], 'unknown', null],
  ['one outlet', [link('1')], 'linked', '1'],
  ['several, none chosen before', [link('1'), link('2')], 'ambiguous', null],
  ['several, one chosen before', [link('1'), link('2', { isPrimary: true })], 'linked', '2'],
  ['several chosen before', [link('1', { isPrimary: true }), link('2', { isPrimary: true })], 'ambiguous', null],
  ['several chosen before, one of them with more certainty', [link('1', { isPrimary: true }), link('2', { isPrimary: true, confidence: 100 })], 'linked', '2'],
  ['the other one has closed', [link('1'), link('2', { isClosed: true, isPrimary: true })], 'linked', '1'],
  ['only a typed number', [link('1', { isUnconfirmed: true })], 'unknown', null],
  ['one chosen before beside a typed number', [link('1', { isPrimary: true }), link('2', { isUnconfirmed: true })], 'linked', '1'],
  ['a typed number at a closed one', [link('1'), link('2', { isUnconfirmed: true, isClosed: true })], 'linked', '1'],
  ['only a closed one', [link('2', { isClosed: true })], 'linked', '2'],
];
for (const [name, links, linkState, oid] of cases) {
  test(name, () => assert.deepEqual(decideOutletLink(links), { linkState, oid, fid: oid && `f${oid}` }));
}

test('several outlets of one franchise: which one is open, whose it is is not', () => {
  assert.deepEqual(decideOutletLink([link('1', { fid: 'f' }), link('2', { fid: 'f' })]), { linkState: 'ambiguous', oid: null, fid: 'f' });
});

test('a typed number makes it a question, for whom the other outlet belongs to, and never has or shows the ticket by itself', () => {
  assert.deepEqual(decideOutletLink([link('1'), link('2', { isUnconfirmed: true })]), { linkState: 'ambiguous', oid: null, fid: 'f1' });
  assert.deepEqual(decideOutletLink([link('1', { isUnconfirmed: true }), link('2', { isUnconfirmed: true })]), {
    linkState: 'ambiguous',
    oid: null,
    fid: null,
  });
  assert.deepEqual(decideOutletLink([link('1', { isClosed: true }), link('2', { isUnconfirmed: true, isPrimary: true })]), {
    linkState: 'ambiguous',
    oid: null,
    fid: 'f1',
  });
});
