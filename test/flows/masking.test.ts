import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MEDIA_KINDS, MESSAGE_KINDS, type MessageView } from '../../types/messages.ts';
import { TIMELINE_ACTIONS } from '../../types/tickets.ts';
import { appRouter } from '../../server/api.ts';
import { settleMedia } from '../../server/messages/settle-media.ts';
import { store } from '../../server/platform/store.ts';
import { createWorld, errorOf, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

/** What must never reach people without the right to personal data, in every spelling and every field. */
const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const PHONE = '+60137402586';
const LOCAL = '0137402586';
const MAIL = 'canarymail@hidden.example';
const STREET = '9 Jalan Rahsia';
const CANARY = `Ali tel${LOCAL}, 013\u2011740\u00a02586, ０１３７４０２５８６ or ${MAIL}`;
const HTML = Buffer.from('\ufeff  <html><script>alert(1)</script>');

/** The first thing personal in an answer, whatever stands between its digits. */
function leakOf(text: string): string | null {
  const plain = decodeURIComponent(text.replace(/%(?![\da-f]{2})/gi, '%25')).normalize('NFKC');
  return /canarymail|Rahsia/.exec(plain)?.[0] ?? /740258|402586/.exec(plain.replace(/[^\p{L}\p{N}]/gu, ''))?.[0] ?? null;
}

let world: World;
let ticketId: string;
let contactId: string;
let renewalId: string;
let paidIds: string[];
let taskId: string;
let runId: string;
let otherTicketId: string;
let failedIds: string[];
let pendingId: string;
let pictureIds: string[];
let templateId: string;
let colleagueId: string;
let masked: string;
let maskedAdmin: string;
let full: string;
let calls = 0;

async function call(path: string, input: unknown, token: string): Promise<{ text: string; error: string | null }> {
  const response = await fetch(`${world.url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(input === undefined ? {} : { body: JSON.stringify(input) }),
  });
  const text = await response.text();
  return { text, error: (JSON.parse(text) as { error?: { data: { engage: { code: string } } } }).error?.data.engage.code ?? null };
}

/** Something personal in every part a message can have. */
const payload = {
  voice: true,
  location: { latitude: 3.13901234, longitude: 101.68691234, name: `Kedai ${LOCAL}`, address: STREET },
  contacts: [{ name: CANARY, phones: [PHONE, LOCAL, '013 740 2586'], emails: [MAIL], org: CANARY }],
  interactive: {
    reply: { id: LOCAL, title: CANARY, description: CANARY },
    type: 'list',
    header: CANARY,
    footer: CANARY,
    options: [{ id: `60${LOCAL.slice(1)}`, title: CANARY, description: CANARY }],
    url: `https://wa.me/${PHONE.slice(1)}`,
    form: { [`Phone ${LOCAL}`]: PHONE, at: LOCAL, id: '137402586', url: `/media/1/${LOCAL}?e=1&s=x`, email: MAIL },
  },
  template: { name: CANARY, language: 'en', header: CANARY, body: CANARY, footer: CANARY, buttons: [CANARY] },
  order: { items: [{ productId: LOCAL, quantity: 1, price: '4.50', currency: 'MYR' }], text: CANARY },
  referral: { sourceUrl: `https://wa.me/${PHONE.slice(1)}`, sourceType: CANARY, headline: CANARY, body: CANARY },
  detail: CANARY,
  forwarded: true,
  reactions: [{ emoji: CANARY, from: 'merchant', by: CANARY }],
  raw: { from: PHONE },
};

async function insert(table: string, row: Record<string, unknown>): Promise<string> {
  const values = Object.values(row).map((value) => (typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value));
  const { insertId } = await world.sql.execute(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (?)`, [values as string[]]);
  return insertId;
}

before(async () => {
  world = await createWorld({ graph: false });
  const { tenant, sql } = world;
  const { tenantId, oids } = tenant;
  await sql.execute('ALTER TABLE ticket AUTO_INCREMENT = 900001');
  masked = await world.token({ sub: 'masked', pii: 'masked', role: 'supervisor' });
  maskedAdmin = await world.token({ sub: 'masked-admin', pii: 'masked', role: 'admin' });
  full = await world.token({ sub: 'full', role: 'supervisor' });
  for (const token of [masked, maskedAdmin, full, await world.token({ sub: 'canary', name: CANARY.slice(0, 60) })]) await call('auth.me', undefined, token);
  colleagueId = await world.userId('canary');

  contactId = tenant.contactIds[0];
  await sql.execute('UPDATE contact SET wa_phone_e164 = ?, display_name = ?, username = ?, email = ? WHERE id = ?', [
    PHONE,
    `Ali ${LOCAL}`,
    `ali${LOCAL}`,
    MAIL,
    contactId,
  ]);
  await insert('contact_identity', { tenant_id: tenantId, kind: 'phone_e164', value: PHONE, contact_id: contactId });
  await sql.execute('UPDATE outlet SET name = ?, address = ? WHERE oid IN (?)', [`Kedai ${LOCAL}`, JSON.stringify({ line1: STREET }), oids]);
  await sql.execute('UPDATE franchise SET name = ? WHERE fid = ?', [`Francais ${MAIL}`, tenant.fids[0]]);
  const categoryId = await insert('category', { tenant_id: tenantId, name: `Calls of ${LOCAL}` });
  otherTicketId = (await world.seedTicket({ contactId, subject: `Printer ${CANARY}`, text: CANARY })).ticketId;
  ticketId = (await world.seedTicket({ contactId, subject: `Drawer ${CANARY}`, text: CANARY })).ticketId;
  await sql.execute('UPDATE ticket SET category_id = ?, assigned_user_id = ? WHERE id IN (?)', [categoryId, colleagueId, [ticketId, otherTicketId]]);

  const message = { tenant_id: tenantId, ticket_id: ticketId, contact_id: contactId, number_id: tenant.numberId, occurred_at: new Date() };
  pictureIds = [];
  for (const type of MESSAGE_KINDS) {
    for (const direction of ['in', 'out']) {
      const isMedia = (MEDIA_KINDS as readonly string[]).includes(type);
      const key = `${tenantId}/canary/${type}-${direction}`;
      const file = { media_state: 'stored', media_key: key, media_mime: 'text/plain', media_bytes: HTML.length, media_filename: `Resit ${LOCAL}.html` };
      const id = await insert('message', {
        ...message,
        direction,
        type,
        wa_message_id: `wamid.canary-${type}-${direction}`,
        content_text: type === 'location' ? STREET : CANARY,
        payload,
        status: direction === 'in' ? 'received' : 'sent',
        author_user_id: direction === 'in' ? null : colleagueId,
        client_key: `${direction}-${type}-${LOCAL}`,
        reply_to_wa_message_id: `wamid.canary-${type === 'text' ? 'location' : 'text'}-in`,
        ...(isMedia ? file : {}),
      });
      if (isMedia) pictureIds.push(id);
      if (isMedia) await store().put(key, HTML, { bytes: HTML.length, mime: 'text/plain' });
    }
  }
  failedIds = [];
  for (let index = 0; index < 2; index++)
    failedIds.push(await insert('message', { ...message, direction: 'out', type: 'text', content_text: CANARY, status: 'failed', error_code: '131016' }));
  pendingId = await insert('message', {
    ...message,
    direction: 'in',
    type: 'document',
    status: 'received',
    media_state: 'pending',
    media_filename: `Resit ${LOCAL}.pdf`,
    wa_message_id: 'wamid.canary-pending',
  });
  await insert('ticket_note', { tenant_id: tenantId, ticket_id: ticketId, author_user_id: colleagueId, content_text: CANARY, client_key: 'canary-note' });
  const said = { subject: CANARY, status: CANARY, priority: CANARY, category: CANARY, assignee: CANARY, outlet: CANARY, other: CANARY, fid: tenant.fids[0] };
  for (const action of TIMELINE_ACTIONS)
    await insert('audit_log', {
      tenant_id: tenantId,
      entity_type: 'ticket',
      entity_id: ticketId,
      action,
      actor_user_id: colleagueId,
      actor_name: 'canary',
      before_json: said,
      after_json: said,
      created_at: new Date(),
    });
  const cycle = { tenant_id: tenantId, fid: tenant.fids[0], cycle_start: '2029-01-01', contact_id: contactId, owner_user_id: colleagueId };
  await sql.execute("UPDATE outlet SET expiry_date = '2030-01-01' WHERE oid = ?", [oids[0]]);
  renewalId = await insert('renewal', { ...cycle, oid: oids[0], due_date: '2030-01-01', evidence: { said: CANARY }, reason: `Call ${LOCAL}` });
  paidIds = [];
  for (let index = 0; index < 4; index++) paidIds.push(await insert('renewal', { ...cycle, oid: oids[1], due_date: `2031-01-0${index + 1}` }));
  const ofRenewal = { tenant_id: tenantId, renewal_id: renewalId, created_at: new Date() };
  await insert('renewal_note', { ...ofRenewal, author_user_id: colleagueId, content_text: CANARY });
  taskId = await insert('renewal_task', { ...ofRenewal, kind: 'call', reason: 'manual', title: CANARY, due_on: '2030-01-01', assigned_user_id: colleagueId });
  await insert('renewal_attempt', {
    ...ofRenewal,
    step: 'manual',
    channel: 'call',
    result: 'reached',
    note: CANARY,
    contact_id: contactId,
    author_user_id: colleagueId,
    ticket_id: ticketId,
    error_code: CANARY.slice(0, 60),
  });
  await insert('renewal_decision', { ...ofRenewal, verdict: 'wait', reason: 'not_yet', facts: { email: MAIL, said: CANARY } });
  for (const action of ['paid', 'cancelled', 'undone', 'snoozed', 'assigned', 'due_moved', 'payer', 'billing', 'task_added', 'failed']) {
    const words = { name: CANARY, owner: CANARY, reason: CANARY, reference: CANARY, paid_on: CANARY, undid: CANARY, due_date: CANARY, snoozed_until: CANARY };
    await insert('audit_log', {
      tenant_id: tenantId,
      entity_type: 'renewal',
      entity_id: renewalId,
      action,
      actor_user_id: colleagueId,
      actor_name: 'canary',
      before_json: words,
      after_json: words,
      created_at: new Date(),
    });
  }
  runId = await insert('pos_sync_run', {
    tenant_id: tenantId,
    kind: 'full',
    cause: 'admin',
    state: 'held',
    fence: 1,
    started_at: new Date(),
    heartbeat_at: new Date(),
    error: CANARY,
  });
  const place = { tenant_id: tenantId, run_id: runId, entity: 'outlet', entity_key: oids[0] };
  await insert('pos_sync_change', { ...place, kind: 'changed', before_json: { name: CANARY }, after_json: { name: CANARY, phone: PHONE } });
  await insert('pos_sync_reject', { ...place, reason: 'bad_date', field: 'expiry', raw: { name: CANARY, phone: PHONE, email: MAIL } });
  templateId = await insert('whatsapp_template', {
    tenant_id: tenantId,
    waba_id: 'waba-1',
    name: 'canary',
    language: 'en',
    category: 'UTILITY',
    status: 'APPROVED',
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: `Call ${LOCAL}` },
      { type: 'BODY', text: 'Hello {{customer_name}}', example: { body_text_named_params: [{ param_name: 'customer_name', example: CANARY }] } },
      { type: 'FOOTER', text: CANARY },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: CANARY }] },
    ],
  });
});
after(() => world.close());

/** What every procedure is asked, and what of it shows something personal to those who may see it. `admin`: as a masked administrator. */
const QUESTIONS: Readonly<Record<string, { ask(): unknown[]; shows?: boolean; admin?: boolean } | 'public'>> = {
  'auth.login': 'public',
  'auth.refresh': 'public',
  'auth.logout': 'public',
  'auth.me': { ask: () => [undefined] },
  'people.colleagues': { ask: () => [undefined], shows: true },
  'people.endSessions': { ask: () => [{ userId: colleagueId }], admin: true },
  'outlets.search': { ask: () => [{ query: '' }, { query: 'Kedai' }, { query: LOCAL }], shows: true },
  'outlets.get': { ask: () => [{ oid: world.tenant.oids[0] }], shows: true },
  'messages.send': {
    ask: () => [
      send({ type: 'text', text: CANARY }),
      send({ type: 'text', text: CANARY }, { baseRevision: 0, force: false }),
      send({ type: 'template', templateId, variables: { 'body.customer_name': CANARY } }),
      send({ type: 'interactive', body: CANARY, options: [{ id: LOCAL, title: `Call ${LOCAL}` }] }),
      send({ type: 'media', uploadId: '999999', caption: CANARY }),
    ],
    shows: true,
  },
  'messages.retry': { ask: () => [{ messageId: failedIds.pop() }, { messageId: pictureIds[0] }], shows: true },
  'messages.mediaUrl': { ask: () => pictureIds.map((messageId) => ({ messageId })) },
  'messages.templates': { ask: () => [{ ticketId }], shows: true },
  'tickets.list': {
    ask: () => [
      {},
      { search: 'Ali' },
      { search: LOCAL },
      ...(['newest', 'assignee', 'outlet', 'fid'] as const).map((sort) => ({ sort, view: 'all', limit: 1 })),
    ],
    shows: true,
  },
  'tickets.rows': { ask: () => [{ ids: [ticketId, otherTicketId] }], shows: true },
  'tickets.counts': { ask: () => [undefined] },
  'tickets.get': { ask: () => [{ ticketId }], shows: true },
  'tickets.forOutlet': { ask: () => [{ oid: world.tenant.oids[0] }], shows: true },
  'tickets.thread': {
    ask: () => [
      { ticketId, limit: 100 },
      { ticketId, limit: 100, after: Buffer.from('["a",0]').toString('base64url') },
    ],
    shows: true,
  },
  'tickets.markRead': { ask: () => [{ ticketId }] },
  'tickets.change': {
    ask: () => [
      { ticketId, subject: { from: 'something else', to: 'Another' } },
      { ticketId, assignee: { from: null, to: null }, category: { from: null, to: '1' }, status: { from: 'closed', to: 'pending_internal' } },
      { ticketId, priority: { from: 'normal', to: 'urgent' } },
    ],
    shows: true,
  },
  'tickets.addNote': { ask: () => [{ ticketId, text: CANARY, clientKey: `note-of-${++calls}` }], shows: true },
  'tickets.linkOutlet': { ask: () => [{ ticketId, oid: world.tenant.oids[1] }], shows: true },
  'categories.list': { ask: () => [undefined], shows: true },
  'privacy.exportContact': { ask: () => [{ contactId }], admin: true },
  'privacy.eraseContact': { ask: () => [{ contactId }], admin: true },
  'numbers.list': { ask: () => [undefined], admin: true },
  'numbers.resume': { ask: () => [{ numberId: world.tenant.numberId }], admin: true },
  'links.card': { ask: () => [{ oid: world.tenant.oids[0] }], shows: true },
  'links.add': { ask: () => [{ oid: world.tenant.oids[2], phone: PHONE, name: CANARY.slice(0, 60) }], shows: true },
  ...Object.fromEntries(
    ['remove', 'restore', 'confirm', 'makePrimary', 'choosePayer'].map((name) => [
      `links.${name}`,
      { ask: () => [{ oid: world.tenant.oids[0], contactId }], shows: true },
    ]),
  ),
  ...Object.fromEntries(['run', 'changes', 'rejects', 'approve', 'discard', 'retry'].map((name) => [`pos.${name}`, { ask: () => [{ runId }], admin: true }])),
  'pos.status': { ask: () => [undefined], admin: true },
  'pos.runs': { ask: () => [{}], admin: true },
  'pos.start': { ask: () => [{}], admin: true },
  'pos.setHoldShare': { ask: () => [{ share: 0.2 }], admin: true },
  'quality.read': { ask: () => [undefined], admin: true },
  'risks.list': { ask: () => [undefined] },
  'renewals.overview': { ask: () => [{}, { query: LOCAL }] },
  'renewals.list': { ask: () => [{ tab: 'all' }, { tab: 'all', query: 'Ali' }, { tab: 'all', query: LOCAL }], shows: true },
  'renewals.rows': { ask: () => [{ ids: [renewalId] }], shows: true },
  'renewals.get': { ask: () => [{ id: renewalId }], shows: true },
  'renewals.forOutlet': { ask: () => [{ oid: world.tenant.oids[0] }], shows: true },
  'renewals.explain': { ask: () => [{ id: renewalId }], shows: true },
  'renewals.filters': { ask: () => [undefined], shows: true },
  'renewals.tasks': { ask: () => [{ mine: false }], shows: true },
  'renewals.previewSend': { ask: () => [{ selection: { ids: [renewalId] } }], shows: true },
  'renewals.sendNow': { ask: () => [{ selection: { ids: [renewalId] }, clientKey: `masking-job-${++calls}` }] },
  'renewals.job': { ask: () => [{ id: '1' }] },
  'renewals.jobs': { ask: () => [undefined] },
  'renewals.cancelJob': { ask: () => [{ id: '1' }] },
  'renewals.sendOne': { ask: () => [{ id: renewalId }], shows: true },
  // one of these revisions is the renewal's: the clock of renewals looks at it meanwhile
  'renewals.markPaid': {
    ask: () => {
      const id = paidIds.pop();
      return [0, 1, 2, 3, 4].map((revision) => ({ id, revision, paidOn: dayFromNow(-1), reference: CANARY, note: CANARY }));
    },
    shows: true,
  },
  'renewals.cancel': {
    ask: () => {
      const id = paidIds.pop();
      return [0, 1, 2, 3, 4].map((revision) => ({ id, revision, reason: 'price', note: CANARY }));
    },
    shows: true,
  },
  'renewals.undo': { ask: () => [{ id: renewalId }] },
  'renewals.snooze': { ask: () => [{ id: renewalId, until: dayFromNow(3), note: CANARY }], shows: true },
  'renewals.assign': { ask: () => [{ ids: [renewalId], userId: null }], shows: true },
  'renewals.addNote': { ask: () => [{ id: renewalId, text: CANARY, clientKey: `masking-renewal-${++calls}` }], shows: true },
  'renewals.logCall': { ask: () => [{ id: renewalId, result: 'promised', note: CANARY }], shows: true },
  'renewals.addTask': {
    ask: () => [{ id: renewalId, kind: 'call', dueOn: dayFromNow(3), title: CANARY }],
    shows: true,
  },
  'renewals.finishTask': { ask: () => [{ taskId, isDone: true }], shows: true },
  'renewals.setBilling': {
    ask: () => [{ oid: world.tenant.oids[0], amount: '10.00', currency: 'MYR', cycleMonths: 12, paymentUrl: `https://pay.example.com/${LOCAL}` }],
    shows: true,
  },
  'renewals.settings': { ask: () => [undefined] },
  'renewals.saveSettings': { ask: () => [{ settings: {}, revision: 'none' }], admin: true },
  'renewals.simulate': { ask: () => [{ settings: {}, mode: 'ahead', days: 30 }] },
  'templates.registry': { ask: () => [undefined], shows: true },
  'templates.preview': { ask: () => [{ name: 'renewal_reminder_v1' }] },
  'templates.bind': {
    ask: () => [{ name: 'renewal_reminder_v1', language: 'en_US', variable: 'body.2', fact: 'outletName', fallback: null }],
    admin: true,
  },
  'templates.sync': { ask: () => [undefined], admin: true },
};
const send = (content: object, more: object = {}): object => ({ ticketId, content, clientKey: `masking-key-${++calls}`, force: true, ...more });

describe('nothing personal reaches people who see it masked', () => {
  it('in the answers of any procedure', async () => {
    assert.deepEqual(Object.keys(QUESTIONS).sort(), Object.keys(appRouter._def.procedures).sort(), 'every procedure is asked');
    assert.equal((await call('messages.send', send({ type: 'text', text: CANARY }), full)).error, null, 'a colleague has answered meanwhile');
    for (const [path, question] of Object.entries(QUESTIONS)) {
      if (question === 'public') continue;
      for (const input of question.ask()) {
        const { text } = await call(path, input, question.admin ? maskedAdmin : masked);
        const leak = leakOf(text);
        assert.equal(leak, null, `${path} ${JSON.stringify(input)} leaks ${leak}: ${text}`);
      }
      const seen: string[] = [];
      for (const input of question.admin ? [] : question.ask()) seen.push((await call(path, input, full)).text);
      if (!question.admin)
        assert.equal(
          seen.some((text) => leakOf(text) !== null),
          question.shows === true,
          `${path} shows it to those who may see it: ${seen.join()}`,
        );
    }
  });

  it('in the details of a failure', async () => {
    const [client, all] = [world.client(masked), world.client(full)];
    const change = { ticketId: otherTicketId, subject: { from: 'something else', to: 'Another' } };
    const conflict = await errorOf(client.tickets.change.mutate(change));
    assert.equal(conflict.code, 'conflict');
    assert.ok(leakOf(JSON.stringify(conflict)) === null && leakOf(JSON.stringify(await errorOf(all.tickets.change.mutate(change)))) !== null);
    await all.messages.send.mutate({ ticketId, content: { type: 'text', text: CANARY }, clientKey: 'masking-stale-1' });
    const stale = await errorOf(
      client.messages.send.mutate({ ticketId, content: { type: 'text', text: 'hello' }, clientKey: 'masking-stale-2', baseRevision: 0 }),
    );
    assert.equal(stale.code, 'stale_reply');
    assert.ok(JSON.stringify(stale).includes('items') && leakOf(JSON.stringify(stale)) === null);
    for (const [path, question] of Object.entries(QUESTIONS)) {
      if (question === 'public') continue;
      const wrong = await call(
        path,
        { ticketId: CANARY, oid: CANARY, messageId: CANARY, query: 5, search: 5, ids: [CANARY], view: CANARY, [LOCAL]: CANARY },
        masked,
      );
      assert.equal(leakOf(wrong.text), null, `${path} repeats what it was given: ${wrong.text}`);
    }
  });

  it('through guesses: what they cannot read is compared with nothing', async () => {
    const client = world.client(masked);
    const [row] = await world.sql.query<{ subject: string }>('SELECT subject FROM ticket WHERE id = ?', [otherTicketId]);
    const right = { from: row?.subject ?? '', to: row?.subject ?? '' };
    const wrong = { from: right.from.replaceAll('2586', '2587'), to: right.to.replaceAll('2586', '2587') };
    for (const subject of [right, wrong, { ...right, to: 'Mine now' }])
      assert.equal((await errorOf(client.tickets.change.mutate({ ticketId: otherTicketId, subject }))).code, 'conflict');
    const { subject } = await client.tickets.get.query({ ticketId: otherTicketId });
    const changed = await client.tickets.change.mutate({ ticketId: otherTicketId, subject: { from: subject, to: `Printer, call ${LOCAL}` } });
    assert.equal(changed.subject, 'Printer, call 013-••• ••86');
    const [entry] = await world.sql.query<{ before_json: unknown }>(
      "SELECT before_json FROM audit_log WHERE entity_id = ? AND action = 'subject_changed' ORDER BY id DESC LIMIT 1",
      [otherTicketId],
    );
    assert.ok(leakOf(JSON.stringify(entry?.before_json)) !== null, 'the audit keeps what it was');
  });

  it('from files: neither their name nor anything a browser would run', async () => {
    const bubbles = async (token: string): Promise<MessageView[]> =>
      (await world.client(token).tickets.thread.query({ ticketId, limit: 100 })).items.filter(
        (item) => item.kind === 'message' && item.media?.url,
      ) as MessageView[];
    const [hidden, shown] = [await bubbles(masked), await bubbles(full)];
    assert.ok(hidden.length >= MEDIA_KINDS.length && hidden.length === shown.length);
    for (const { media } of hidden) {
      const url = `${world.url}${media?.url ?? ''}`;
      assert.equal((await fetch(`${url}&n=${'A'.repeat(22)}`)).status, 403);
      for (const address of [url, `${url}&download`]) {
        for (const method of ['GET', 'HEAD']) {
          const { status, headers } = await fetch(address, { method });
          assert.equal(status, 200);
          assert.equal(leakOf(JSON.stringify([...headers])), null, JSON.stringify([...headers]));
          assert.equal(headers.get('content-type'), 'application/octet-stream', 'HTML that calls itself text is no text');
          assert.match(headers.get('content-disposition') ?? '', /^attachment/);
          assert.equal(headers.get('x-content-type-options'), 'nosniff');
          assert.match(headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'/);
        }
      }
    }
    const whole = await fetch(`${world.url}${shown[0]?.media?.url ?? ''}`);
    assert.ok(leakOf(whole.headers.get('content-disposition') ?? '') !== null, 'those who may see it save the file under its name');
    const refused = await fetch(`${world.url}${(shown[0]?.media?.url ?? '').replace(/s=[^&]+/, `s=${'A'.repeat(22)}`)}`);
    assert.equal(refused.status, 403, 'the name opens nothing');
    assert.equal(refused.headers.get('x-content-type-options'), 'nosniff');
  });

  it('by live deltas, whatever they tell of', async () => {
    const probes = [await world.live(masked), await world.live(full)] as const;
    for (const probe of probes) {
      probe.send({ t: 'watch', ticketId });
      await probe.settle();
    }
    const [hidden, shown] = probes;
    const meta = new WebhookSender(world.url);
    const contact = { profile: { name: CANARY, username: `ali${LOCAL}` }, wa_id: PHONE.slice(1) };
    const from = PHONE.slice(1);
    const text = textMessage(from, CANARY, {
      context: { id: 'wamid.canary-text-in' },
      referral: { source_url: `https://wa.me/${from}`, headline: CANARY, body: CANARY },
    });
    const of = (type: string, part: object): Record<string, unknown> => ({ ...textMessage(from, ''), type, text: undefined, [type]: part });
    const file = { id: 'media-1', mime_type: 'application/pdf', sha256: 'x' };
    const kinds = [
      text,
      of('document', { ...file, filename: `Resit ${LOCAL}.pdf`, caption: CANARY }),
      of('location', { latitude: 3.1, longitude: 101.6, address: STREET }),
      of('contacts', [{ name: { formatted_name: CANARY }, phones: [{ phone: PHONE }], emails: [{ email: MAIL }], org: { company: CANARY } }]),
      of('button', { text: CANARY, payload: LOCAL }),
      of('interactive', { type: 'list_reply', list_reply: { id: LOCAL, title: CANARY, description: CANARY } }),
      of('interactive', { type: 'nfm_reply', nfm_reply: { body: CANARY, response_json: JSON.stringify({ [LOCAL]: PHONE, id: from }) } }),
      of('order', { text: CANARY, product_items: [{ product_retailer_id: LOCAL, quantity: 1, item_price: 4, currency: 'MYR' }] }),
      { ...of('unsupported', { type: CANARY }), errors: [{ title: CANARY }] },
    ];
    assert.equal(await meta.messages(kinds, contact), 200);
    await eventually(() => shown.of('item').length >= kinds.length, 'the messages');
    assert.equal(
      await meta.messages(
        [
          of('reaction', { message_id: text.id, emoji: '👍' }),
          of('edit', { original_message_id: text.id, message: { type: 'text', text: { body: `New: ${CANARY}` } } }),
        ],
        contact,
      ),
      200,
    );
    const client = world.client(full);
    await client.tickets.addNote.mutate({ ticketId, text: CANARY, clientKey: 'masking-live-1' });
    await client.messages.send.mutate({ ticketId, content: { type: 'text', text: CANARY }, clientKey: 'masking-live-2' });
    await client.messages.send.mutate({
      ticketId,
      content: { type: 'template', templateId, variables: { 'body.customer_name': CANARY } },
      clientKey: 'masking-live-3',
    });
    const { subject } = await client.tickets.get.query({ ticketId });
    await client.tickets.change.mutate({ ticketId, subject: { from: subject, to: CANARY } });
    assert.ok(await settleMedia(world.tenant.tenantId, pendingId, { state: 'failed', detail: CANARY }, new Date(), world.log));
    await eventually(
      () => shown.of('media').length > 0 && shown.of('item').some(({ item }) => item.kind === 'event' && item.action === 'subject_changed'),
      'the last news',
    );
    await eventually(() => shown.of('item').some(({ item }) => item.kind === 'message' && item.editedAt !== null), 'the edit');
    await hidden.settle();
    await eventually(() => hidden.of('media').length > 0 && hidden.of('item').length >= shown.of('item').length, 'the same news, masked');
    for (const kind of ['ticket', 'item', 'media'] as const)
      assert.ok(shown.of(kind).some((frame) => leakOf(JSON.stringify(frame)) !== null) || kind === 'ticket', kind);
    for (const frame of hidden.frames) assert.equal(leakOf(JSON.stringify(frame)), null, JSON.stringify(frame));
  });
});

describe('a search', () => {
  const found = async (token: string, search: string): Promise<string[]> =>
    (await world.client(token).tickets.list.query({ view: 'all', search, limit: 100 })).rows.map(({ id }) => id).sort();

  it('of somebody who sees personal data masked finds nothing by what is hidden, digit by digit or whole', async () => {
    const hidden = new Set<string>([
      MAIL,
      'canarymail',
      'hidden.example',
      '@hidden',
      '@',
      'Rahsia',
      '•',
      `ali${LOCAL}`,
      `@ali${LOCAL}`,
      '013-740',
      '013\u2011740',
      '０１３',
    ]);
    for (const phone of [PHONE, LOCAL]) for (let end = 2; end <= phone.length; end++) hidden.add(phone.slice(0, end)).add(phone.slice(-end));
    for (const search of hidden) {
      assert.deepEqual(await found(masked, search), [], search);
      const outlets = await world.client(masked).outlets.search.query({ query: search });
      assert.deepEqual(outlets, [], search);
    }
    for (const search of [LOCAL, PHONE, '40258', `ali${LOCAL}`, MAIL])
      assert.ok((await found(full, search)).includes(ticketId), `${search} finds it for others`);
  });

  it('finds what can be read: ticket number, name, outlet, franchise, subject', async () => {
    for (const search of [ticketId, `TKT-2026-${ticketId}`, 'Ali', 'Kedai', 'Francais', 'tel'])
      assert.ok((await found(masked, search)).includes(ticketId), search);
    assert.equal((await world.client(masked).outlets.search.query({ query: 'kedai' })).length, 3);
  });

  it('gives what can be read its room, however much matches by what is hidden', async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => [world.tenant.tenantId, `Nobody 0139${String(index).padStart(6, '0')}`]);
    const first = await insert('contact', { tenant_id: world.tenant.tenantId, display_name: 'Table 39' });
    await world.sql.execute('INSERT INTO contact (tenant_id, display_name) VALUES ?', [rows]);
    const { ticketId: readable } = await world.seedTicket({ contactId: first });
    assert.deepEqual(await found(masked, '39'), [readable]);
  });
});
