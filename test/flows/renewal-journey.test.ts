import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clock } from '../../server/platform/clock.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
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
    await eventually(async () => (await renewals.attempts(merchant)).every(({ result }) => result === 'read'), 'attempts to follow their messages');
    await renewals.pay(merchant);
    await renewals.goTo(merchant, 62);
    const renewal = await renewals.renewal(merchant);
    assert.deepEqual([renewal.status, renewal.outcome], ['paid', 'winback']);
    assert.match(JSON.stringify(renewal.evidence), /expiry_moved/);
    assert.equal((await renewals.attempts(merchant)).at(-1)?.result, 'paid');
  });
});

describe('what the merchant reads', () => {
  const MONTHS = {
    en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    ms: ['Jan', 'Feb', 'Mac', 'Apr', 'Mei', 'Jun', 'Jul', 'Ogo', 'Sep', 'Okt', 'Nov', 'Dis'],
  };
  /** The text of the one message on the phone of an owner of outlets of these names, of which each is due a day after the one before. */
  async function digest(locale: 'en' | 'ms', names: readonly string[]): Promise<{ owner: string; text: string; days: string[] }> {
    const merchant = await renewals.merchant({ outlets: names.length, locale });
    const { sql, graph } = renewals.world;
    const days: string[] = [];
    for (const [index, name] of names.entries()) {
      const oid = merchant.oids[index] ?? '';
      const dueOn = moveDay(merchant.dueOn, index);
      await sql.execute('UPDATE outlet SET name = ?, expiry_date = ? WHERE tenant_id = ? AND oid = ?', [name, dueOn, renewals.tenantId, oid]);
      renewals.pos.putOutlet({ oid: Number(oid), name, expiry_date: dueOn });
      const [year, month, day] = dueOn.split('-').map(Number);
      days.push(`${day} ${MONTHS[locale][(month ?? 1) - 1]} ${year}`);
    }
    await renewals.goTo(merchant, -14);
    const [contact] = await sql.query<{ name: string }>('SELECT display_name AS name FROM contact WHERE id = ?', [merchant.contactId]);
    const [only, ...others] = graph.control.chat(merchant.phone).filter(({ direction }) => direction === 'out');
    assert.equal(others.length, 0, 'one message');
    assert.deepEqual([only?.error, only?.status], [null, 'read']);
    return { owner: contact?.name ?? '', text: only?.text ?? '', days };
  }
  after(() => renewals.settings({}));

  it('names every outlet with its day, the nearest first, and one link when one pays for all, in English', async () => {
    await renewals.settings({ paymentUrl: 'https://pay.example.com/all' });
    const { owner, text, days } = await digest('en', ['Kopi Kita Bangsar', 'Kopi Kita Subang', 'Kopi Kita Klang']);
    assert.equal(
      text,
      `Hello ${owner}, the POS subscriptions of 3 of your outlets are up for renewal: Kopi Kita Bangsar (${days[0]}), Kopi Kita Subang (${days[1]}) and Kopi Kita Klang (${days[2]}). ` +
        'To keep selling without interruption, please renew them in time. How to pay: https://pay.example.com/all\nWould you like one invoice for all of them, or other help? Simply reply to this message.',
    );
  });

  it('says the same in Malay, and asks for an answer where each outlet has a link of its own', async () => {
    await renewals.settings({});
    const { owner, text, days } = await digest('ms', ['Kopi Kita Bangsar', 'Kopi Kita Subang', 'Kopi Kita Klang']);
    assert.equal(
      text,
      `Salam ${owner}, langganan POS bagi 3 outlet anda perlu diperbaharui: Kopi Kita Bangsar (${days[0]}), Kopi Kita Subang (${days[1]}) dan Kopi Kita Klang (${days[2]}). ` +
        'Supaya jualan berjalan tanpa gangguan, sila perbaharui sebelum tamat. Cara membayar: balas mesej ini dan kami akan hantar pautan bagi setiap outlet\nMahukan satu invois untuk semuanya atau bantuan lain? Balas sahaja mesej ini.',
    );
  });

  it('writes names of several lines in one, and counts outlets whose names would not fit, instead of being refused', async () => {
    await renewals.settings({ paymentUrl: 'https://pay.example.com/all' });
    const odd = await digest('en', ['Kedai\nKopi\t\t Ali', '  \r\n ', 'Warung     Lima']);
    assert.ok(odd.text.includes(`Kedai Kopi Ali (${odd.days[0]}), – (${odd.days[1]}) and Warung Lima (${odd.days[2]}).`), odd.text);
    const long = 'Restoran Nasi Kandar '.repeat(12).trim();
    const { text, days } = await digest('ms', [long, `${long} 2`, 'Warung Lima']);
    assert.ok(text.includes(`bagi 3 outlet anda perlu diperbaharui: ${long} (${days[0]}) dan 2 lagi.`), text);
    assert.ok(text.includes(': https://pay.example.com/all\n'), 'an address is never cut');
  });
});
