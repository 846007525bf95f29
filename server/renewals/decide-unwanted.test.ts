import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decideUnwanted, type UnwantedFacts } from './decide-unwanted.ts';

const at = new Date('2026-11-07T02:00:00Z');
const wanted: UnwantedFacts = {
  ...{ result: 'queued', step: 'd-14', author_user_id: null, created_at: at, status: 'due', due_date: '2026-11-21', answered_at: null, snoozed_until: null },
  ...{ outlet_status: 'active', missing_since: null, expiry_date: '2026-11-21', opted_out_at: null, has_complaint: 0 },
};
const why = (change: Partial<UnwantedFacts>) => decideUnwanted({ ...wanted, ...change }, '2026-11-07');

it('sends what nothing speaks against', () => {
  assert.equal(why({}), null);
  assert.equal(why({ status: 'failed' }), null);
  assert.equal(why({ snoozed_until: '2026-11-07' }), null, 'the day it was put aside until has come');
  assert.equal(why({ answered_at: new Date(at.getTime() - 1) }), null, 'an answer to something before');
});

it('says why a prompt must not go any more', () => {
  assert.equal(why({ status: 'paid' }), 'paid');
  assert.equal(why({ status: 'cancelled' }), 'cancelled');
  assert.equal(why({ outlet_status: 'closed' }), 'outlet_closed');
  assert.equal(why({ missing_since: at }), 'outlet_closed');
  assert.equal(why({ expiry_date: '2027-11-21' }), 'expiry_changed');
  assert.equal(why({ opted_out_at: at }), 'opted_out');
  assert.equal(why({ snoozed_until: '2026-11-08' }), 'snoozed');
  assert.equal(why({ has_complaint: '1' }), 'complaint');
  assert.equal(why({ answered_at: new Date(at.getTime() + 1) }), 'replied');
});

it('sends what a person asked for although the merchant has answered meanwhile, but not what was paid', () => {
  assert.equal(why({ author_user_id: '7', answered_at: new Date(at.getTime() + 1) }), null);
  assert.equal(why({ author_user_id: '7', status: 'paid' }), 'paid');
});
