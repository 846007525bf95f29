import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { demoTemplates } from '../../embed-demo/seed/demo-templates.ts';
import { claimOutbound } from '../../server/messages/claim-outbound.ts';
import { readMessageView } from '../../server/messages/read-message-view.ts';
import { retryMessage } from '../../server/messages/retry-message.ts';
import { sweepOutbound } from '../../server/messages/sweep-outbound.ts';
import { AppError } from '../../server/platform/app-error.ts';
import { cache } from '../../server/platform/cache.ts';
import { database } from '../../server/platform/database.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { resumeNumber } from '../../server/whatsapp/resume-number.ts';
import { syncTemplates } from '../../server/whatsapp/sync-templates.ts';
import { outboundDeadEnd, OutboundWorld } from '../support/outbound-world.ts';
import { eventually } from '../support/eventually.ts';

let world: OutboundWorld;
before(async () => {
  world = await OutboundWorld.create();
  world.graph.control.setTemplates(demoTemplates());
  await syncTemplates(world.ctx(), 'waba-1');
  world.startWorker();
  world.startSweep();
});
beforeEach(() => world.useFreshNumber());
after(() => world.close());

const attemptsOf = (id: string): Promise<{ result: string; error_code: string | null; created_at: Date }[]> =>
  database().query('SELECT result, error_code, created_at FROM message_attempt WHERE message_id = ? ORDER BY id', [id]);
const templateId = async (): Promise<string> =>
  (await database().query<{ id: string }>("SELECT id FROM whatsapp_template WHERE name = 'outlet_question' AND language = 'en'"))[0]?.id ?? '';
const isConflict = (error: unknown): boolean => error instanceof AppError && error.code === 'conflict';
/** As if the message had been claimed that long ago. */
const age = (id: string, minutes: number): Promise<unknown> =>
  database().execute('UPDATE message m JOIN outbound o ON o.message_id = m.id SET m.claimed_at = ?, o.claimed_at = ? WHERE m.id = ?', [
    new Date(Date.now() - minutes * 60_000),
    new Date(Date.now() - minutes * 60_000),
    id,
  ]);

describe('refusals', () => {
  test('a refusal of the message fails at once and visibly, and the next one goes out', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'reject', code: 131026, times: 1, recipientSuffix: merchant.phone.slice(-7) });
    const lost = await world.reply(merchant, 'one');
    const next = await world.reply(merchant, 'two');
    const state = await world.until(lost, 'failed');
    assert.deepEqual([state.error_code, state.attempts], ['131026', 1]);
    await world.until(next, 'sent');
    const [contact] = await database().query<{ undeliverable_at: Date | null }>('SELECT undeliverable_at FROM contact WHERE id = ?', [merchant.contactId]);
    assert.ok(contact?.undeliverable_at);
  });

  test('a merchant whose answer failed waits again, until it is sent after all', async () => {
    const wroteAt = new Date(Date.now() - 60_000);
    const merchant = await world.addMerchant(wroteAt);
    await database().execute(
      "INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, status, occurred_at) VALUES (?, ?, ?, ?, 'in', ?, 'text', 'help', 'received', ?)",
      [world.tenantId, merchant.ticketId, merchant.contactId, world.numberId, `wamid.${merchant.phone}`, wroteAt],
    );
    const waiting = async (): Promise<unknown> => {
      const [ticket] = await database().query<{ awaiting_since: Date | null; first_response_at: Date | null }>(
        'SELECT awaiting_since, first_response_at FROM ticket WHERE id = ?',
        [merchant.ticketId],
      );
      return [ticket?.awaiting_since?.toISOString() ?? null, ticket?.first_response_at === null];
    };
    world.graph.control.fail({ mode: 'reject', code: 131053, times: 1 });
    const id = await world.reply(merchant, 'answer');
    await world.until(id, 'failed');
    assert.deepEqual(await waiting(), [wroteAt.toISOString(), true]);
    await retryMessage(world.ctx(), { messageId: id });
    await world.until(id, 'sent');
    assert.deepEqual(await waiting(), [null, false]);
  });

  test('"Try again" really sends again, once, and is audited', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'reject', code: 131053, times: 1 });
    const id = await world.reply(merchant, 'again');
    await world.until(id, 'failed');
    await Promise.all([retryMessage(world.ctx(), { messageId: id }), retryMessage(world.ctx(), { messageId: id })]);
    const state = await world.until(id, 'sent');
    assert.equal(state.attempts, 2);
    assert.deepEqual(world.texts(merchant), ['again']);
    await retryMessage(world.ctx(), { messageId: id });
    assert.equal((await world.state(id)).status, 'sent', 'what is sent is not sent again');
    const audit = await database().query<{ actor_user_id: string }>(
      "SELECT actor_user_id FROM audit_log WHERE entity_type = 'message' AND entity_id = ? AND action = 'retried'",
      [id],
    );
    assert.deepEqual(
      audit.map((row) => row.actor_user_id),
      [world.agentId],
    );
  });

  test('what would fail again is not tried again', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'reject', code: 130403, times: 1 });
    const id = await world.reply(merchant, 'blocked');
    await world.until(id, 'failed');
    await assert.rejects(retryMessage(world.ctx(), { messageId: id }), isConflict);
  });

  test('a window that closes while the message waits asks for a template, without asking Meta', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'reject', code: 131000, times: 1 });
    const id = await world.reply(merchant, 'late');
    await eventually(async () => (await attemptsOf(id)).length === 1, 'the first attempt');
    await database().execute('UPDATE conversation SET last_inbound_at = ? WHERE contact_id = ?', [new Date(Date.now() - 25 * 3_600_000), merchant.contactId]);
    const state = await world.until(id, 'failed');
    assert.equal(state.error_code, '131047');
    assert.deepEqual(
      (await attemptsOf(id)).map((row) => row.result),
      ['retry', 'skipped'],
    );
    await assert.rejects(retryMessage(world.ctx(), { messageId: id }), isConflict);
  });

  test('Meta’s own closed window asks for a template too', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'reject', code: 131047, times: 1 });
    assert.equal((await world.until(await world.reply(merchant, 'x'), 'failed')).error_code, '131047');
  });

  test('an opt-out Meta knows of is remembered', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'reject', code: 131050, times: 1 });
    await world.until(await world.reply(merchant, 'x'), 'failed');
    await eventually(
      async () => (await database().query('SELECT id FROM contact WHERE id = ? AND opted_out_at IS NOT NULL', [merchant.contactId])).length === 1,
      'the opt-out',
    );
  });

  test('a template that waits is not sent to somebody who opts out meanwhile, and "Try again" does not either', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'reject', code: 131000, times: 1, type: 'template' });
    const id = await world.reply(merchant, { type: 'template', templateId: await templateId(), variables: { 'body.1': 'Devi' } });
    await eventually(async () => (await attemptsOf(id)).length === 1, 'the first attempt');
    await database().execute('UPDATE contact SET opted_out_at = NOW(3) WHERE id = ?', [merchant.contactId]);
    assert.equal((await world.until(id, 'failed')).error_code, 'opted_out');
    assert.deepEqual(
      (await attemptsOf(id)).map((row) => row.result),
      ['retry', 'skipped'],
    );
    const ledger = await database().query('SELECT id FROM contact_consent WHERE contact_id = ?', [merchant.contactId]);
    assert.equal(ledger.length, 0, 'our own refusal is no new opt-out');
    await database().execute("UPDATE message SET error_code = '131000' WHERE id = ?", [id]);
    await assert.rejects(retryMessage(world.ctx(), { messageId: id }), (error) => error instanceof AppError && error.code === 'forbidden');
    assert.deepEqual(world.texts(merchant), []);
    await world.until(await world.reply(merchant, 'an answer within the window may go'), 'sent');
  });

  test('a template is not sent to somebody WhatsApp did not reach within the day; later, and once they write, it is', async () => {
    const merchant = await world.addMerchant();
    await database().execute('UPDATE contact SET undeliverable_at = ? WHERE id = ?', [new Date(Date.now() - 3_600_000), merchant.contactId]);
    const id = await world.reply(merchant, { type: 'template', templateId: await templateId(), variables: { 'body.1': 'Devi' } });
    assert.equal((await world.until(id, 'failed')).error_code, 'undeliverable');
    assert.deepEqual(world.texts(merchant), []);
    await database().execute('UPDATE contact SET undeliverable_at = ? WHERE id = ?', [new Date(Date.now() - 25 * 3_600_000), merchant.contactId]);
    await retryMessage(world.ctx(), { messageId: id });
    await world.until(id, 'sent');
  });

  test('a paused template is not offered any more', async () => {
    const merchant = await world.addMerchant();
    const [template] = await database().query<{ id: string }>("SELECT id FROM whatsapp_template WHERE name = 'outlet_question' AND language = 'en'");
    world.graph.control.fail({ mode: 'reject', code: 132015, times: 1, type: 'template' });
    await world.until(await world.reply(merchant, { type: 'template', templateId: template?.id ?? '', variables: { 'body.1': 'Devi' } }), 'failed');
    await eventually(
      async () => (await database().query("SELECT id FROM whatsapp_template WHERE id = ? AND status = 'PAUSED'", [template?.id ?? ''])).length === 1,
      'the pause',
    );
  });
});

describe('waiting', () => {
  test('429 with Retry-After: comes back after that, not before, and only once', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'reject', code: 130429, status: 429, retryAfterSeconds: 2, times: 1 });
    const id = await world.reply(merchant, 'patience');
    await world.until(id, 'sent');
    const [refused, taken] = await attemptsOf(id);
    assert.deepEqual([refused?.result, refused?.error_code, taken?.result], ['retry', '130429', 'accepted']);
    assert.ok((taken?.created_at.getTime() ?? 0) - (refused?.created_at.getTime() ?? 0) >= 2_000);
    assert.deepEqual(world.texts(merchant), ['patience']);
  });

  test('a hiccup of Meta is tried again by itself and keeps the order of the conversation', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'http', code: 2, status: 503, times: 2, recipientSuffix: merchant.phone.slice(-7) });
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three']) ids.push(await world.reply(merchant, text));
    for (const id of ids) await world.until(id, 'sent');
    assert.deepEqual(world.texts(merchant), ['one', 'two', 'three']);
  });

  test('nobody listens at the address: nothing was written, so it is tried again', async () => {
    const merchant = await world.addMerchant();
    world.pointGraph(await outboundDeadEnd());
    const id = await world.reply(merchant, 'nobody there');
    await eventually(async () => (await attemptsOf(id)).length >= 1, 'an attempt');
    world.pointGraph();
    await world.until(id, 'sent');
    assert.equal((await attemptsOf(id))[0]?.error_code, 'unreachable');
    assert.deepEqual(world.texts(merchant), ['nobody there']);
  });
});

describe('nobody knows', () => {
  for (const mode of ['timeout-after-accept', 'disconnect'] as const) {
    test(`${mode}: unknown, never sent again, settled by its status`, async () => {
      const merchant = await world.addMerchant();
      world.graph.control.fail({ mode, times: 1 });
      const id = await world.reply(merchant, 'did it arrive?');
      await world.until(id, 'unknown');
      const follow = await world.reply(merchant, 'the next one does not wait for it');
      await world.until(follow, 'sent');
      await assert.rejects(retryMessage(world.ctx(), { messageId: id }), isConflict, 'Meta may still confirm it');
      const [accepted] = await world.accepted(merchant);
      assert.ok(accepted);
      await world.reportStatus(accepted, 'delivered');
      const state = await world.state(id);
      assert.deepEqual([state.status, state.wa_message_id], ['delivered', accepted.id]);
      assert.deepEqual(world.texts(merchant), ['did it arrive?', 'the next one does not wait for it']);
      assert.equal((await database().query('SELECT * FROM outbound WHERE message_id = ?', [id])).length, 0);
    });
  }

  test('never answered and never sent: after ten minutes a person may decide', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'hang', times: 1 });
    const id = await world.reply(merchant, 'lost');
    await world.until(id, 'unknown');
    const canRetry = async (): Promise<boolean | undefined> => (await readMessageView(database(), world.tenantId, id, { now: new Date() })).failure?.canRetry;
    assert.equal(await canRetry(), false);
    await age(id, 11);
    assert.equal(await canRetry(), true);
    await eventually(
      async () => (await database().query('SELECT message_id FROM outbound WHERE message_id = ? AND woken_at IS NOT NULL', [id])).length === 1,
      'the page to be told',
    );
    await retryMessage(world.ctx(), { messageId: id });
    await world.until(id, 'sent');
    assert.deepEqual(world.texts(merchant), ['lost']);
  });

  test('a status of the first attempt that comes after "Try again" stops the second one', async () => {
    const merchant = await world.addMerchant();
    world.graph.control.fail({ mode: 'timeout-after-accept', times: 1 });
    const id = await world.reply(merchant, 'slow news');
    await world.until(id, 'unknown');
    await age(id, 11);
    const [accepted] = await world.accepted(merchant);
    assert.ok(accepted);
    // the merchant's places are taken: what is tried again has to wait
    const place = `rate:p:${world.numberId}:${merchant.contactId}`;
    await cache().set(place, String(Date.now() + 3_600_000));
    await retryMessage(world.ctx(), { messageId: id });
    await eventually(
      async () =>
        (await database().query('SELECT 1 FROM outbound WHERE message_id = ? AND next_attempt_at > ?', [id, new Date(Date.now() + 60_000)])).length === 1,
      'the second attempt to wait',
    );
    assert.equal((await world.state(id)).status, 'queued');
    await world.reportStatus(accepted, 'sent');
    assert.deepEqual([(await world.state(id)).status, (await world.state(id)).wa_message_id], ['sent', accepted.id]);
    await cache().del(place);
    await sweepOutbound(world.log, new Date(Date.now() + 2 * 3_600_000));
    await world.until(await world.reply(merchant, 'the next one'), 'sent');
    assert.deepEqual(world.texts(merchant), ['slow news', 'the next one']);
  });

  test('a worker that dies between claim and answer leaves an unknown message, not a second one', async () => {
    const merchant = await world.addMerchant();
    const holder = await world.addMerchant();
    await database().execute('UPDATE whatsapp_number SET stopped_reason = NULL WHERE id = ?', [world.numberId]);
    world.graph.control.fail({ mode: 'hang', times: 1, recipientSuffix: merchant.phone.slice(-7) });
    // this worker takes the message and is never heard of again
    const { insertId: id } = await database().execute(
      "INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, type, content_text, status, occurred_at) VALUES (?, ?, ?, ?, 'out', 'text', 'claimed', 'queued', NOW(3))",
      [world.tenantId, merchant.ticketId, merchant.contactId, world.numberId],
    );
    await database().execute(
      "INSERT INTO outbound (tenant_id, message_id, number_id, contact_id, state, next_attempt_at, woken_at) VALUES (?, ?, ?, ?, 'queued', NOW(3), NOW(3))",
      [world.tenantId, id, world.numberId, merchant.contactId],
    );
    assert.equal(await claimOutbound(systemContext(world.tenantId, 'test', world.log), id), 1);
    await age(id, 2);
    await sweepOutbound(world.log, new Date());
    assert.equal((await world.state(id)).status, 'unknown');
    await world.until(await world.reply(holder, 'others go on'), 'sent');
    assert.deepEqual(world.texts(merchant), []);
  });
});

describe('the whole number', () => {
  test('a dead token stops it, says so once, and resuming sends what had failed for it', async () => {
    const [one, two] = [await world.addMerchant(), await world.addMerchant()];
    world.graph.control.fail({ mode: 'reject', code: 190, times: 1 });
    const first = await world.reply(one, 'first');
    await world.until(first, 'failed');
    await eventually(
      async () => (await database().query('SELECT id FROM whatsapp_number WHERE id = ? AND stopped_reason = ?', [world.numberId, '190'])).length === 1,
      'the stop',
    );
    const second = await world.reply(two, 'second');
    assert.equal((await world.until(second, 'failed')).error_code, '190');
    const alerts = await database().query("SELECT id FROM audit_log WHERE entity_type = 'number' AND entity_id = ? AND action = 'stopped'", [world.numberId]);
    assert.equal(alerts.length, 1);
    assert.deepEqual(await resumeNumber(world.ctx(), { numberId: world.numberId }), { retried: 2, refused: {} });
    await world.until(first, 'sent');
    await world.until(second, 'sent');
    assert.deepEqual([world.texts(one), world.texts(two)], [['first'], ['second']]);
  });

  test('resuming says what it does not send: whoever opted out meanwhile, a window that closed, and it does not stop after the first page', async () => {
    const [gone, late] = [await world.addMerchant(), await world.addMerchant()];
    world.graph.control.fail({ mode: 'reject', code: 190, times: 1 });
    const template = await templateId();
    await database().execute("UPDATE whatsapp_template SET status = 'APPROVED' WHERE id = ?", [template]);
    const first = await world.reply(gone, { type: 'template', templateId: template, variables: { 'body.1': 'Devi' } });
    await world.until(first, 'failed');
    const second = await world.reply(late, 'too late');
    await world.until(second, 'failed');
    await database().execute('UPDATE contact SET opted_out_at = NOW(3) WHERE id = ?', [gone.contactId]);
    await database().execute('UPDATE conversation SET last_inbound_at = ? WHERE contact_id = ?', [new Date(Date.now() - 25 * 3_600_000), late.contactId]);
    // more than fits a page, all of one merchant whose window is closed
    await database().execute(
      `INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, type, content_text, status, error_code, failed_at, occurred_at) VALUES ?`,
      [
        Array.from({ length: 1_100 }, () => [
          world.tenantId,
          late.ticketId,
          late.contactId,
          world.numberId,
          'out',
          'text',
          'x',
          'failed',
          '190',
          new Date(),
          new Date(),
        ]),
      ],
    );
    assert.deepEqual(await resumeNumber(world.ctx(), { numberId: world.numberId }), { retried: 0, refused: { forbidden: 1, window_closed: 1_101 } });
    assert.deepEqual([(await world.state(first)).status, (await world.state(second)).status], ['failed', 'failed']);
  });

  test('the circuit opens when Meta is away and heals by itself; nothing is lost and nothing twice', async () => {
    const merchants = await Promise.all(Array.from({ length: 8 }, () => world.addMerchant()));
    world.pointGraph(await outboundDeadEnd());
    const ids = await Promise.all(merchants.map((merchant) => world.reply(merchant, 'through the outage')));
    await eventually(async () => (await database().query("SELECT id FROM message_attempt WHERE error_code = 'unreachable'")).length >= 5, 'five outages');
    world.pointGraph();
    for (const id of ids) await world.until(id, 'sent');
    for (const merchant of merchants) assert.deepEqual(world.texts(merchant), ['through the outage']);
  });
});
