import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ThreadItem, ThreadPage } from '../../types/tickets.ts';
import { createWorld, type Client, type World } from '../support/create-world.ts';

let world: World;
let agent: Client;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  agent = await world.clientOf({ sub: 'aina' });
  await agent.auth.me.query();
});
after(() => world.close());

const MESSAGES = 250;
const NOTES = 130;
const EVENTS = 140;
const HOUR_MS = 3_600_000;
const key = ({ kind, id }: ThreadItem): string => `${kind} ${id}`;
const cursorAt = (at: Date): string => Buffer.from(JSON.stringify(['a', at.getTime()])).toString('base64url');

/** A ticket with what came in one statement each: one instant for all messages, a few for notes and events. */
async function busyTicket(): Promise<{ ticketId: string; at: Date }> {
  const { ticketId } = await world.seedTicket({ at: new Date(Date.now() - 2 * HOUR_MS) });
  const at = new Date(Date.now() - HOUR_MS);
  const { tenantId } = world.tenant;
  await world.sql.execute('UPDATE message SET updated_at = ? WHERE ticket_id = ?', [new Date(at.getTime() - HOUR_MS), ticketId]);
  const [ticket] = await world.sql.query<{ contact_id: string; number_id: string }>('SELECT contact_id, number_id FROM ticket WHERE id = ?', [ticketId]);
  const rows = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  await world.sql.execute(
    'INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, type, content_text, status, occurred_at, updated_at) VALUES ?',
    [rows(MESSAGES).map((index) => [tenantId, ticketId, ticket?.contact_id ?? '', ticket?.number_id ?? '', 'in', 'text', `m${index}`, 'received', at, at])],
  );
  await world.sql.execute('INSERT INTO ticket_note (tenant_id, ticket_id, author_user_id, content_text, created_at) VALUES ?', [
    rows(NOTES).map((index) => [tenantId, ticketId, '1', `n${index}`, new Date(at.getTime() + (index % 2))]),
  ]);
  await world.sql.execute('INSERT INTO audit_log (tenant_id, actor_user_id, entity_type, entity_id, action, before_json, after_json, created_at) VALUES ?', [
    rows(EVENTS).map((index) => [
      tenantId,
      '1',
      'ticket',
      ticketId,
      'priority_changed',
      '{"priority":"low"}',
      '{"priority":"high"}',
      new Date(at.getTime() + (index % 3)),
    ]),
  ]);
  return { ticketId, at };
}

/** As the page does it: again while there is more. */
async function catchUp(ticketId: string, from: string, limit: number): Promise<ThreadPage[]> {
  const pages: ThreadPage[] = [];
  for (let cursor: string | null = from; cursor !== null; ) {
    const page: ThreadPage = await agent.tickets.thread.query({ ticketId, after: cursor, limit });
    pages.push(page);
    assert.ok(pages.length <= 60, 'it comes to an end');
    cursor = page.hasMore ? page.newestCursor : null;
  }
  return pages;
}

describe('catching up with a thread', () => {
  it('tells everything exactly once, however much of it is of one instant', async () => {
    const { ticketId, at } = await busyTicket();
    for (const limit of [100, 30]) {
      const pages = await catchUp(ticketId, cursorAt(at), limit);
      const keys = pages.flatMap(({ items }) => items).map(key);
      assert.ok(pages.every(({ items }) => items.length <= limit));
      assert.equal(new Set(keys).size, keys.length, 'nothing twice');
      const of = (kind: ThreadItem['kind']): number => keys.filter((one) => one.startsWith(kind)).length;
      assert.deepEqual([of('message'), of('note'), of('event')], [MESSAGES, NOTES, EVENTS]);
      const last = pages.at(-1)?.newestCursor ?? '';
      assert.deepEqual((await agent.tickets.thread.query({ ticketId, after: last })).items, [], 'then there is nothing left');
    }
  });

  it('begins the next time where its first page was read: what was committed late meanwhile is told then', async () => {
    const { ticketId, at } = await busyTicket();
    const sinceOf = (cursor: string): unknown => (JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[])[1];
    const [first, ...rest] = await catchUp(ticketId, cursorAt(at), 100);
    const last = rest.at(-1);
    assert.ok(first && last && rest.length > 3);
    assert.equal(sinceOf(last.newestCursor), sinceOf(first.newestCursor));
    assert.ok(Number(sinceOf(last.newestCursor)) < Date.now() - 5_000, 'with an overlap for what commits late');
  });
});
