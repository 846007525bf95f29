import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { decideUnwanted, type UnwantedFacts, type UnwantedFrame } from './decide-unwanted.ts';

const at = new Date('2026-11-07T02:00:00Z');
const settings = renewalSettingsSchema.parse({});
const frame: UnwantedFrame = { recipientId: '11', today: '2026-11-07', now: at, settings };
const wanted: UnwantedFacts = {
  ...{ result: 'queued', step: 'd-14', author_user_id: null, contact_id: '11', created_at: at, status: 'due', due_date: '2026-11-21', answered_at: null },
  ...{ snoozed_until: null, timezone: 'Asia/Kuala_Lumpur', outlet_status: 'active', missing_since: null, expiry_date: '2026-11-21', opted_out_at: null },
  ...{ isInTrouble: false, told_on: null, has_part_payment: 0, job_state: null },
};
const why = (change: Partial<UnwantedFacts>, more: Partial<UnwantedFrame> = {}) => decideUnwanted({ ...wanted, ...change }, { ...frame, ...more });

it('sends what nothing speaks against', () => {
  assert.equal(why({}), null);
  assert.equal(why({ status: 'failed' }), null);
  assert.equal(why({ snoozed_until: '2026-11-07' }), null, 'the day it was put aside until has come');
  assert.equal(why({ answered_at: new Date(at.getTime() - 1) }), null, 'an answer to something before');
  assert.equal(why({ job_state: 'done', author_user_id: '7', step: 'manual' }), null);
});

it('says why a prompt must not go any more', () => {
  assert.equal(why({ status: 'paid' }), 'paid');
  assert.equal(why({ status: 'cancelled' }), 'cancelled');
  assert.equal(why({ outlet_status: 'closed' }), 'outlet_closed');
  assert.equal(why({ missing_since: at }), 'outlet_closed');
  assert.equal(why({ expiry_date: '2027-11-21' }), 'expiry_changed');
  assert.equal(why({ result: 'withdrawn' }), 'expiry_changed', 'the day moved on by a part of the cycle while it waited');
  assert.equal(why({ opted_out_at: at }), 'opted_out');
  assert.equal(why({ snoozed_until: '2026-11-08' }), 'snoozed');
  assert.equal(why({ isInTrouble: true }), 'complaint');
  assert.equal(why({ has_part_payment: '1' }), 'part_payment');
  assert.equal(why({ told_on: '2031-01-01' }), 'expiry_changed');
  assert.equal(why({ told_on: '2001-01-01' }), null, 'an end before ours is no payment');
  assert.equal(why({ answered_at: new Date(at.getTime() + 1) }), 'replied');
  assert.equal(why({ job_state: 'cancelled', author_user_id: '7', step: 'manual' }), 'sending_stopped');
});

it('never sends to who is not the right person any more', () => {
  assert.equal(why({}, { recipientId: '12' }), 'other_recipient');
  assert.equal(why({}, { recipientId: null }), 'other_recipient');
  assert.equal(why({ opted_out_at: at }, { recipientId: '12' }), 'other_recipient', 'the other one can be asked');
  assert.equal(why({ author_user_id: '7', step: 'manual' }, { recipientId: '12' }), 'other_recipient');
});

it('takes back what waited beyond the days of its step, and all of it when reminders are switched off', () => {
  assert.equal(why({}, { now: new Date('2026-11-13T10:00:00+08:00') }), null, 'the last day before the next step');
  assert.equal(why({}, { now: new Date('2026-11-14T10:00:00+08:00') }), 'step_passed');
  assert.equal(why({ step: 'd-9' }), 'step_passed', 'a step nobody set');
  assert.equal(why({ step: 'd-7' }), null, 'it joined a digest early');
  assert.equal(why({ step: 'manual', author_user_id: '7' }, { now: new Date('2026-12-14T10:00:00+08:00') }), null);
  assert.equal(why({}, { settings: { ...settings, isOn: false } }), 'reminders_off');
  assert.equal(why({ author_user_id: '7' }, { settings: { ...settings, isOn: false } }), null);
});

it('sends what a person asked for although the merchant has answered meanwhile, but not what was paid', () => {
  assert.equal(why({ author_user_id: '7', answered_at: new Date(at.getTime() + 1) }), null);
  assert.equal(why({ author_user_id: '7', status: 'paid' }), 'paid');
});
