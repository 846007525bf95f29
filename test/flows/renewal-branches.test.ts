import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { clock } from '../../server/platform/clock.ts';
import { closeOutreach } from '../../server/renewals/close-outreach.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { settleRenewal } from '../../server/renewals/settle-renewal.ts';
import { eventually } from '../support/eventually.ts';
import { JourneyWorld, type Merchant, POS_SECRET } from '../support/journey-world.ts';

let renewals: JourneyWorld;
before(async () => {
  renewals = await JourneyWorld.create();
  const { sql } = renewals.world;
  for (const name of ['Rosnah', 'Rahim'])
    await sql.execute("INSERT INTO user (tenant_id, external_id, name, role, scope_all) VALUES (?, ?, ?, 'renewal', 1)", [
      renewals.tenantId,
      name.toLowerCase(),
      name,
    ]);
  // sees another franchise only
  const { insertId } = await sql.execute("INSERT INTO user (tenant_id, external_id, name, role) VALUES (?, 'elsewhere', 'Elsewhere', 'renewal')", [
    renewals.tenantId,
  ]);
  await sql.execute('INSERT INTO user_scope (tenant_id, user_id, fid) VALUES (?, ?, ?)', [renewals.tenantId, insertId, renewals.world.tenant.fids[1]]);
});
after(() => renewals.close());
beforeEach(() => renewals.settings({}));

interface TicketState {
  id: string;
  status: string;
  prompt_state: string;
  is_open: number;
  oid: string | null;
  category: string | null;
  assignee: string | null;
}
const ticketsOf = (merchant: Merchant): Promise<TicketState[]> =>
  renewals.world.sql.query<TicketState>(
    `SELECT t.id, t.status, t.prompt_state, t.is_open, t.oid, g.name AS category, u.name AS assignee FROM ticket t LEFT JOIN category g ON g.id = t.category_id LEFT JOIN user u ON u.id = t.assigned_user_id
     WHERE t.tenant_id = ? AND t.contact_id = ? ORDER BY t.id`,
    [renewals.tenantId, merchant.contactId],
  );
const answered = (merchant: Merchant): Promise<unknown> =>
  eventually(async () => (await renewals.renewal(merchant)).answered_at !== null, 'the answer to be heard');

describe('an answer', () => {
  it('stops the cadence, becomes work with outlet and category, and goes to renewal staff in turn', async () => {
    const assignees: (string | null)[] = [];
    for (let round = 0; round < 2; round++) {
      const merchant = await renewals.merchant();
      await renewals.goTo(merchant, -14);
      assert.deepEqual(
        (await ticketsOf(merchant)).map(({ prompt_state, is_open }) => [prompt_state, is_open]),
        [['outreach', 0]],
      );
      await renewals.write(merchant, 'I will pay on Friday');
      await answered(merchant);
      await eventually(async () => (await ticketsOf(merchant))[0]?.assignee, 'somebody to have it');
      const [ticket] = await ticketsOf(merchant);
      assert.deepEqual([ticket?.prompt_state, ticket?.is_open, ticket?.oid, ticket?.category], ['none', 1, merchant.oids[0], 'Renewal']);
      assignees.push(ticket?.assignee ?? null);
      const renewal = await renewals.renewal(merchant);
      assert.deepEqual([renewal.next_reason, renewal.next_at], ['replied', null]);
      assert.ok(renewal.owner_user_id, 'who answers keeps the renewal');
      assert.deepEqual(
        (await renewals.attempts(merchant)).map(({ result, is_answered }) => [result, is_answered]),
        [['replied', 1]],
      );
      for (const day of [-7, -1, 3]) await renewals.goTo(merchant, day);
      assert.deepEqual(await renewals.steps(merchant), ['d-14'], 'nobody who answered is prompted again');
    }
    assert.deepEqual(assignees.toSorted(), ['Rahim', 'Rosnah']);
  });

  it('answers the last reminder; those before it go on saying how they arrived', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -14);
    await renewals.goTo(merchant, -7);
    await renewals.write(merchant, 'I will pay on Friday');
    await answered(merchant);
    const attempts = await renewals.attempts(merchant);
    assert.deepEqual(
      attempts.map(({ step, result, is_answered }) => [step, result === 'replied', is_answered]),
      [
        ['d-14', false, 1],
        ['d-7', true, 1],
      ],
    );
  });

  it('is found also when a colleague works on a ticket of the person, where the prompt went', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -15);
    await renewals.write(merchant, 'Printer is broken');
    await renewals.goTo(merchant, -14);
    assert.deepEqual(
      (await ticketsOf(merchant)).map(({ prompt_state, is_open, assignee }) => [prompt_state, is_open, assignee]),
      [['asked', 1, null]],
    );
    await renewals.write(merchant, 'Okay, thanks');
    await answered(merchant);
    assert.equal((await ticketsOf(merchant)).length, 1);
    assert.equal((await ticketsOf(merchant))[0]?.prompt_state, 'none');
  });
});

describe('payment before the next step', () => {
  it('is seen by a moved expiry, by staff, and by the signed push', async () => {
    const byExpiry = await renewals.merchant();
    const byStaff = await renewals.merchant();
    const byPush = await renewals.merchant();
    await renewals.goTo(byExpiry, -14);
    await renewals.pay(byExpiry);
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    const { id, revision } = await renewals.renewal(byStaff);
    await boss.renewals.markPaid.mutate({ id, revision, paidOn: moveDay(byStaff.dueOn, -14), reference: 'TT 4711' });
    assert.equal((await push(byPush.oids[0] ?? '')).status, 200);
    await renewals.goTo(byExpiry, -7);
    for (const [merchant, kind] of [
      [byExpiry, 'expiry_moved'],
      [byStaff, 'staff'],
      [byPush, 'pos_push'],
    ] as const) {
      const renewal = await renewals.renewal(merchant);
      assert.deepEqual([renewal.status, renewal.outcome], ['paid', 'recovered'], kind);
      assert.match(JSON.stringify(renewal.evidence), new RegExp(kind));
      assert.deepEqual(await renewals.steps(merchant), ['d-14'], kind);
    }
  });

  it('is asked for at the POS in the last moment: nothing is sent to who has just paid', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -30);
    // the POS knows, we do not yet
    renewals.pos.putOutlet({ oid: Number(merchant.oids[0]), expiry_date: moveDay(merchant.dueOn, 365) });
    await renewals.goTo(merchant, -14);
    assert.deepEqual(await renewals.steps(merchant), []);
    assert.deepEqual([(await renewals.renewal(merchant)).status, (await renewals.renewal(merchant)).outcome], ['paid', 'renewed']);
  });

  it('between queueing and sending takes the message back', async () => {
    const merchant = await renewals.merchant({ outlets: 3 });
    await renewals.goTo(merchant, -20);
    await renewals.write(merchant, 'Hello');
    const [ticket] = await ticketsOf(merchant);
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    // a reply that is tried again and again keeps the reminder behind it
    renewals.world.graph.control.fail({ recipientSuffix: merchant.phone.slice(-6), type: 'text', mode: 'http', status: 503, times: 2 });
    await boss.messages.send.mutate({ ticketId: ticket?.id ?? '', content: { type: 'text', text: 'One moment' }, clientKey: randomUUID() });
    await clock.moveTo(new Date(`${moveDay(merchant.dueOn, -14)}T10:00:00+08:00`));
    await renewals.refresh();
    await renewals.build();
    await eventually(async () => (await renewals.steps(merchant)).length === 1, 'the digest to be written');
    const [first] = await renewals.attempts(merchant);
    await renewals.pay(merchant, 1);
    await renewals.refresh();
    await renewals.round();
    const [message] = await renewals.world.sql.query<{ status: string; error_code: string }>('SELECT status, error_code FROM message WHERE id = ?', [
      first?.message_id ?? '',
    ]);
    assert.deepEqual([message?.status, message?.error_code], ['failed', 'withdrawn']);
    assert.equal((await renewals.attempts(merchant, 1))[0]?.result, 'withdrawn');
    // the two that were not paid are prompted again, without the one that was
    const again = await renewals.attempts(merchant);
    assert.deepEqual(
      again.map(({ step, is_digest }) => [step, is_digest]),
      [['d-14', 1]],
    );
    assert.notEqual(again[0]?.message_id, first?.message_id);
    assert.deepEqual(renewals.texts(merchant), ['text', 'template']);
  });
});

describe('a reminder that could not leave in time', () => {
  it('does not leave in the night, but the next morning', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -20);
    await renewals.write(merchant, 'Hello');
    const [ticket] = await ticketsOf(merchant);
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    renewals.world.graph.control.fail({ recipientSuffix: merchant.phone.slice(-6), type: 'text', mode: 'http', status: 503, times: 2 });
    await boss.messages.send.mutate({ ticketId: ticket?.id ?? '', content: { type: 'text', text: 'One moment' }, clientKey: randomUUID() });
    await clock.moveTo(new Date(`${moveDay(merchant.dueOn, -14)}T17:50:00+08:00`));
    await renewals.build();
    await eventually(async () => (await renewals.steps(merchant)).length === 1, 'the reminder to be written');
    await clock.moveTo(new Date(`${moveDay(merchant.dueOn, -13)}T02:00:00+08:00`));
    const messageId = (await renewals.attempts(merchant))[0]?.message_id ?? '';
    const { sql } = renewals.world;
    const waits = await eventually(async () => {
      const [row] = await sql.query<{ hours: number }>(
        "SELECT TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), next_attempt_at) / 60 AS hours FROM outbound WHERE message_id = ? AND state = 'queued'",
        [messageId],
      );
      return Number(row?.hours) > 1 ? row : null;
    }, 'the reminder to be put off');
    assert.ok(Number(waits?.hours) > 6.5 && Number(waits?.hours) < 7.1, `until nine in the morning, not ${waits?.hours} hours`);
    assert.deepEqual(renewals.texts(merchant), ['text']);
    await clock.moveTo(new Date(`${moveDay(merchant.dueOn, -13)}T09:00:00+08:00`));
    await sql.execute('UPDATE outbound SET next_attempt_at = UTC_TIMESTAMP(3), woken_at = NULL WHERE message_id = ?', [messageId]);
    await eventually(() => Promise.resolve(renewals.texts(merchant).length === 2), 'the reminder to arrive');
    assert.deepEqual(renewals.texts(merchant), ['text', 'template']);
  });
});

async function push(
  oid: string,
  change: { secret?: string; at?: number; signedAt?: number; type?: string; also?: readonly object[]; event?: object } = {},
  id: string = randomUUID(),
): Promise<Response> {
  const event = {
    id,
    type: change.type ?? 'renewal.paid',
    oid: Number(oid),
    paid_at: new Date().toISOString(),
    amount: 588,
    currency: 'MYR',
    reference: 'PAY-1',
  };
  const body = JSON.stringify({ events: [{ ...event, ...change.event }, ...(change.also ?? []).map((other) => ({ ...event, ...other }))] });
  const timestamp = String(Math.floor((change.at ?? Date.now()) / 1_000));
  return fetch(`${renewals.world.url}/webhook/pos`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-engage-signature': `sha256=${createHmac('sha256', change.secret ?? POS_SECRET)
        .update(`${change.signedAt ?? timestamp}.${body}`)
        .digest('hex')}`,
      'x-engage-timestamp': timestamp,
    },
  });
}

describe('the push of the POS', () => {
  it('is believed only when signed and of this moment, counts once, and keeps what nobody knows', async () => {
    const merchant = await renewals.merchant({ inDays: 10 });
    await renewals.turn();
    const [oid = ''] = merchant.oids;
    assert.equal((await push(oid, { secret: 'another-secret-of-somebody' })).status, 403);
    assert.equal((await push(oid, { at: Date.now() - 6 * 60_000 })).status, 403);
    assert.equal((await push(oid, { signedAt: Math.floor(Date.now() / 1_000) - 360 })).status, 403, 'kept by somebody and dated anew');
    assert.equal((await renewals.renewal(merchant)).status, 'due');
    const id = randomUUID();
    assert.deepEqual(await (await push('999999999')).json(), {
      ok: false,
      paid: 0,
      problem: 'unknown outlets: 999999999',
      refused: [{ index: 0, reason: 'unknown_outlet' }],
    });
    assert.deepEqual(await (await push(oid, {}, id)).json(), { ok: true, paid: 1 });
    assert.equal((await renewals.renewal(merchant)).status, 'paid');
    const kept = await renewals.world.sql.query<{ status: string }>("SELECT status FROM webhook_event WHERE provider = 'pos' ORDER BY id DESC LIMIT 2");
    assert.deepEqual(
      kept.map(({ status }) => status),
      ['processed', 'failed'],
    );
  });

  it('counts each payment once, whichever bodies it comes in, also those that were understood in part', async () => {
    const merchant = await renewals.merchant({ inDays: 10 });
    await renewals.turn();
    const [oid = ''] = merchant.oids;
    const id = randomUUID();
    const { world } = renewals;
    assert.deepEqual(await (await push(oid, { also: [{ id: randomUUID(), oid: 999_999_998 }] }, id)).json(), {
      ok: false,
      paid: 1,
      problem: 'unknown outlets: 999999998',
      refused: [{ index: 1, reason: 'unknown_outlet' }],
    });
    const paid = await renewals.renewal(merchant);
    const [remembered] = await world.sql.query<{ renewal_id: string }>('SELECT renewal_id FROM pos_event WHERE event_id = ?', [id]);
    assert.equal(remembered?.renewal_id, paid.id);
    // taken back, or another cycle open by now: what was counted is not counted again
    await settleRenewal(renewals.ctx(), paid.id, { kind: 'undo' });
    assert.equal(((await (await push(oid, { also: [{ id: randomUUID(), oid: 999_999_998 }] }, id)).json()) as { paid: number }).paid, 0);
    assert.deepEqual(await (await push(oid, { event: { reference: 'another body' } }, id)).json(), { ok: true, paid: 0 });
    assert.equal((await renewals.renewal(merchant)).status, 'due');
    const both = randomUUID();
    const answers = await Promise.all([push(oid, { event: { reference: 'a' } }, both), push(oid, { event: { reference: 'b' } }, both)]);
    const counts = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { paid: number }).paid));
    assert.deepEqual(counts.toSorted(), [0, 1], 'at once');
    assert.equal((await renewals.renewal(merchant)).status, 'paid');
  });

  it('pays the cycle it is for, and nothing with a time that cannot be', async () => {
    const merchant = await renewals.merchant({ inDays: 10 });
    await renewals.turn();
    const [oid = ''] = merchant.oids;
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
    const answer = async (event: object): Promise<unknown> => (await push(oid, { event })).json();
    assert.deepEqual(await answer({ expiry_date: merchant.dueOn }), { ok: true, paid: 0 }, 'the payment of the cycle before');
    assert.deepEqual(await answer({ paid_at: day(-400) }), { ok: true, paid: 0 }, 'before this cycle began');
    for (const [days, reason] of [
      [2, 'too_late'],
      [-800, 'too_early'],
    ] as const) {
      const id = randomUUID();
      assert.deepEqual(await answer({ id, paid_at: day(days) }), {
        ok: false,
        paid: 0,
        problem: `paid_at cannot be: ${id.slice(0, 40)} (${reason})`,
        refused: [{ index: 0, reason }],
      });
      const [kept] = await renewals.world.sql.query<{ error: string }>("SELECT error FROM webhook_event WHERE provider = 'pos' ORDER BY id DESC LIMIT 1");
      assert.match(kept?.error ?? '', new RegExp(reason));
    }
    assert.equal((await renewals.renewal(merchant)).status, 'due');
    assert.deepEqual(await answer({ expiry_date: moveDay(merchant.dueOn, 365) }), { ok: true, paid: 1 });
    assert.equal((await renewals.renewal(merchant)).status, 'paid');
  });
});

describe('what stops or holds a renewal', () => {
  it('cancelled: nothing more', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -14);
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    const { id, revision } = await renewals.renewal(merchant);
    await boss.renewals.cancel.mutate({ id, revision, reason: 'closing' });
    for (const day of [-7, 3]) await renewals.goTo(merchant, day);
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
    assert.equal((await renewals.renewal(merchant)).status, 'cancelled');
  });

  it('STOP: an answer and an opt-out at once', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -14);
    await renewals.write(merchant, 'STOP');
    await answered(merchant);
    for (const day of [-7, 3, 30]) await renewals.goTo(merchant, day);
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
    assert.equal((await renewals.renewal(merchant)).next_reason, 'opted_out');
  });

  it('STOP: nobody else at the outlet is written to instead, before START', async () => {
    const merchant = await renewals.merchant({ isOptedIn: true });
    const partner = await renewals.merchant({ isOptedIn: true });
    await renewals.goTo(merchant, -14);
    await renewals.world.sql.execute("INSERT INTO contact_outlet (tenant_id, contact_id, oid, source, confidence) VALUES (?, ?, ?, 'agent', 100)", [
      renewals.tenantId,
      partner.contactId,
      merchant.oids[0] ?? '',
    ]);
    await renewals.write(merchant, 'STOP');
    await answered(merchant);
    for (const day of [-7, 3, 30]) await renewals.goTo(merchant, day);
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
    assert.equal((await renewals.renewal(merchant)).next_reason, 'opted_out');
    await renewals.write(merchant, 'START');
    await eventually(async () => {
      const [contact] = await renewals.world.sql.query<{ opted_out_at: Date | null }>('SELECT opted_out_at FROM contact WHERE tenant_id = ? AND id = ?', [
        renewals.tenantId,
        merchant.contactId,
      ]);
      return contact?.opted_out_at === null;
    }, 'the consent');
    await renewals.goTo(merchant, 60);
    assert.deepEqual(await renewals.steps(merchant), ['d-14', 'winback-60']);
  });

  it('a complaint holds, and the cadence goes on when it is solved', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -15);
    await renewals.write(merchant, 'Your machine ate my money');
    const [ticket] = await ticketsOf(merchant);
    await renewals.world.sql.execute("UPDATE ticket SET priority = 'urgent' WHERE id = ?", [ticket?.id ?? '']);
    await renewals.goTo(merchant, -14);
    assert.deepEqual(await renewals.steps(merchant), []);
    assert.equal((await renewals.renewal(merchant)).next_reason, 'complaint');
    await renewals.world.sql.execute("UPDATE ticket SET priority = 'normal', status = 'resolved', resolved_at = UTC_TIMESTAMP(3) WHERE id = ?", [
      ticket?.id ?? '',
    ]);
    await renewals.goTo(merchant, -13);
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
  });

  it('quiet hours and holidays wait for the next morning in which something may be sent', async () => {
    const merchant = await renewals.merchant();
    await renewals.settings({ holidays: [{ on: moveDay(merchant.dueOn, -14), name: 'Deepavali', zones: [] }] });
    await renewals.goTo(merchant, -14, '10:00');
    assert.deepEqual(await renewals.steps(merchant), []);
    assert.equal((await renewals.renewal(merchant)).next_reason, 'holiday');
    await renewals.goTo(merchant, -13, '02:00');
    assert.deepEqual(await renewals.steps(merchant), [], 'never at two in the morning');
    await renewals.goTo(merchant, -13, '09:00');
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
    assert.ok((await renewals.reasons(merchant)).includes('wait d-14 holiday'));
  });

  it('one automatic message a day: the second outlet waits for tomorrow when there is no digest', async () => {
    await renewals.settings({ digest: { isOn: false, from: 2, template: 'renewal_digest_v1', joinDays: 3 } });
    const merchant = await renewals.merchant({ outlets: 2 });
    await renewals.goTo(merchant, -14);
    const sent = async (): Promise<number> => (await renewals.steps(merchant, 0)).length + (await renewals.steps(merchant, 1)).length;
    assert.equal(await sent(), 1);
    await renewals.goTo(merchant, -13);
    assert.equal(await sent(), 2);
    assert.equal(renewals.texts(merchant).length, 2);
  });

  it('an owner of twelve outlets gets one message about all of them', async () => {
    const merchant = await renewals.merchant({ outlets: 12 });
    await renewals.goTo(merchant, -14);
    assert.deepEqual(renewals.texts(merchant), ['template']);
    for (let index = 0; index < 12; index++) {
      const [attempt] = await renewals.attempts(merchant, index);
      assert.deepEqual([attempt?.step, attempt?.is_digest, attempt?.template], ['d-14', 1, 'renewal_digest_v1']);
    }
    await renewals.write(merchant, 'All of them next week');
    await answered(merchant);
    await renewals.goTo(merchant, -7);
    assert.equal(renewals.texts(merchant).length, 1);
    assert.equal((await renewals.renewal(merchant, 11)).next_reason, 'replied');
  });
});

describe('what does not get through', () => {
  it('is given to a person, once per step', async () => {
    const merchant = await renewals.merchant();
    renewals.world.graph.control.fail({ recipientSuffix: merchant.phone.slice(-6), mode: 'fail', code: 131026 });
    await renewals.goTo(merchant, -14);
    await eventually(async () => (await renewals.attempts(merchant))[0]?.result === 'bounced', 'the attempt to bounce');
    await renewals.turn();
    const tasks = (): Promise<{ kind: string; reason: string; dedupe_key: string }[]> =>
      renewals.world.sql.query(
        'SELECT k.kind, k.reason, k.dedupe_key FROM renewal_task k JOIN renewal r ON r.id = k.renewal_id WHERE r.oid = ? ORDER BY k.id',
        [merchant.oids[0] ?? ''],
      );
    await eventually(async () => (await tasks()).length === 1, 'somebody to call');
    assert.deepEqual(
      (await tasks()).map(({ kind, dedupe_key }) => [kind, dedupe_key]),
      [['call', 'd-14']],
    );
    await renewals.turn();
    assert.equal((await tasks()).length, 1);
  });

  it('a number WhatsApp stopped takes the prompt back, and it goes once, when the number is put right', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -20);
    renewals.world.graph.control.fail({ recipientSuffix: merchant.phone.slice(-6), mode: 'reject', code: 190, times: 1 });
    await renewals.goTo(merchant, -14);
    assert.deepEqual(await renewals.steps(merchant), [], 'the step is free again');
    assert.equal((await renewals.renewal(merchant)).next_reason, 'number_stopped');
    assert.ok((await renewals.reasons(merchant)).includes('wait - number_stopped'));
    await renewals.wakeForTemplates();
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    const [number] = await renewals.world.sql.query<{ id: string }>('SELECT id FROM whatsapp_number WHERE stopped_reason IS NOT NULL');
    assert.ok(number);
    await boss.numbers.resume.mutate({ numberId: number.id });
    await renewals.wakeForTemplates();
    await renewals.round();
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
    assert.deepEqual(renewals.texts(merchant), ['template'], 'what was tried again is not sent beside it');
  });

  it('a paused template holds its steps visibly, and they go when it is approved again', async () => {
    const merchant = await renewals.merchant();
    await renewals.goTo(merchant, -20);
    await renewals.approve({ renewal_reminder_v1: 'PAUSED' });
    await renewals.goTo(merchant, -14);
    assert.deepEqual(await renewals.steps(merchant), []);
    assert.equal((await renewals.renewal(merchant)).next_reason, 'template');
    await renewals.approve();
    await renewals.wakeForTemplates();
    await renewals.round();
    // the worker hears of the approval, too: what its round gave out may still be under way when ours is done
    await eventually(async () => (await renewals.steps(merchant)).length > 0, 'the reminder');
    assert.deepEqual(await renewals.steps(merchant), ['d-14']);
  });
});

describe('a ticket that holds nothing but our own question', () => {
  it('is in no list, is seen once a colleague writes into it, and is closed when its renewal is settled', async () => {
    const quiet = await renewals.merchant();
    const written = await renewals.merchant();
    await renewals.goTo(quiet, -14);
    const boss = await renewals.world.clientOf({ sub: 'boss', role: 'admin' });
    const ids = async (view: 'all' | 'done'): Promise<string[]> => (await boss.tickets.list.query({ view, limit: 100 })).rows.map((row) => row.id);
    const [hidden] = await ticketsOf(quiet);
    const [shown] = await ticketsOf(written);
    assert.ok(hidden && shown);
    assert.ok(!(await ids('all')).includes(hidden.id));
    const [template] = await renewals.world.sql.query<{ id: string }>(
      "SELECT id FROM whatsapp_template WHERE tenant_id = ? AND name = 'renewal_reminder_v1' AND language = 'en_US'",
      [renewals.tenantId],
    );
    const view = (await boss.messages.templates.query({ ticketId: shown.id })).find((one) => one.id === template?.id);
    const variables = Object.fromEntries((view?.variables ?? []).map((variable) => [variable.key, variable.suggested ?? 'https://pay.example.com/1']));
    await boss.messages.send.mutate({ ticketId: shown.id, content: { type: 'template', templateId: template?.id ?? '', variables }, clientKey: randomUUID() });
    assert.ok((await ids('all')).includes(shown.id));
    await renewals.pay(quiet);
    await renewals.turn();
    assert.ok((await closeOutreach(renewals.ctx())) >= 1);
    assert.equal((await ticketsOf(quiet))[0]?.status, 'closed');
    assert.ok(!(await ids('done')).includes(hidden.id), 'nor in what is done');
    await renewals.write(quiet, 'Did you get my payment?');
    const after = await ticketsOf(quiet);
    assert.deepEqual(
      after.map(({ status, is_open }) => [status, is_open]),
      [
        ['closed', 0],
        ['new', 1],
      ],
    );
  });
});
