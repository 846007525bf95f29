import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clock } from '../../server/platform/clock.ts';
import { eventually } from '../support/eventually.ts';
import { JourneyWorld } from '../support/journey-world.ts';

let renewals: JourneyWorld;
before(async () => {
  renewals = await JourneyWorld.create();
});
after(() => renewals.close());

const listed = async (contactId: string): Promise<number> => {
  const client = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
  const { rows } = await client.tickets.list.query({ view: 'all', limit: 100 });
  return rows.filter((row) => row.contact.id === contactId).length;
};

describe('the door of the demo', () => {
  it('moves the calendar for everybody, and what is due by then happens through the queues', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -60);
    const answer = await fetch(`${renewals.world.url}/api/dev/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ days: 46 }),
    });
    const { now } = (await answer.json()) as { now: string };
    assert.equal(now.slice(0, 10), clock.now().toISOString().slice(0, 10));
    await eventually(async () => (await renewals.steps(merchant)).length > 0, 'the first prompt');
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
  });
});

describe('the life of a renewal nobody answers', () => {
  it('prompts on D-14, D-7, D-1 and D+3, supersedes the oldest, fails, and is given up', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -60);
    assert.equal((await renewals.renewal(merchant)).status, 'due');
    await renewals.goTo(merchant, -30);
    assert.deepEqual(await renewals.steps(merchant), []);
    await renewals.goTo(merchant, -14);
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
    assert.equal(await listed(merchant.contactId), 0, 'our own question is no work');
    await renewals.goTo(merchant, -13);
    await renewals.goTo(merchant, -7);
    await renewals.goTo(merchant, -1);
    await renewals.goTo(merchant, 0);
    assert.deepEqual(await renewals.steps(merchant), ['d-14', 'd-7', 'd-1']);
    await renewals.goTo(merchant, 3);
    const attempts = await renewals.attempts(merchant);
    assert.deepEqual(
      attempts.map(({ step, template, is_superseded }) => `${step} ${template} ${is_superseded}`),
      ['d-14 renewal_reminder_v1 1', 'd-7 renewal_reminder_v1 0', 'd-1 renewal_reminder_v1 0', 'd+3 renewal_overdue_v1 0'],
    );
    await eventually(async () => (await renewals.attempts(merchant)).every(({ result }) => result === 'read'), 'attempts to follow their messages');
    assert.equal(new Set(attempts.map(({ ticket_id }) => ticket_id)).size, 1, 'all of them in one outreach ticket');
    await renewals.goTo(merchant, 8);
    assert.equal((await renewals.renewal(merchant)).status, 'failed');
    await renewals.goTo(merchant, 30);
    assert.equal((await renewals.renewal(merchant)).next_reason, 'not_opted_in');
    await renewals.goTo(merchant, 91);
    assert.deepEqual(await renewals.steps(merchant), ['d-14', 'd-7', 'd-1', 'd+3']);
    assert.equal((await renewals.renewal(merchant)).outcome, 'lost');
    assert.equal(renewals.texts(merchant).length, 4);
  });

  it('asks the lost back on D+30 and D+60 when they agreed to it, and counts them as won back', async () => {
    const merchant = await renewals.merchant({ isOptedIn: true, locale: 'ms' });
    for (const day of [-14, -7, -1, 3, 8, 30, 45, 60]) await renewals.goTo(merchant, day);
    assert.deepEqual(await renewals.steps(merchant), ['d-14', 'd-7', 'd-1', 'd+3', 'winback-30', 'winback-60']);
    await renewals.pay(merchant);
    await renewals.goTo(merchant, 62);
    const renewal = await renewals.renewal(merchant);
    assert.deepEqual([renewal.status, renewal.outcome], ['paid', 'winback']);
    assert.match(JSON.stringify(renewal.evidence), /expiry_moved/);
    assert.equal((await renewals.attempts(merchant)).at(-1)?.result, 'paid');
  });
});
