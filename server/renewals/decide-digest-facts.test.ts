import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decideDigestFacts } from './decide-digest-facts.ts';
import type { RenewalFacts } from './load-renewal-facts.ts';

const perOutlet = { paymentUrl: 'https://pay.example.com/renew/{oid}' };
const part = (oid: string, paymentUrl: string | null = `https://pay.example.com/renew/${oid}`): RenewalFacts => ({
  locale: null,
  facts: {
    ...{ contactName: 'Mei', outletName: `Outlet ${oid}`, franchiseName: 'Kopi Kita', companyName: null, dueOn: '2026-12-01', paymentUrl },
    amount: { amount: '588.00', currency: 'MYR' },
    outlets: [{ name: `Outlet ${oid}`, dueOn: '2026-12-01' }],
  },
});
const linkOf = (parts: RenewalFacts[], settings = perOutlet) => decideDigestFacts(parts, settings)?.paymentUrl;

it('never offers the link of one outlet for several', () => {
  assert.equal(linkOf([part('1'), part('2')]), null);
  assert.equal(linkOf([part('1'), part('2', null)]), null);
  assert.equal(linkOf([part('1', 'https://pay.example.com/all'), part('2', 'https://pay.example.com/all')]), 'https://pay.example.com/all');
  assert.equal(linkOf([part('1', 'https://a.example.com'), part('2')], { paymentUrl: 'https://pay.example.com/portal' }), 'https://pay.example.com/portal');
  assert.equal(linkOf([part('1'), part('2')], { paymentUrl: '' }), null);
});

it('says all outlets, and of a single one its own link', () => {
  assert.equal(linkOf([part('1')]), 'https://pay.example.com/renew/1');
  assert.deepEqual(
    decideDigestFacts([part('1'), part('2')], perOutlet)?.outlets?.map(({ name }) => name),
    ['Outlet 1', 'Outlet 2'],
  );
  assert.equal(decideDigestFacts([], perOutlet), null);
});
