import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ErrorView } from '../../types/errors.ts';
import { appRouter } from '../../server/api.ts';
import { malaysianHolidays } from '../../server/renewals/malaysian-holidays.ts';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import type { TenantFixture } from '../support/seed-fixture.ts';

/** a day that is not over */
const SOON = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

/** a day that is over */
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

/** The ids a call may name. */
interface Target {
  tenant: string;
  ticketId: string;
  /** a text of the merchant, a picture of theirs that is stored, and a reply of ours that failed */
  messageId: string;
  pictureId: string;
  failedId: string;
  contactId: string;
  fid: string;
  oid: string;
  /** somebody who works on this franchise only, and a file they uploaded */
  userId: string;
  uploadId: string;
  templateId: string;
  categoryId: string;
  numberId: string;
  /** a held load of the POS */
  runId: string;
  /** a cycle of the outlet, something to do about it, and a bulk sending somebody else began */
  renewalId: string;
  taskId: string;
  jobId: string;
  clientKey: string;
  /** a word only this ticket has */
  secret: string;
}

/** A call about one's own ticket that names something of somebody else's beside it. */
interface Beside {
  what: string;
  input: unknown;
  /** what it fails with; without it the call works, and its answer names nothing of the other */
  code?: 'not_found' | 'invalid_input';
}

/**
 * One case per procedure: what a call about `target` looks like, and what a stranger to the target gets. `hidden`: the answer names
 * nothing of the target; otherwise the code it fails with. `isAdmin`: for administrators only. `beside`: every other id the call may
 * carry, foreign while the first is one's own. A new procedure without a case fails here.
 */
interface Case {
  input(target: Target): unknown;
  stranger: 'hidden' | 'not_found';
  isPublic?: boolean;
  isAdmin?: boolean;
  /** of those, what concerns the whole company: for administrators who see all of it */
  isCompany?: boolean;
  /** what it fails with for who may see it, when that is all it can do here */
  code?: 'conflict';
  /** what it fails with even for who may: there is nothing here it could do */
  refusal?: 'not_found' | 'conflict';
  /** whether the answer to somebody who may see it carries a phone, an e-mail or an address */
  hasPersonalData?: boolean;
  beside?(own: Target, other: Target): Beside[];
}

const list = (what: string, filter: object): Beside => ({ what, input: { view: 'all', limit: 100, ...filter } });
const cursor = (...parts: string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

const link = ({ oid, contactId }: Target): object => ({ oid, contactId });
const otherLinks = (own: Target, other: Target): Beside[] => [
  { what: 'outlet', code: 'not_found', input: { oid: other.oid, contactId: own.contactId } },
  ...(own.tenant === other.tenant ? [] : [{ what: 'contact', code: 'not_found' as const, input: { oid: own.oid, contactId: other.contactId } }]),
];

const CASES: Readonly<Record<string, Case>> = {
  'auth.me': { input: () => undefined, stranger: 'hidden' },
  'auth.login': { input: () => ({ email: 'nobody@example.my', password: 'wrong' }), stranger: 'hidden', isPublic: true },
  'auth.refresh': { input: () => ({ refreshToken: 'x'.repeat(40) }), stranger: 'hidden', isPublic: true },
  'auth.logout': { input: () => ({ refreshToken: 'x'.repeat(40) }), stranger: 'hidden', isPublic: true },
  'people.colleagues': { input: () => undefined, stranger: 'hidden' },
  'people.endSessions': { input: ({ userId }) => ({ userId }), stranger: 'not_found', isAdmin: true },
  'outlets.search': {
    input: () => ({ query: '' }),
    stranger: 'hidden',
    hasPersonalData: true,
    beside: (_, { oid, fid }) => [oid, fid].map((query) => ({ what: 'number', input: { query } })),
  },
  'outlets.get': { input: ({ oid }) => ({ oid }), stranger: 'not_found', hasPersonalData: true },
  'pos.status': { input: () => undefined, stranger: 'hidden', isAdmin: true, isCompany: true },
  'pos.runs': { input: () => ({}), stranger: 'hidden', isAdmin: true, isCompany: true },
  'pos.run': { input: ({ runId }) => ({ runId }), stranger: 'not_found', isAdmin: true, isCompany: true },
  'pos.changes': { input: ({ runId }) => ({ runId }), stranger: 'not_found', isAdmin: true, isCompany: true },
  'pos.rejects': { input: ({ runId }) => ({ runId }), stranger: 'not_found', isAdmin: true, isCompany: true },
  // here there is no POS
  'pos.start': { input: () => ({}), stranger: 'not_found', isAdmin: true, isCompany: true, refusal: 'not_found' },
  'pos.approve': { input: ({ runId }) => ({ runId }), stranger: 'not_found', isAdmin: true, isCompany: true },
  'pos.discard': { input: ({ runId }) => ({ runId }), stranger: 'not_found', isAdmin: true, isCompany: true },
  'pos.retry': { input: ({ runId }) => ({ runId }), stranger: 'not_found', isAdmin: true, isCompany: true, refusal: 'conflict' },
  // what it is already
  'pos.setHoldShare': { input: () => ({ share: 0.2 }), stranger: 'hidden', isAdmin: true, isCompany: true },
  'links.card': { input: ({ oid }) => ({ oid }), stranger: 'not_found', hasPersonalData: true },
  'links.add': { input: ({ oid }) => ({ oid, phone: '012-987 6543' }), stranger: 'not_found', hasPersonalData: true },
  'links.remove': { input: link, stranger: 'not_found', hasPersonalData: true, beside: otherLinks },
  'links.restore': { input: link, stranger: 'not_found', hasPersonalData: true, beside: otherLinks },
  'links.confirm': { input: link, stranger: 'not_found', hasPersonalData: true, beside: otherLinks },
  'links.makePrimary': { input: link, stranger: 'not_found', hasPersonalData: true, beside: otherLinks },
  'links.choosePayer': { input: link, stranger: 'not_found', hasPersonalData: true, beside: otherLinks },
  'messages.send': {
    input: ({ ticketId, clientKey }) => ({ ticketId, clientKey, content: { type: 'text', text: 'sweep' } }),
    stranger: 'not_found',
    beside: ({ tenant, ticketId, messageId, clientKey }, other) => {
      const send = (what: string, more: object): Beside => ({
        what,
        code: 'not_found',
        input: { ticketId, clientKey: `${clientKey}-${what}`, content: { type: 'text', text: 'sweep' }, ...more },
      });
      return [
        send('quote', { replyToId: other.messageId }),
        send('reaction', { content: { type: 'reaction', messageId: other.messageId, emoji: '👍' } }),
        send('reaction with a quote', { replyToId: messageId, content: { type: 'reaction', messageId: other.messageId, emoji: '👍' } }),
        send('upload', { content: { type: 'media', uploadId: other.uploadId } }),
        // templates belong to the company: within it they are everybody's
        ...(tenant === other.tenant ? [] : [send('template', { content: { type: 'template', templateId: other.templateId } })]),
      ];
    },
  },
  'messages.retry': { input: ({ failedId }) => ({ messageId: failedId }), stranger: 'not_found' },
  'messages.mediaUrl': { input: ({ pictureId }) => ({ messageId: pictureId }), stranger: 'not_found' },
  'messages.templates': {
    input: ({ ticketId }) => ({ ticketId }),
    stranger: 'not_found',
    beside: ({ ticketId }) => [{ what: 'of the own ticket', input: { ticketId } }],
  },
  'tickets.list': {
    input: () => ({ view: 'all', limit: 100 }),
    stranger: 'hidden',
    hasPersonalData: true,
    beside: (_, { ticketId, fid, oid, userId, categoryId, secret }) => [
      list('franchise', { fids: [fid] }),
      list('outlet', { oids: [oid] }),
      list('assignee', { assigneeIds: [userId] }),
      list('category', { categoryIds: [categoryId] }),
      list('statuses', { statuses: ['new', 'open', 'pending_merchant', 'pending_internal', 'resolved', 'closed'] }),
      ...[`#${ticketId}`, `TKT-2026-${ticketId}`, secret, 'Roti Raja', 'Kopi Kita', 'Merchant'].map((search) => list(`search ${search}`, { search })),
      ...(['newest', 'oldest', 'waiting', 'priority', 'created', 'status', 'assignee', 'outlet', 'reference', 'fid', 'oid'] as const).flatMap((sort) => [
        list(`sort ${sort}`, { sort }),
        ...[oid, fid, userId, 'none', '-', 'normal'].map((bucket) => list(`sort ${sort} from ${bucket}`, { sort, cursor: cursor(bucket, '2030-01-01', '9') })),
      ]),
    ],
  },
  'tickets.rows': {
    input: ({ ticketId }) => ({ ids: [ticketId] }),
    stranger: 'hidden',
    hasPersonalData: true,
    beside: (own, other) => [{ what: 'among own', input: { ids: [other.ticketId, own.ticketId] } }],
  },
  'tickets.counts': { input: () => undefined, stranger: 'hidden' },
  'tickets.get': {
    input: ({ ticketId }) => ({ ticketId }),
    stranger: 'not_found',
    hasPersonalData: true,
    beside: ({ ticketId }) => [{ what: 'of the same merchant', input: { ticketId } }],
  },
  'tickets.forOutlet': {
    input: ({ oid }) => ({ oid }),
    stranger: 'not_found',
    hasPersonalData: true,
    beside: ({ oid }) => [{ what: 'of the same merchant', input: { oid } }],
  },
  'tickets.thread': {
    input: ({ ticketId }) => ({ ticketId }),
    stranger: 'not_found',
    hasPersonalData: true,
    beside: ({ ticketId }, other) => [
      { what: 'with a quote', input: { ticketId } },
      { what: 'with a quote, catching up', input: { ticketId, after: Buffer.from('["a",0]').toString('base64url') } },
      { what: 'with a quote, before another', input: { ticketId, before: Buffer.from(`["b",4102444800000,1,"${other.messageId}"]`).toString('base64url') } },
    ],
  },
  'tickets.markRead': { input: ({ ticketId }) => ({ ticketId }), stranger: 'not_found' },
  'tickets.change': {
    input: ({ ticketId }) => ({ ticketId, priority: { from: 'normal', to: 'urgent' } }),
    stranger: 'not_found',
    hasPersonalData: true,
    beside: ({ tenant, ticketId }, other) => [
      { what: 'assignee', code: 'invalid_input', input: { ticketId, assignee: { from: null, to: other.userId } } },
      ...(tenant === other.tenant
        ? []
        : [{ what: 'category', code: 'invalid_input' as const, input: { ticketId, category: { from: null, to: other.categoryId } } }]),
    ],
  },
  'tickets.addNote': { input: ({ ticketId, clientKey }) => ({ ticketId, clientKey, text: 'sweep' }), stranger: 'not_found' },
  'tickets.linkOutlet': {
    input: ({ ticketId, oid }) => ({ ticketId, oid }),
    stranger: 'not_found',
    hasPersonalData: true,
    beside: (own, other) => [
      { what: 'outlet', code: 'not_found', input: { ticketId: own.ticketId, oid: other.oid } },
      { what: 'ticket', code: 'not_found', input: { ticketId: other.ticketId, oid: own.oid } },
    ],
  },
  'categories.list': { input: () => undefined, stranger: 'hidden' },
  'renewals.overview': {
    input: () => ({}),
    stranger: 'hidden',
    beside: (_, { fid, contactId, userId, oid, secret }) =>
      [{ fids: [fid] }, { contactId }, { owner: userId }, ...[oid, fid, secret, 'Roti Raja', 'Merchant'].map((query) => ({ query }))].map((input) => ({
        what: JSON.stringify(input),
        input,
      })),
  },
  'renewals.list': {
    input: () => ({ tab: 'all', limit: 100 }),
    stranger: 'hidden',
    hasPersonalData: true,
    beside: (_, { fid, contactId, userId, oid, secret, renewalId }) =>
      [
        { fids: [fid] },
        { contactId },
        { owner: userId },
        ...[oid, fid, secret, 'Roti Raja', 'Merchant'].map((query) => ({ query })),
        ...(['due', 'amount', 'next'] as const).map((sort) => ({ sort })),
        { cursor: Buffer.from(JSON.stringify(['due', false, 0, '2020-01-01', renewalId])).toString('base64url') },
      ].map((more) => ({ what: JSON.stringify(more), input: { tab: 'all', limit: 100, ...more } })),
  },
  'renewals.rows': {
    input: ({ renewalId }) => ({ ids: [renewalId] }),
    stranger: 'hidden',
    hasPersonalData: true,
    beside: (own, other) => [{ what: 'among own', input: { ids: [other.renewalId, own.renewalId] } }],
  },
  'renewals.get': { input: ({ renewalId }) => ({ id: renewalId }), stranger: 'not_found', hasPersonalData: true },
  'renewals.forOutlet': { input: ({ oid }) => ({ oid }), stranger: 'not_found', hasPersonalData: true },
  'renewals.explain': { input: ({ renewalId }) => ({ id: renewalId }), stranger: 'not_found' },
  'renewals.filters': { input: () => undefined, stranger: 'hidden' },
  'renewals.tasks': { input: () => ({ mine: false }), stranger: 'hidden', hasPersonalData: true },
  'renewals.previewSend': {
    input: ({ renewalId }) => ({ selection: { ids: [renewalId] } }),
    stranger: 'hidden',
    beside: (own, other) => [
      { what: 'among own', input: { selection: { ids: [other.renewalId, own.renewalId] } } },
      { what: 'by filter', input: { selection: { filter: { tab: 'all', contactId: other.contactId } } } },
    ],
  },
  'renewals.sendNow': {
    input: ({ renewalId, clientKey }) => ({ selection: { ids: [renewalId] }, clientKey }),
    stranger: 'not_found',
    beside: (_, other) => [{ what: 'renewal', code: 'not_found', input: { selection: { ids: [other.renewalId] }, clientKey: `${other.clientKey}-other` } }],
  },
  'renewals.job': { input: ({ jobId }) => ({ id: jobId }), stranger: 'not_found' },
  'renewals.jobs': { input: () => undefined, stranger: 'hidden' },
  'renewals.cancelJob': { input: ({ jobId }) => ({ id: jobId }), stranger: 'not_found' },
  'renewals.sendOne': { input: ({ renewalId }) => ({ id: renewalId }), stranger: 'not_found', hasPersonalData: true },
  'renewals.markPaid': {
    input: ({ renewalId }) => ({ id: renewalId, revision: 1, paidOn: YESTERDAY }),
    stranger: 'not_found',
    hasPersonalData: true,
  },
  'renewals.cancel': { input: ({ renewalId }) => ({ id: renewalId, revision: 1, reason: 'price' }), stranger: 'not_found', hasPersonalData: true },
  'renewals.undo': { input: ({ renewalId }) => ({ id: renewalId }), stranger: 'not_found', code: 'conflict' },
  'renewals.snooze': { input: ({ renewalId }) => ({ id: renewalId, until: SOON }), stranger: 'not_found', hasPersonalData: true },
  'renewals.assign': {
    input: ({ renewalId }) => ({ ids: [renewalId], userId: null }),
    stranger: 'not_found',
    hasPersonalData: true,
    beside: (own, other) => [
      { what: 'among own', code: 'not_found', input: { ids: [own.renewalId, other.renewalId], userId: null } },
      { what: 'colleague', code: 'invalid_input', input: { ids: [own.renewalId], userId: other.userId } },
    ],
  },
  'renewals.addNote': {
    input: ({ renewalId, clientKey }) => ({ id: renewalId, text: 'sweep', clientKey }),
    stranger: 'not_found',
    hasPersonalData: true,
  },
  'renewals.logCall': {
    input: ({ renewalId }) => ({ id: renewalId, result: 'no_answer' }),
    stranger: 'not_found',
    hasPersonalData: true,
    beside: (own, other) => [
      { what: 'task', code: 'not_found', input: { id: own.renewalId, result: 'reached', taskId: other.taskId } },
      ...(own.tenant === other.tenant
        ? []
        : [{ what: 'person', code: 'invalid_input' as const, input: { id: own.renewalId, result: 'reached', contactId: other.contactId } }]),
    ],
  },
  'renewals.addTask': {
    input: ({ renewalId }) => ({ id: renewalId, kind: 'call', dueOn: SOON }),
    stranger: 'not_found',
    hasPersonalData: true,
    beside: (own, other) => [{ what: 'colleague', code: 'invalid_input', input: { id: own.renewalId, kind: 'call', dueOn: SOON, userId: other.userId } }],
  },
  'renewals.finishTask': { input: ({ taskId }) => ({ taskId, isDone: true }), stranger: 'not_found', hasPersonalData: true },
  'renewals.setBilling': {
    input: ({ oid }) => ({ oid, amount: '10.00', currency: 'MYR', cycleMonths: 12, paymentUrl: null }),
    stranger: 'not_found',
    hasPersonalData: true,
  },
  'renewals.settings': { input: () => undefined, stranger: 'hidden' },
  // nothing else than what is there already: the other tenant's administrator saves their own
  'renewals.saveSettings': {
    input: () => ({ settings: { holidays: malaysianHolidays }, revision: 'none' }),
    stranger: 'hidden',
    isAdmin: true,
    isCompany: true,
  },
  'renewals.simulate': { input: () => ({ settings: {}, mode: 'ahead', days: 7 }), stranger: 'hidden', isAdmin: true, isCompany: true },
  'quality.read': { input: () => undefined, stranger: 'hidden', isAdmin: true, isCompany: true },
  'risks.list': { input: () => undefined, stranger: 'hidden' },
  'privacy.exportContact': { input: ({ contactId }) => ({ contactId }), stranger: 'not_found', isAdmin: true, isCompany: true },
  'privacy.eraseContact': { input: ({ contactId }) => ({ contactId }), stranger: 'not_found', isAdmin: true, isCompany: true },
  'numbers.list': { input: () => undefined, stranger: 'hidden', isAdmin: true, isCompany: true },
  'numbers.resume': { input: ({ numberId }) => ({ numberId }), stranger: 'not_found', isAdmin: true, isCompany: true },
  'templates.registry': { input: () => undefined, stranger: 'hidden' },
  'templates.preview': { input: () => ({ name: 'renewal_reminder_v1' }), stranger: 'hidden' },
  'templates.bind': {
    input: () => ({ name: 'renewal_reminder_v1', language: 'en_US', variable: 'body.2', fact: 'outletName', fallback: null }),
    stranger: 'hidden',
    isAdmin: true,
    isCompany: true,
  },
  'templates.sync': { input: () => undefined, stranger: 'hidden', isAdmin: true, isCompany: true },
};

const PHONE_TEXT = 'call me at 012-987 6543 or boss@secret.example';
const PERSONAL = /9876543|987 6543|boss@secret|merchant\d@|Jalan Ampang|\+6012\d{4,}/;
const procedures = Object.keys(appRouter._def.procedures).sort();

let world: World;
let mine: Target;
let neighbour: Target;
let sibling: Target;
let foreign: Target;
let made = 0;

/** A ticket of the outlet with everything a call may name. In one tenant they are all of one merchant, unless told otherwise. */
async function make(of: TenantFixture, oid: string, contactId = of.contactIds[0]): Promise<Target> {
  const name = `${of.slug}-${oid}-${++made}`;
  const fid = oid === of.oids[2] ? of.fids[1] : of.fids[0];
  const secret = `secret-${name}`;
  const sub = `person-${of.slug}-${oid}`;
  const worker = await world.clientOf({ sub, name: `Person ${sub}`, tenant: of.slug, scope: { fids: [], oids: [oid] }, email: `${sub}@secret.example` });
  await worker.auth.me.query();
  const userId = await world.userId(sub, of);
  await world.sql.execute('INSERT IGNORE INTO contact_outlet (tenant_id, contact_id, oid) VALUES (?, ?, ?)', [of.tenantId, contactId, oid]);
  const { ticketId, messageId } = await world.seedTicket({ oid, contactId, text: `${PHONE_TEXT} ${secret}`, subject: PHONE_TEXT }, of);
  const insert = (table: string, row: Record<string, string | number | Date | null>): Promise<{ insertId: string }> =>
    world.sql.execute(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (?)`, [[...Object.values(row)]]);
  const message = { tenant_id: of.tenantId, ticket_id: ticketId, contact_id: contactId, number_id: of.numberId, occurred_at: new Date() };
  const picture = { direction: 'in', wa_message_id: `wamid.picture-${name}`, type: 'image', status: 'received', media_state: 'stored', media_key: name };
  const failed = { direction: 'out', type: 'text', content_text: secret, status: 'failed', error_code: '131016', failed_at: new Date() };
  const upload = { tenant_id: of.tenantId, user_id: userId, media_key: name, mime: 'image/png', sha256: '0'.repeat(64), bytes: 9, kind: 'image' };
  const components = JSON.stringify([{ type: 'BODY', text: `Good day ${secret}` }]);
  const template = { tenant_id: of.tenantId, waba_id: 'waba-1', name, language: 'en', category: 'UTILITY', status: 'APPROVED', components };
  const run = { tenant_id: of.tenantId, kind: 'full', cause: 'admin', state: 'held', fence: 1, started_at: new Date(), heartbeat_at: new Date() };
  const due = new Date(Date.UTC(2030, 0, made)).toISOString().slice(0, 10);
  const renewal = { tenant_id: of.tenantId, fid, oid, due_date: due, cycle_start: '2029-01-01', contact_id: contactId };
  const { insertId: renewalId } = await insert('renewal', renewal);
  const task = { tenant_id: of.tenantId, renewal_id: renewalId, kind: 'call', reason: 'manual', title: secret, due_on: due, created_at: new Date() };
  const job = { tenant_id: of.tenantId, user_id: userId, client_key: `sweep-${name}-job`, total: 1, created_at: new Date() };
  return {
    tenant: of.slug,
    ticketId,
    messageId,
    pictureId: (await insert('message', { ...message, ...picture })).insertId,
    failedId: (await insert('message', { ...message, ...failed })).insertId,
    contactId,
    fid,
    oid,
    userId,
    uploadId: (await insert('upload', upload)).insertId,
    templateId: of.slug === 'default' ? '' : (await insert('whatsapp_template', template)).insertId,
    categoryId: of.categoryIds[0] ?? '',
    numberId: of.numberId,
    runId: (await insert('pos_sync_run', run)).insertId,
    renewalId,
    taskId: (await insert('renewal_task', task)).insertId,
    jobId: (await insert('renewal_job', job)).insertId,
    clientKey: `sweep-${name}`,
    secret,
  };
}

/** The merchant quotes in one ticket what was said in another. */
async function quote(target: Target, { ticketId, tenant }: Target): Promise<void> {
  await world.sql.execute(
    `INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, status, occurred_at, reply_to_wa_message_id)
     SELECT tenant_id, id, contact_id, number_id, 'in', CONCAT('wamid.quote-', id), 'text', 'this one', 'received', NOW(3), ? FROM ticket WHERE id = ?`,
    [`wamid.seed-${tenant}-${ticketId}`, target.ticketId],
  );
}

before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  const { tenant, otherTenant } = world;
  // ids nothing else could have by chance
  for (const [index, table] of [
    'ticket',
    'message',
    'upload',
    'whatsapp_template',
    'user',
    'category',
    'pos_sync_run',
    'renewal',
    'renewal_task',
    'renewal_job',
  ].entries())
    await world.sql.execute(`ALTER TABLE ${table} AUTO_INCREMENT = ${7 + index}0001`);
  for (const fixture of [tenant, otherTenant]) {
    const { insertId } = await world.sql.execute('INSERT INTO category (tenant_id, name) VALUES (?, ?)', [fixture.tenantId, `Only ${fixture.slug}`]);
    fixture.categoryIds.unshift(insertId);
  }
  for (const [tenantName, sub] of [
    ['default', 'colleague'],
    ['beta', 'foreigner'],
  ] as const) {
    const client = await world.clientOf({ sub, name: `Person ${sub}`, tenant: tenantName, role: 'admin', email: `${sub}@secret.example` });
    await client.auth.me.query();
  }
  mine = await make(tenant, tenant.oids[0]);
  neighbour = await make(tenant, tenant.oids[1]);
  sibling = await make(tenant, tenant.oids[2]);
  foreign = await make(otherTenant, otherTenant.oids[0]);
  await quote(mine, sibling);
  await quote(neighbour, mine);
});
after(() => world.close());

/** Calls by name and input, as anybody on the network could. */
async function call(path: string, input: unknown, token: string | null): Promise<{ status: number; text: string; error: ErrorView | null }> {
  const response = await fetch(`${world.url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    ...(input === undefined ? {} : { body: JSON.stringify(input) }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as { error?: { data: { engage: ErrorView } } };
  return { status: response.status, text, error: body.error?.data.engage ?? null };
}

/** Everything a call could have changed, as one fingerprint. */
async function fingerprint(): Promise<string> {
  const parts: unknown[] = [];
  for (const table of [
    'ticket',
    'message',
    'ticket_note',
    'contact_outlet',
    'audit_log',
    'event',
    'outbound',
    'upload',
    'whatsapp_number',
    'conversation',
    'outlet_billing',
    'renewal',
    'renewal_attempt',
    'renewal_decision',
    'renewal_note',
    'renewal_task',
    'renewal_job',
    'renewal_job_item',
  ]) {
    parts.push(await world.sql.query(`SELECT * FROM ${table} ORDER BY 1, 2, 3`));
  }
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const caseOf = (path: string): Case => {
  const found = CASES[path];
  assert.ok(found, `the procedure ${path} has no case in scope-sweep.test.ts`);
  return found;
};

/** Callers who may do much, but not with their target; `own` is a ticket they may see, of the same merchant where that can be. */
async function strangersOf(): Promise<Record<string, { token: string; target: Target; own?: Target }>> {
  const supervisor = (sub: string, fids: string[], oids: string[]): Promise<string> => world.token({ sub, role: 'supervisor', scope: { fids, oids } });
  const strangers = {
    'another tenant': { token: await world.token({ sub: 'admin-a', role: 'admin' }), target: foreign, own: mine },
    'another franchise': { token: await supervisor('narrow', [world.tenant.fids[0]], []), target: sibling, own: mine },
    'another outlet of the franchise': { token: await supervisor('outlet', [], [world.tenant.oids[1]]), target: mine, own: neighbour },
    'an empty scope': { token: await supervisor('empty', [], []), target: mine },
  };
  for (const { token } of Object.values(strangers)) await call('auth.me', undefined, token);
  return strangers;
}

/** What of the target an answer names. */
function tracesOf(target: Target, text: string): string[] {
  const { tenant, ticketId, messageId, pictureId, failedId, uploadId, templateId, oid, renewalId, taskId, jobId, secret } = target;
  const ids = [ticketId, messageId, pictureId, failedId, uploadId, oid, renewalId, taskId, jobId, ...(templateId === '' ? [] : [templateId])].map(
    (id) => `"${id}"`,
  );
  return [...ids, `person-${tenant}-${oid}`, 'foreigner', secret].filter((word) => text.includes(word));
}

describe('every procedure', () => {
  it('has a case here, and every case a procedure', () => {
    assert.deepEqual(Object.keys(CASES).sort(), procedures);
  });

  it('refuses no token, an expired one, garbage, a wrong signature, a wrong audience and one that lives too long', async () => {
    const before = await fingerprint();
    const expired = await world.token({ expiresIn: -120 });
    const [head, body, signature = ''] = (await world.token()).split('.');
    const tokens: Record<string, string | null> = {
      none: null,
      expired,
      garbage: 'this.is.garbage',
      forged: `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      'for somebody else': await world.token({ audience: 'other' }),
      'living too long': await world.token({ expiresIn: 3600, life: 3600 }),
      'of an unknown tenant': await world.token({ tenant: 'nowhere' }),
      'of another tenant by the wrong host': await world.token({ tenant: 'beta', sub: 'intruder' }, 'default'),
      'of this tenant by the other’s host': await world.token({ sub: 'intruder' }, 'beta'),
      'of somebody who is nearly somebody else': await world.token({ sub: 'colleague ' }),
      unsigned: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`,
    };
    for (const path of procedures) {
      const { input, isPublic } = caseOf(path);
      if (isPublic) continue;
      for (const [name, token] of Object.entries(tokens)) {
        const { status, error, text } = await call(path, input(mine), token);
        assert.deepEqual([status, error?.code], [401, 'unauthenticated'], `${path} with ${name}: ${text}`);
      }
    }
    assert.equal(await fingerprint(), before, 'nothing changed');
  });

  it('hides other tenants and other franchises, tells them apart from nothing, and changes nothing there', async () => {
    const strangers = await strangersOf();
    const before = await fingerprint();
    for (const path of procedures) {
      const { input, stranger, isPublic, isAdmin } = caseOf(path);
      if (isPublic) continue;
      for (const [name, { token, target }] of Object.entries(strangers)) {
        if (path === 'templates.sync' && name === 'another tenant') continue;
        const { status, error, text } = await call(path, input(target), token);
        const label = `${path} as ${name}: ${status} ${text}`;
        if (isAdmin && name !== 'another tenant') assert.equal(error?.code, 'forbidden', label);
        else if (stranger === 'not_found') assert.equal(error?.code, 'not_found', label);
        else assert.equal(error, null, label);
        assert.deepEqual(tracesOf(target, text), [], label);
      }
    }
    assert.equal(await fingerprint(), before, 'nothing changed');
  });

  it('looks at every other id a call carries as closely as at the first', async () => {
    const strangers = await strangersOf();
    const before = await fingerprint();
    let calls = 0;
    for (const path of procedures) {
      const { beside } = caseOf(path);
      if (!beside) continue;
      for (const [name, { token, target, own }] of Object.entries(strangers)) {
        if (!own) continue;
        for (const one of beside(own, target)) {
          const { what, input, code }: Beside = one;
          const { status, error, text } = await call(path, input, token);
          const label = `${path} (${what}) as ${name}: ${status} ${text}`;
          assert.equal(error?.code ?? null, code ?? null, label);
          assert.deepEqual(tracesOf(target, text), [], label);
          calls++;
        }
      }
    }
    assert.ok(calls > 200, 'the sweep was made');
    assert.equal(await fingerprint(), before, 'nothing changed');
  });

  it('answers a missing id exactly like a hidden one', async () => {
    const token = await world.token({ sub: 'narrow', role: 'supervisor', scope: { fids: [world.tenant.fids[0]], oids: [] } });
    const nowhere = '999999999';
    const missing: Target = {
      ...sibling,
      ticketId: nowhere,
      messageId: nowhere,
      pictureId: nowhere,
      failedId: nowhere,
      oid: nowhere,
      renewalId: nowhere,
      taskId: nowhere,
      jobId: nowhere,
      clientKey: 'sweep-missing',
    };
    for (const path of procedures) {
      const { input, stranger, isAdmin } = caseOf(path);
      if (stranger !== 'not_found' || isAdmin) continue;
      const [one, other] = [await call(path, input(sibling), token), await call(path, input(missing), token)];
      assert.deepEqual([one.status, one.error?.code, one.error?.message], [other.status, other.error?.code, other.error?.message], path);
    }
  });

  it('masks phones, e-mails and addresses wherever they stand', async () => {
    const masked = await world.token({ sub: 'masked', pii: 'masked', role: 'supervisor' });
    const full = await world.token({ sub: 'full', role: 'supervisor' });
    for (const path of procedures) {
      const { input, isPublic, isAdmin, hasPersonalData, code } = caseOf(path);
      if (isPublic || isAdmin) continue;
      // a ticket for each: the first call may have changed what the second expects
      const [one, other] = [await make(world.tenant, world.tenant.oids[0]), await make(world.tenant, world.tenant.oids[0])];
      const seen = await call(path, input(one), masked);
      assert.equal(seen.error?.code ?? null, code ?? null, `${path}: ${seen.text}`);
      assert.ok(!PERSONAL.test(seen.text), `${path} leaks: ${PERSONAL.exec(seen.text)?.[0]} in ${seen.text}`);
      const whole = await call(path, input(other), full);
      assert.equal(whole.error?.code ?? null, code ?? null, `${path}: ${whole.text}`);
      assert.equal(PERSONAL.test(whole.text), hasPersonalData === true, `${path} shows personal data, or not, other than its case says: ${whole.text}`);
    }
  });

  it('works for an administrator, so that the refusals above mean something', async () => {
    const { tenant } = world;
    const admin = await world.token({ sub: 'admin-a', role: 'admin' });
    for (const path of procedures) {
      const { input, isAdmin, refusal } = caseOf(path);
      if (!isAdmin) continue;
      const { insertId } = await world.sql.execute('INSERT INTO contact (tenant_id, display_name) VALUES (?, ?)', [tenant.tenantId, path]);
      const { error, text } = await call(path, input(await make(tenant, tenant.oids[0], insertId)), admin);
      assert.equal(error?.code ?? null, refusal ?? null, `${path}: ${text}`);
    }
  });

  it('lets an administrator with a part of the company do there what concerns that part, and nothing to all of it', async () => {
    const { tenant } = world;
    const parts = [
      { fids: [tenant.fids[0]], oids: [] },
      { fids: [], oids: [tenant.oids[0]] },
      { fids: [], oids: [] },
    ];
    const tokens = await Promise.all(parts.map((scope, index) => world.token({ sub: `part-${index}`, role: 'admin', scope })));
    for (const part of tokens) await call('auth.me', undefined, part);
    const before = await fingerprint();
    for (const part of tokens) {
      for (const path of procedures) {
        const { input, isAdmin, isCompany } = caseOf(path);
        if (!isAdmin) continue;
        const { error, text } = await call(path, input(sibling), part);
        assert.equal(error?.code, isCompany ? 'forbidden' : 'not_found', `${path}: ${text}`);
      }
    }
    const everybody = [await world.userId('admin-a'), await world.userId('colleague'), '999999999'];
    const part = tokens[0] ?? '';
    for (const userId of everybody)
      assert.equal((await call('people.endSessions', { userId }, part)).error?.code, 'not_found', 'somebody who sees all, or nobody');
    assert.equal(await fingerprint(), before, 'nothing changed');
    assert.equal((await call('people.endSessions', { userId: mine.userId }, part)).error, null, 'one’s own people');
  });

  it('rejects input that is none with 400 and without a stack', async () => {
    const token = await world.token();
    for (const path of procedures) {
      if (caseOf(path).input(mine) === undefined) continue;
      const { status, error, text } = await call(
        path,
        {
          ticketId: "1' OR '1'='1",
          oid: {},
          messageId: -1,
          limit: 1e9,
          ids: 'x',
          query: 5,
          userId: [],
          numberId: null,
          email: 1,
          refreshToken: 2,
          view: 'nope',
        },
        token,
      );
      assert.ok(error?.code === 'invalid_input' ? status === 400 : error?.code === 'forbidden', `${path}: ${text}`);
      assert.ok(!/node_modules|\.ts:|SELECT/.test(text), path);
    }
  });

  it('keeps administration to the addresses of ADMIN_IPS', async () => {
    const { useAdminAddresses } = await import('../../server/access/admin-addresses.ts');
    const admin = await world.token({ sub: 'boss', role: 'admin' });
    try {
      useAdminAddresses(['10.0.0.0/8', '2001:db8::/32']);
      assert.equal((await call('numbers.list', undefined, admin)).error?.code, 'forbidden');
      assert.equal((await call('tickets.counts', undefined, admin)).error, null, 'the allow-list is for administration only');
      useAdminAddresses(['127.0.0.0/8']);
      assert.equal((await call('numbers.list', undefined, admin)).error, null);
    } finally {
      useAdminAddresses([]);
    }
  });
});

describe('the live socket', () => {
  it('refuses foreign origins, bad tokens and frames before auth', async () => {
    const foreignPage = await world.live(undefined, 'https://evil.example');
    assert.ok(foreignPage.closeCode !== null);
    const known = await world.live(await world.token(), 'https://pos.example.my');
    assert.equal(known.of('ready').length, 1);
    const early = await world.live();
    early.send({ t: 'watch', ticketId: mine.ticketId });
    await eventually(() => early.of('error').some(({ code }) => code === 'unauthenticated'), 'the refusal');
    for (const token of [await world.token({ expiresIn: -120 }), 'this.is.garbage', await world.token({ tenant: 'nowhere' })]) {
      const probe = await world.live();
      probe.send({ t: 'auth', token });
      await eventually(() => probe.closeCode === 4401, 'the socket to be closed');
      assert.equal(probe.of('ready').length, 0);
    }
  });

  it('lets nobody watch or be present in what they may not see, and pushes nothing of it', async () => {
    const narrow = await world.live(await world.token({ sub: 'narrow', role: 'supervisor', scope: { fids: [world.tenant.fids[0]], oids: [] } }));
    const otherTenant = await world.live(await world.token({ sub: 'foreigner', tenant: 'beta', role: 'admin' }));
    const all = await world.live(await world.token({ sub: 'all' }));
    for (const probe of [narrow, otherTenant]) {
      probe.send({ t: 'watch', ticketId: sibling.ticketId });
      probe.send({ t: 'presence', ticketId: sibling.ticketId, tab: 'tab-1', state: 'viewing' });
      await eventually(() => probe.of('error').filter(({ code }) => code === 'not_found').length === 2, 'both refusals');
    }
    all.send({ t: 'watch', ticketId: sibling.ticketId });
    await all.settle();
    const client = await world.clientOf({ sub: 'all' });
    await client.tickets.addNote.mutate({ ticketId: sibling.ticketId, text: 'between us', clientKey: 'sweep-live-1' });
    await eventually(() => all.of('item').length > 0 && all.of('ticket').length > 0, 'the push to those who may');
    for (const probe of [narrow, otherTenant]) {
      await probe.settle();
      assert.deepEqual(
        probe.frames.filter(({ t }) => t === 'item' || t === 'ticket' || t === 'presence'),
        [],
      );
    }
    assert.equal(
      all.of('presence').every(({ viewers }) => viewers.length === 0),
      true,
    );
  });

  it('pushes masked deltas to people who see personal data masked', async () => {
    const masked = await world.live(await world.token({ sub: 'masked', pii: 'masked', role: 'supervisor' }));
    masked.send({ t: 'watch', ticketId: mine.ticketId });
    await masked.settle();
    const client = await world.clientOf({ sub: 'all' });
    await client.tickets.addNote.mutate({ ticketId: mine.ticketId, text: PHONE_TEXT, clientKey: 'sweep-live-2' });
    await client.messages.send.mutate({ ticketId: mine.ticketId, clientKey: 'sweep-live-3', content: { type: 'text', text: PHONE_TEXT } });
    await eventually(() => masked.of('item').length >= 2, 'the items');
    assert.ok(!PERSONAL.test(JSON.stringify(masked.frames)), JSON.stringify(masked.frames));
  });
});

describe('files', () => {
  it('takes uploads only from people, and serves only what was signed for', async () => {
    const body = Buffer.from('%PDF-1.4 sweep');
    for (const authorization of [undefined, 'Bearer this.is.garbage', `Bearer ${await world.token({ expiresIn: -120 })}`]) {
      const response = await fetch(`${world.url}/api/media`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/pdf', ...(authorization ? { authorization } : {}) },
      });
      assert.equal(response.status, 401);
    }
    for (const address of [
      `/media/${world.tenant.tenantId}/${mine.messageId}`,
      `/media/${world.tenant.tenantId}/${mine.messageId}?e=9999999999&s=AAAA`,
      `/media/../../etc/passwd?e=9999999999&s=AAAA`,
    ]) {
      const response = await fetch(world.url + address);
      assert.ok(response.status === 403 || response.status === 404, `${address}: ${response.status}`);
    }
  });

  it('lets pages of other origins read nothing', async () => {
    const preflight = await fetch(`${world.url}/trpc/tickets.list`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
    const known = await fetch(`${world.url}/trpc/tickets.list`, {
      method: 'OPTIONS',
      headers: { origin: 'https://pos.example.my', 'access-control-request-method': 'POST' },
    });
    assert.equal(known.headers.get('access-control-allow-origin'), 'https://pos.example.my');
    assert.equal(known.headers.get('access-control-allow-credentials'), null);
  });
});
