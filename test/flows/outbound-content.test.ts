import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import S3rver from 's3rver';
import { demoTemplates } from '../../embed-demo/seed/demo-templates.ts';
import type { ErrorCode } from '../../types/errors.ts';
import type { MessageView } from '../../types/messages.ts';
import { callbackData } from '../../server/messages/callback-data.ts';
import { recordConsent } from '../../server/contacts/record-consent.ts';
import { listTemplates } from '../../server/messages/list-templates.ts';
import { readMessageView } from '../../server/messages/read-message-view.ts';
import { retryMessage } from '../../server/messages/retry-message.ts';
import { AppError } from '../../server/platform/app-error.ts';
import { channelName, subscriber } from '../../server/platform/cache.ts';
import { database } from '../../server/platform/database.ts';
import type { RoutedDelta } from '../../server/platform/publish-live.ts';
import { S3Store } from '../../server/platform/s3-store.ts';
import { store, useStore } from '../../server/platform/store.ts';
import type { UserCtx } from '../../server/platform/trpc.ts';
import { syncTemplates } from '../../server/whatsapp/sync-templates.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { outboundDeadEnd, OutboundWorld } from '../support/outbound-world.ts';
import { eventually } from '../support/eventually.ts';

let world: OutboundWorld;
const deltas: RoutedDelta[] = [];
before(async () => {
  world = await OutboundWorld.create();
  world.graph.control.setTemplates(demoTemplates());
  await subscriber().subscribe(channelName(`live:${world.tenantId}`));
  subscriber().on('message', (_channel, text: string) => deltas.push(...(JSON.parse(text) as RoutedDelta[])));
  world.startWorker();
  world.startSweep();
});
after(() => world.close());

const refusedWith =
  (code: ErrorCode, details: Record<string, unknown> = {}) =>
  (error: unknown) => {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, code);
    for (const [key, value] of Object.entries(details)) assert.deepEqual(error.details[key], value);
    return true;
  };
const templateId = async (name: string, language = 'en'): Promise<string> => {
  const [row] = await database().query<{ id: string }>('SELECT id FROM whatsapp_template WHERE name = ? AND language = ?', [name, language]);
  return row?.id ?? '';
};
const view = (id: string): Promise<MessageView> => readMessageView(database(), world.tenantId, id, { now: new Date() });

test('a reply travels from the queue to the merchant, opens the ticket, and every attempt is on record (WA-08, WA-09)', async () => {
  const merchant = await world.addMerchant();
  const id = await world.reply(merchant, 'Please switch the printer off and on.');
  const state = await world.until(id, 'sent');
  const [accepted] = await world.accepted(merchant);
  assert.deepEqual([accepted?.id, callbackData.read(accepted?.opaque ?? null)?.messageId], [state.wa_message_id, id], 'our message id must travel with it');
  const [ticket] = await database().query<{
    status: string;
    unread_count: number;
    awaiting_since: Date | null;
    first_response_at: Date | null;
    preview_status: string;
    preview_text: string;
  }>('SELECT * FROM ticket WHERE id = ?', [merchant.ticketId]);
  assert.ok(ticket?.first_response_at);
  assert.deepEqual(
    [ticket.status, ticket.unread_count, ticket.awaiting_since, ticket.preview_status, ticket.preview_text],
    ['open', 0, null, 'sent', 'Please switch the printer off and on.'],
  );
  const attempts = await database().query<{ result: string; wa_message_id: string; http_status: number }>(
    'SELECT * FROM message_attempt WHERE message_id = ?',
    [id],
  );
  assert.deepEqual(
    attempts.map((row) => [row.result, row.wa_message_id, row.http_status]),
    [['accepted', state.wa_message_id, 200]],
  );
  assert.deepEqual(await database().query('SELECT * FROM outbound WHERE message_id = ?', [id]), []);
});

test('the bubble and the ticket line are pushed as they change', async () => {
  const merchant = await world.addMerchant();
  const id = await world.reply(merchant, 'On our way.');
  await world.until(id, 'sent');
  const of = (kind: string): RoutedDelta[] =>
    deltas.filter(({ delta }) => delta.t === kind && ('ticketId' in delta ? delta.ticketId : 'id' in delta ? delta.id : '') === merchant.ticketId);
  await eventually(() => of('status').some(({ delta }) => delta.t === 'status' && delta.status === 'sent'), 'the tick');
  const item = of('item').find(({ delta }) => delta.t === 'item' && delta.item.kind === 'message');
  assert.ok(
    item?.delta.t === 'item' && item.delta.item.kind === 'message' && item.delta.item.text === 'On our way.' && item.delta.item.author?.name === 'Aina',
  );
  assert.deepEqual(item.rooms, [`ticket:${merchant.ticketId}`]);
  const [line] = of('ticket');
  assert.ok(line?.delta.t === 'ticket' && line.delta.patch.status === 'open' && line.delta.patch.unread === 0 && line.delta.patch.awaitingSince === null);
  assert.ok(line.delta.patch.firstResponseAt, 'the first response is pushed too');
  assert.deepEqual(line.rooms, ['all']);
  const opened = of('item').flatMap(({ delta }) => (delta.t === 'item' && delta.item.kind === 'event' ? [delta.item] : []));
  assert.deepEqual(
    opened.map(({ action, actor, params }) => [action, actor, params]),
    [['status_changed', 'Aina', { from: 'new', to: 'open' }]],
  );
});

test('that a merchant waits again after a failure, and no longer after another attempt, is pushed', async () => {
  const merchant = await world.addMerchant();
  const lines = (): (string | null | undefined)[] =>
    deltas.flatMap(({ delta }) => (delta.t === 'ticket' && delta.id === merchant.ticketId ? [delta.patch.firstResponseAt] : []));
  world.graph.control.fail({ mode: 'reject', code: 131053, times: 1, recipientSuffix: merchant.phone.slice(-7) });
  const id = await world.reply(merchant, 'Almost.');
  await world.until(id, 'failed');
  await eventually(() => lines().at(-1) === null, 'there is no first response any more');
  await retryMessage(world.ctx(), { messageId: id });
  await eventually(() => typeof lines().at(-1) === 'string', 'there is one again');
});

test('the same key is the same message, from one author, for ever', async () => {
  const merchant = await world.addMerchant();
  const clientKey = `twice-${merchant.ticketId}`;
  const ids = await Promise.all(Array.from({ length: 6 }, () => world.reply(merchant, 'Only once.', { clientKey })));
  assert.equal(new Set(ids).size, 1);
  await world.until(ids[0] ?? '', 'sent');
  assert.deepEqual(world.texts(merchant), ['Only once.']);
  await assert.rejects(world.reply(merchant, 'Mine.', { clientKey }, world.ctx(world.colleagueId)), refusedWith('conflict'));
});

test('a reply quotes the merchant’s message', async () => {
  const merchant = await world.addMerchant();
  const [heard] = world.graph.control.chat(merchant.phone);
  const { insertId } = await database().execute(
    "INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, status, occurred_at) VALUES (?, ?, ?, ?, 'in', ?, 'text', 'help', 'received', NOW(3))",
    [world.tenantId, merchant.ticketId, merchant.contactId, world.numberId, heard?.id ?? ''],
  );
  const id = await world.reply(merchant, 'With what?', { replyToId: insertId });
  await world.until(id, 'sent');
  assert.deepEqual((await world.accepted(merchant))[0]?.payload['context'], { message_id: heard?.id });
  assert.equal((await view(id)).replyTo?.id, insertId);

  const reaction = await world.reply(merchant, { type: 'reaction', messageId: insertId, emoji: '👍' });
  await world.until(reaction, 'sent');
  assert.equal(world.graph.control.chat(merchant.phone)[0]?.businessReaction, '👍');
  assert.deepEqual((await view(insertId)).reactions, [{ emoji: '👍', from: 'us', by: 'Aina' }]);
  const removed = await world.reply(merchant, { type: 'reaction', messageId: insertId, emoji: '' });
  await world.until(removed, 'sent');
  assert.deepEqual((await view(insertId)).reactions, []);
  const [ticket] = await database().query<{ preview_text: string }>('SELECT preview_text FROM ticket WHERE id = ?', [merchant.ticketId]);
  assert.equal(ticket?.preview_text, 'With what?', 'a nod is not the last word');
  await assert.rejects(world.reply(merchant, { type: 'reaction', messageId: insertId, emoji: 'ok' }), refusedWith('invalid_input'));
});

test('pictures, documents and voice notes travel through the store; a second message reuses the upload', async () => {
  const merchant = await world.addMerchant();
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(5_000, 7)]);
  const uploadId = await world.upload(png, 'image/png', 'bill.png');
  const first = await world.reply(merchant, { type: 'media', uploadId, caption: 'Your bill', voice: false });
  const second = await world.reply(merchant, { type: 'media', uploadId, voice: false });
  await world.until(first, 'sent');
  await world.until(second, 'sent');
  const ogg = await world.upload(await readFile(new URL('../../embed-demo/seed/media/voice.ogg', import.meta.url)), 'audio/ogg', 'voice.ogg');
  const pdf = await world.upload(Buffer.from('%PDF-1.7 test'), 'application/pdf', 'C:\\files\\Invois  Nov.pdf');
  for (const content of [
    { type: 'media', uploadId: ogg, voice: true },
    { type: 'media', uploadId: pdf, voice: false },
  ] as const)
    await world.until(await world.reply(merchant, content), 'sent');
  const sent = (await world.accepted(merchant, 4)).map(
    ({ payload }) => payload as { type: string; image?: object; audio?: object; document?: { filename: string } },
  );
  const [id] = await database().query<{ wa_media_id: string }>('SELECT wa_media_id FROM upload WHERE id = ?', [uploadId]);
  assert.deepEqual(sent[0]?.image, { id: id?.wa_media_id, caption: 'Your bill' });
  assert.deepEqual(sent[1]?.image, { id: id?.wa_media_id });
  assert.ok(sent[2]?.audio && 'voice' in sent[2].audio);
  assert.equal(sent[3]?.document?.filename, 'Invois  Nov.pdf');
  const shown = await view(first);
  assert.deepEqual(
    [shown.type, shown.text, shown.media?.state, shown.media?.bytes, shown.media?.filename],
    ['image', 'Your bill', 'stored', png.length, 'bill.png'],
  );
  assert.match(shown.media?.url ?? '', /^\/media\//);
  await assert.rejects(world.reply(merchant, { type: 'media', uploadId, voice: false }, {}, world.ctx(world.colleagueId)), refusedWith('not_found'));
  await assert.rejects(world.reply(merchant, { type: 'media', uploadId: ogg, caption: 'x', voice: true }), refusedWith('invalid_input'));
});

test('the same with an S3 server as the store', async () => {
  const s3 = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: await temporaryFolder() });
  const { port } = await s3.run();
  const folder = store();
  try {
    useStore(new S3Store({ endpoint: `http://127.0.0.1:${port}`, accessKey: 'S3RVER', secretKey: 'S3RVER', bucket: 'wa-media', region: 'us-east-1' }));
    const merchant = await world.addMerchant();
    const uploadId = await world.upload(Buffer.from('%PDF-1.7 from a bucket'), 'application/pdf', 'a.pdf');
    await world.until(await world.reply(merchant, { type: 'media', uploadId, voice: false }), 'sent');
    assert.deepEqual(world.graph.control.chat(merchant.phone).at(-1)?.media?.filename, 'a.pdf');
  } finally {
    useStore(folder);
    await s3.close();
  }
});

test('buttons for three short choices, a list for more', async () => {
  const merchant = await world.addMerchant();
  const option = (title: string): { id: string; title: string } => ({ id: title, title });
  const buttons = await world.reply(merchant, { type: 'interactive', body: 'When?', options: ['Today', 'Tomorrow'].map(option) });
  const list = await world.reply(merchant, {
    type: 'interactive',
    body: 'Which outlet?',
    options: ['Bangsar', 'Klang', 'Ipoh', 'Melaka'].map(option),
    buttonLabel: 'Outlets',
  });
  await world.until(buttons, 'sent');
  await world.until(list, 'sent');
  const [one, two] = world.graph.control.chat(merchant.phone).filter((line) => line.direction === 'out');
  assert.deepEqual(
    one?.choices.map((choice) => [choice.kind, choice.title]),
    [
      ['reply', 'Today'],
      ['reply', 'Tomorrow'],
    ],
  );
  assert.deepEqual([two?.listButton, two?.choices.length, two?.choices[0]?.kind], ['Outlets', 4, 'list']);
  assert.equal((await view(list)).interactive?.options?.length, 4);
  await assert.rejects(world.reply(merchant, { type: 'interactive', body: 'When?', options: ['A', 'A'].map(option) }), refusedWith('invalid_input'));
});

test('outside the window only a template goes, filled and shown as it was sent', async () => {
  await syncTemplates(world.ctx(), 'waba-1');
  const merchant = await world.addMerchant(new Date(Date.now() - 25 * 3_600_000));
  await assert.rejects(world.reply(merchant, 'Are you there?'), refusedWith('window_closed'));
  const edge = await world.addMerchant(new Date(Date.now() - 24 * 3_600_000 + 30_000));
  await assert.rejects(world.reply(edge, 'The last minute counts as closed.'), refusedWith('window_closed'));
  const never = await world.addMerchant(null);
  await assert.rejects(world.reply(never, 'Hello'), refusedWith('window_closed', { windowEndsAt: null }));

  const id = await world.reply(merchant, {
    type: 'template',
    templateId: await templateId('support_follow_up'),
    variables: { 'body.1': 'Sri Devi', 'body.2': 'your printer' },
  });
  await world.until(id, 'sent');
  const shown = await view(id);
  assert.equal(shown.template?.body, 'Hi Sri Devi, this is KedaiPOS Support about your printer. Is everything working now, or do you still need us?');
  assert.deepEqual(shown.template?.buttons, ['All good, thanks', 'Still a problem']);
  assert.equal(world.graph.control.chat(merchant.phone).at(-1)?.text, shown.template?.body);
});

test('a template that is incomplete, not approved, or unwanted is never sent (TPL-10, WA-16)', async () => {
  await syncTemplates(world.ctx(), 'waba-1');
  const merchant = await world.addMerchant(null);
  const send = async (name: string, variables: Record<string, string>): Promise<string> =>
    world.reply(merchant, { type: 'template', templateId: await templateId(name), variables });
  await assert.rejects(send('support_follow_up', { 'body.1': 'Sri Devi' }), refusedWith('invalid_input', { problem: 'missing', fields: ['body.2'] }));
  for (const name of ['festive_offer', 'win_back']) await assert.rejects(send(name, { 'body.1': 'Sri Devi' }), refusedWith('conflict'));
  await assert.rejects(world.reply(merchant, { type: 'template', templateId: '999999', variables: {} }), refusedWith('not_found'));
  await recordConsent(database(), world.tenantId, [{ contactId: merchant.contactId, state: 'out', source: 'test', at: new Date() }]);
  await assert.rejects(send('outlet_question', { 'body.1': 'Sri Devi' }), refusedWith('forbidden', { reason: 'opted_out' }));
});

test('the composer is offered what can be sent, with what we know filled in, the merchant’s language first', async () => {
  await syncTemplates(world.ctx(), 'waba-1');
  const merchant = await world.addMerchant();
  await database().execute("UPDATE contact SET locale = 'ms' WHERE id = ?", [merchant.contactId]);
  const offered = await listTemplates(world.ctx() as UserCtx, merchant.ticketId);
  assert.deepEqual([...new Set(offered.map((one) => one.language))], ['ms', 'en']);
  assert.equal(
    offered.some((one) => ['festive_offer', 'win_back', 'price_change'].includes(one.name)),
    false,
  );
  const update = offered.find((one) => one.name === 'ticket_update' && one.language === 'en');
  assert.match(update?.variables.find((one) => one.key === 'body.1')?.suggested ?? '', /^Merchant/);
  const invoice = offered.find((one) => one.name === 'invoice_ready');
  assert.deepEqual(
    invoice?.variables.map((one) => one.key),
    ['body.1', 'body.2', 'button.0.1'],
  );
});

test('reading the templates: every page or nothing', async () => {
  const many = Array.from({ length: 230 }, (_, at) => ({
    id: String(at + 1),
    name: `many_${at}`,
    language: 'en-US',
    status: 'APPROVED' as const,
    category: 'UTILITY' as const,
    components: [{ type: 'BODY' as const, text: 'Hello.' }],
  }));
  world.graph.control.setTemplates(many);
  const ctx = world.ctx();
  const { read, removed } = await syncTemplates(ctx, 'waba-1');
  assert.equal(read, 230);
  assert.ok(removed > 0, 'what Meta no longer lists is not offered any more');
  const [row] = await database().query<{ language: string }>("SELECT language FROM whatsapp_template WHERE name = 'many_7'");
  assert.equal(row?.language, 'en_US');
  world.pointGraph(await outboundDeadEnd());
  await assert.rejects(syncTemplates(ctx, 'waba-1'), refusedWith('unavailable'));
  world.pointGraph();
  const [count] = await database().query<{ n: string }>("SELECT COUNT(*) AS n FROM whatsapp_template WHERE status = 'APPROVED'");
  assert.equal(Number(count?.n), 230);
  world.graph.control.setTemplates(demoTemplates());
  await syncTemplates(ctx, 'waba-1');
});

test('two agents at once: the second learns of the first one’s answer, and may still send', async () => {
  const merchant = await world.addMerchant();
  const [ticket] = await database().query<{ revision: number }>('SELECT revision FROM ticket WHERE id = ?', [merchant.ticketId]);
  const baseRevision = ticket?.revision ?? 0;
  const first = await world.reply(merchant, 'I am Badrul.', { baseRevision }, world.ctx(world.colleagueId));
  await world.until(first, 'sent');
  await assert.rejects(world.reply(merchant, 'I am Aina.', { baseRevision }), (error) => {
    refusedWith('stale_reply')(error);
    const items = (error as AppError).details['items'] as MessageView[];
    assert.deepEqual(
      items.map((item) => [item.text, item.author?.name]),
      [['I am Badrul.', 'Badrul']],
    );
    return true;
  });
  const forced = await world.reply(merchant, 'I am Aina.', { baseRevision, force: true });
  const own = await world.reply(merchant, 'And I may go on.', { baseRevision: baseRevision + 2 });
  await world.until(forced, 'sent');
  await world.until(own, 'sent');
  const race = await Promise.allSettled([
    world.reply(merchant, 'A', { baseRevision: 999 }),
    world.reply(merchant, 'B', { baseRevision: 999 }, world.ctx(world.colleagueId)),
  ]);
  assert.equal(
    race.every((one) => one.status === 'fulfilled'),
    true,
    'a base of the future is never stale',
  );
});

test('what a person may not see, a person may not answer', async () => {
  const merchant = await world.addMerchant();
  const ctx = world.ctx();
  if (ctx.actor.kind !== 'user') throw new Error('a person');
  const narrow = { ...ctx, actor: { ...ctx.actor, scope: { fids: ['1'], oids: [] } } };
  await assert.rejects(world.reply(merchant, 'Hello', {}, narrow), refusedWith('not_found'));
  await assert.rejects(world.reply({ ...merchant, ticketId: '999999' }, 'Hello'), refusedWith('not_found'));
  await assert.rejects(listTemplates(narrow as UserCtx, merchant.ticketId), refusedWith('not_found'));
});
