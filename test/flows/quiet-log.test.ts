import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

/** What people are called, can be reached by, said and sent: nothing of it may be said in the log, an error or a metric (OBS-01, X-39). */
const PERSONAL = /37402586|40 2586|canary|rahsia|hidden\.example|password-of/i;
const PHONE = '60137402586';
const TEXT = 'Canary says: call 013-740 2586, rahsia@hidden.example';

const lines: string[] = [];
const answers: string[] = [];
let world: World;
before(async () => {
  world = await createWorld({ log: (line) => lines.push(line) });
});
after(() => world.close());

/** The failure, kept to be looked at. */
async function refused(call: Promise<unknown>): Promise<void> {
  await assert.rejects(call, (error: Error & { data?: unknown }) => {
    answers.push(`${error.message} ${JSON.stringify(error.data)}`);
    return true;
  });
}

it('says nothing personal at any level, whatever goes well or wrong', async () => {
  const { control } = world.graph;
  control.configure({ sentMs: 0, deliveredMs: 0, readMode: 'never' });
  control.addHandset({ id: 'canary', name: 'Canary Rahsia', phone: PHONE, username: 'canary' });
  const token = await world.token({ sub: 'canary-agent', name: 'Canary Agent', email: 'agent@hidden.example', role: 'supervisor' });
  const agent = world.client(token);
  const live = await world.live(token);
  await control.inbound('canary', { kind: 'text', text: TEXT });
  await control.inbound('canary', { kind: 'document', filename: 'canary.pdf', mime: 'application/pdf', caption: TEXT });
  const row = await eventually(async () => (await agent.tickets.list.query({ search: 'Canary' })).rows[0], 'the ticket');
  const ticketId = row.id;
  live.send({ t: 'watch', ticketId });
  live.socket.send(JSON.stringify({ t: 'say', text: TEXT }));
  live.socket.send(TEXT);

  // what goes well
  const send = (text: string, clientKey: string): Promise<{ id: string }> =>
    agent.messages.send.mutate({ ticketId, clientKey, content: { type: 'text', text } });
  const until = (id: string, status: string): Promise<unknown> =>
    eventually(
      async () => (await world.sql.query<{ status: string }>('SELECT status FROM message WHERE id = ?', [id]))[0]?.status === status,
      `${id} to be ${status}`,
      20_000,
    );
  await until((await send(TEXT, 'quiet-key-1')).id, 'delivered');
  await agent.tickets.addNote.mutate({ ticketId, text: TEXT, clientKey: 'quiet-note-1' });
  await agent.tickets.change.mutate({ ticketId, subject: { from: null, to: TEXT } });
  await agent.tickets.markRead.mutate({ ticketId });
  await agent.tickets.list.query({ search: '013-740 2586' });

  // what Meta refuses, breaks off, or answers with our own data in its words
  for (const [index, rule] of (
    [
      { mode: 'reject', code: 131026, details: `${PHONE} is not Canary on WhatsApp: ${TEXT}` },
      { mode: 'reject', code: 100, details: TEXT },
      { mode: 'fail', code: 131047, details: TEXT },
    ] as const
  ).entries()) {
    control.configure({ failures: [{ ...rule, times: 1 }] });
    await until((await send(TEXT, `quiet-key-bad-${index}`)).id, 'failed');
  }
  control.configure({ mediaFault: 'missing', failures: [] });
  await control.inbound('canary', { kind: 'image', caption: TEXT, id: 'wamid.canary-missing' });
  await eventually(async () => (await world.sql.query("SELECT id FROM message WHERE wa_message_id = 'wamid.canary-missing'")).length === 1, 'the picture');

  // what nobody can read
  const meta = new WebhookSender(world.url);
  await meta.raw(`{"entry": "${TEXT}", ${PHONE}`);
  await meta.raw(`{"entry": "${TEXT}"}`, { 'x-hub-signature-256': 'sha256=00' });
  await meta.value({
    messages: [
      { from: PHONE, id: 5, type: TEXT, text: { body: TEXT } },
      { from: TEXT, id: 'wamid.canary-odd', type: 'text', text: TEXT, timestamp: TEXT },
    ],
  });
  await meta.value({ statuses: [{ id: 'wamid.canary-nobody', status: TEXT, recipient_id: PHONE, errors: [{ title: TEXT }] }] });
  await meta.field('canary', { text: TEXT });

  // what people are refused
  const ill = (value: unknown): never => value as never;
  await refused(agent.tickets.get.query({ ticketId: ill(TEXT) }));
  await refused(agent.tickets.list.query({ view: ill(TEXT), search: ill({ [TEXT]: TEXT }) }));
  await refused(agent.tickets.change.mutate({ ticketId, status: { from: 'closed', to: 'pending_internal' } }));
  await refused(agent.messages.send.mutate({ ticketId: '999999', clientKey: 'quiet-key-none', content: { type: 'text', text: TEXT } }));
  await refused(agent.messages.send.mutate({ ticketId, clientKey: 'quiet-key-odd', content: ill({ type: TEXT }) }));
  await refused(agent.auth.login.mutate({ tenant: 'default', email: 'canary@hidden.example', password: 'password-of-canary' }));
  await refused(agent.auth.refresh.mutate({ refreshToken: 'canary-canary-canary-canary' }));
  for (const request of [
    fetch(`${world.url}/trpc/tickets.get?input=${encodeURIComponent(TEXT)}`, { headers: { authorization: `Bearer ${token}` } }),
    fetch(`${world.url}/trpc/tickets.get`, {
      method: 'POST',
      body: `{${TEXT}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    }),
    fetch(`${world.url}/api/auth/login`, { method: 'POST', body: `{${TEXT}`, headers: { 'content-type': 'application/json' } }),
    fetch(`${world.url}/api/media`, {
      method: 'POST',
      body: TEXT,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/html', 'x-filename': 'canary.html' },
    }),
    fetch(`${world.url}/${encodeURIComponent(TEXT)}?phone=${PHONE}`),
    fetch(`${world.url}/media/1/${PHONE}?e=1&s=canary`),
  ])
    answers.push(await (await request).text());

  // the database in the middle of it: its complaints quote the data
  await world.sql.execute('DELETE FROM ticket_note');
  await world.sql.execute('ALTER TABLE ticket_note MODIFY content_text INT NOT NULL');
  await refused(agent.tickets.addNote.mutate({ ticketId, text: TEXT, clientKey: 'quiet-note-2' }));
  await world.sql.execute('ALTER TABLE ticket_note RENAME TO canary_note');
  await refused(agent.tickets.addNote.mutate({ ticketId, text: TEXT, clientKey: 'quiet-note-3' }));
  await world.sql.execute('ALTER TABLE canary_note RENAME TO ticket_note');

  answers.push(...live.of('error').map((frame) => JSON.stringify(frame)));
  const metrics = await (await fetch(`${world.url}/metrics`)).text();
  assert.ok(lines.length > 30, `the log was heard: ${lines.length} lines`);
  assert.ok(lines.some((line) => line.includes('procedure failed')) && live.of('error').length > 0, 'things went wrong');
  for (const line of lines) assert.ok(!PERSONAL.test(line.replace(/canary_note/g, '')), line);
  for (const answer of answers) assert.ok(!PERSONAL.test(answer), answer);
  assert.ok(metrics.includes('engage_') && !PERSONAL.test(metrics), 'metrics');
});
