import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TicketRow } from '../../types/tickets.ts';
import { createWorld, errorOf, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
let agent: Client;
let supervisor: Client;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  agent = await world.clientOf({ sub: 'aina', name: 'Aina' });
  supervisor = await world.clientOf({ sub: 'chong', name: 'Chong', role: 'supervisor' });
  await Promise.all([agent.auth.me.query(), supervisor.auth.me.query()]);
});
after(() => world.close());

const actions = async (ticketId: string): Promise<string[]> =>
  (await world.sql.query<{ action: string }>("SELECT action FROM audit_log WHERE entity_type = 'ticket' AND entity_id = ? ORDER BY id", [ticketId])).map(
    ({ action }) => action,
  );

/** JSON comes as text from MariaDB, parsed from MySQL. */
const jsonOf = (value: unknown): string => (typeof value === 'string' ? value.replaceAll(' ', '') : JSON.stringify(value));

describe('changing a ticket', () => {
  it('lets nobody wait for us once it is the merchant’s turn', async () => {
    const { ticketId } = await world.seedTicket();
    const before = await agent.tickets.get.query({ ticketId });
    assert.ok(before.awaitingSince);
    const after = await agent.tickets.change.mutate({ ticketId, status: { from: before.status, to: 'pending_merchant' } });
    assert.deepEqual([after.status, after.awaitingSince], ['pending_merchant', null]);
  });

  it('changes fields, counts the revision up, audits each with before and after, and tells everybody', async () => {
    const { ticketId } = await world.seedTicket();
    const live = await world.live(await world.token({ sub: 'chong', name: 'Chong', role: 'supervisor' }));
    live.send({ t: 'watch', ticketId });
    await live.settle();
    const before = await agent.tickets.get.query({ ticketId });
    const aina = await world.userId('aina');
    const after = await agent.tickets.change.mutate({
      ticketId,
      status: { from: 'open', to: 'pending_internal' },
      priority: { from: 'normal', to: 'high' },
      assignee: { from: null, to: aina },
      category: { from: null, to: world.tenant.categoryIds[0] ?? null },
      subject: { from: null, to: 'Printer' },
    });
    assert.deepEqual([after.status, after.priority, after.assignee?.name, after.subject], ['pending_internal', 'high', 'Aina', 'Printer']);
    assert.equal(after.revision, before.revision + 1);
    assert.deepEqual((await actions(ticketId)).sort(), ['assigned', 'category_changed', 'priority_changed', 'status_changed', 'subject_changed']);
    const [entry] = await world.sql.query<{ before_json: unknown; after_json: unknown; actor_name: string }>(
      "SELECT before_json, after_json, actor_name FROM audit_log WHERE entity_id = ? AND action = 'priority_changed'",
      [ticketId],
    );
    assert.equal(JSON.stringify(entry?.before_json).includes('normal') && JSON.stringify(entry?.after_json).includes('high'), true);
    await eventually(
      () => live.of('ticket').some((delta) => delta.id === ticketId && delta.rev === after.revision && delta.refetch === true),
      'the changed line',
    );
    await eventually(() => live.of('item').filter(({ item }) => item.kind === 'event').length === 5, 'five lines in the thread');
    const { items } = await agent.tickets.thread.query({ ticketId });
    const assigned = items.find((item) => item.kind === 'event' && item.action === 'assigned');
    assert.equal(assigned?.kind === 'event' && assigned.params['to'], 'Aina');
  });

  it('refuses what somebody else changed first, and says what stands there now', async () => {
    const { ticketId } = await world.seedTicket();
    await supervisor.tickets.change.mutate({ ticketId, priority: { from: 'normal', to: 'urgent' } });
    const error = await errorOf(
      agent.tickets.change.mutate({ ticketId, priority: { from: 'normal', to: 'low' }, status: { from: 'open', to: 'pending_internal' } }),
    );
    assert.equal(error.code, 'conflict');
    assert.deepEqual(error.details?.['current'], { priority: 'urgent' });
    assert.equal((await agent.tickets.get.query({ ticketId })).status, 'open', 'nothing of a refused change is applied');
    // the same choice twice is no conflict
    assert.equal((await agent.tickets.change.mutate({ ticketId, priority: { from: 'normal', to: 'urgent' } })).priority, 'urgent');
  });

  it('lets exactly one of many simultaneous changes win', async () => {
    const { ticketId } = await world.seedTicket();
    const tries = await Promise.allSettled(
      (['low', 'high', 'urgent'] as const).map((to) => agent.tickets.change.mutate({ ticketId, priority: { from: 'normal', to } })),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await actions(ticketId)).length, 1);
  });

  it('resolves only what is linked, reopens by hand and counts it', async () => {
    const { ticketId } = await world.seedTicket({ oid: null });
    assert.equal((await errorOf(agent.tickets.change.mutate({ ticketId, status: { from: 'open', to: 'resolved' } }))).code, 'not_linked');
    const linked = await agent.tickets.linkOutlet.mutate({ ticketId, oid: world.tenant.oids[0], remember: false });
    assert.equal(linked.outlet?.oid, world.tenant.oids[0]);
    const resolved = await agent.tickets.change.mutate({ ticketId, status: { from: 'open', to: 'resolved' } });
    assert.ok(resolved.resolvedAt);
    assert.deepEqual([resolved.unread, resolved.awaitingSince], [0, null]);
    const reopened = await supervisor.tickets.change.mutate({ ticketId, status: { from: 'resolved', to: 'open' } });
    assert.deepEqual([reopened.resolvedAt, reopened.reopenCount], [null, 1]);
    assert.deepEqual(await actions(ticketId), ['outlet_linked', 'resolved', 'reopened']);
  });

  it('lets the merchant wait again when a resolve is taken back, which is no reopening', async () => {
    const { ticketId } = await world.seedTicket();
    const before = await agent.tickets.get.query({ ticketId });
    assert.ok(before.awaitingSince);
    await agent.tickets.change.mutate({ ticketId, status: { from: 'open', to: 'resolved' } });
    const undone = await agent.tickets.change.mutate({ ticketId, status: { from: 'resolved', to: 'open' } });
    assert.deepEqual([undone.awaitingSince, undone.reopenCount, undone.resolvedAt], [before.awaitingSince, 0, null]);
    assert.deepEqual(await actions(ticketId), ['resolved', 'status_changed']);
    // a colleague who opens it again reopens it, and the merchant still waits
    await agent.tickets.change.mutate({ ticketId, status: { from: 'open', to: 'closed' } });
    const reopened = await supervisor.tickets.change.mutate({ ticketId, status: { from: 'closed', to: 'open' } });
    assert.deepEqual([reopened.awaitingSince, reopened.reopenCount, reopened.closedAt], [before.awaitingSince, 1, null]);
    // nobody waits whose turn it is
    await agent.tickets.change.mutate({ ticketId, status: { from: 'open', to: 'resolved' } });
    assert.equal((await agent.tickets.change.mutate({ ticketId, status: { from: 'resolved', to: 'pending_merchant' } })).awaitingSince, null);
  });

  it('resolves a lead without an outlet', async () => {
    const { ticketId } = await world.seedTicket({ oid: null });
    const [lead] = await world.sql.query<{ id: string }>('SELECT id FROM category WHERE tenant_id = ? AND is_lead = 1', [world.tenant.tenantId]);
    await agent.tickets.change.mutate({ ticketId, category: { from: null, to: lead?.id ?? null } });
    assert.equal((await agent.tickets.change.mutate({ ticketId, status: { from: 'open', to: 'resolved' } })).status, 'resolved');
  });

  it('assigns only to colleagues who may see the ticket', async () => {
    const { ticketId } = await world.seedTicket({ oid: world.tenant.oids[2] });
    const narrow = await world.clientOf({ sub: 'narrow', name: 'Nora', scope: { fids: [world.tenant.fids[0]], oids: [] } });
    await narrow.auth.me.query();
    const nora = await world.userId('narrow');
    const fit = (await agent.tickets.get.query({ ticketId })).assigneeIds ?? [];
    assert.deepEqual([fit.includes(nora), fit.includes(await world.userId('chong'))], [false, true], 'only who sees it is offered');
    assert.equal((await errorOf(agent.tickets.change.mutate({ ticketId, assignee: { from: null, to: nora } }))).code, 'invalid_input');
    assert.equal((await errorOf(agent.tickets.change.mutate({ ticketId, assignee: { from: null, to: '999999' } }))).code, 'invalid_input');
    const { ticketId: near } = await world.seedTicket({ oid: world.tenant.oids[1] });
    assert.ok((await agent.tickets.get.query({ ticketId: near })).assigneeIds?.includes(nora));
    assert.equal((await agent.tickets.change.mutate({ ticketId: near, assignee: { from: null, to: nora } })).assignee?.name, 'Nora');
  });

  it('lets sales take a ticket and give it back, but not assign others', async () => {
    const { ticketId } = await world.seedTicket();
    const sales = await world.clientOf({ sub: 'sales', name: 'Sam', role: 'sales' });
    const me = (await sales.auth.me.query()).userId;
    assert.equal((await sales.tickets.get.query({ ticketId })).assigneeIds, null);
    assert.equal((await errorOf(sales.tickets.change.mutate({ ticketId, assignee: { from: null, to: await world.userId('aina') } }))).code, 'forbidden');
    assert.equal((await sales.tickets.change.mutate({ ticketId, assignee: { from: null, to: me } })).assignee?.userId, me);
    assert.equal((await sales.tickets.change.mutate({ ticketId, assignee: { from: me, to: null } })).assignee, null);
    assert.equal((await errorOf(sales.tickets.linkOutlet.mutate({ ticketId, oid: world.tenant.oids[1] }))).code, 'forbidden');
  });
});

describe('linking an outlet', () => {
  it('remembers the choice as the contact’s default and tells both lists when a ticket moves', async () => {
    const { ticketId, contactId } = await world.seedTicket({ oid: world.tenant.oids[0] });
    const live = await world.live(await world.token({ sub: 'f1', scope: { fids: [world.tenant.fids[0]], oids: [] } }));
    live.send({ t: 'watch', ticketId });
    await live.settle();
    await agent.tickets.linkOutlet.mutate({ ticketId, oid: world.tenant.oids[2], remember: true });
    const links = await world.sql.query<{ oid: string; is_primary: number }>('SELECT oid, is_primary FROM contact_outlet WHERE contact_id = ? ORDER BY oid', [
      contactId,
    ]);
    assert.deepEqual(
      links.map((row) => ({ ...row })),
      [
        { oid: world.tenant.oids[0], is_primary: 0 },
        { oid: world.tenant.oids[2], is_primary: 1 },
      ],
    );
    await eventually(() => live.of('ticket').some(({ id, refetch }) => id === ticketId && refetch), 'the list it left');
    // again to the same outlet, once with another default: the ticket stays, the default is audited with what it was (POS-11)
    await agent.tickets.linkOutlet.mutate({ ticketId, oid: world.tenant.oids[2], remember: true });
    await world.sql.execute('UPDATE contact_outlet SET is_primary = (oid = ?) WHERE contact_id = ?', [world.tenant.oids[0], contactId]);
    await agent.tickets.linkOutlet.mutate({ ticketId, oid: world.tenant.oids[2], remember: true });
    const defaults = await world.sql.query<{ before_json: unknown; after_json: unknown; actor_name: string }>(
      "SELECT before_json, after_json, actor_name FROM audit_log WHERE entity_type = 'contact' AND entity_id = ? AND action = 'default_outlet_changed' ORDER BY id",
      [contactId],
    );
    assert.deepEqual(
      defaults.map((row) => [/"oid":"(\d+)"/, /"oid":"(\d+)"/].map((oid, index) => oid.exec(jsonOf(index === 0 ? row.before_json : row.after_json))?.[1])),
      [
        [world.tenant.oids[0], world.tenant.oids[2]],
        [world.tenant.oids[0], world.tenant.oids[2]],
      ],
    );
    // no longer in scope: what happens from now on is none of this person's business
    await agent.tickets.addNote.mutate({ ticketId, text: 'secret', clientKey: 'note-key-1' });
    await live.settle();
    assert.equal(
      live.of('item').some(({ item }) => item.kind === 'note'),
      false,
    );
  });
});

describe('notes', () => {
  it('are stored once per key, shown in the thread and never sent', async () => {
    const { ticketId } = await world.seedTicket();
    const input = { ticketId, text: 'Call 012-345 6789 before noon', clientKey: 'note-key-2' };
    const first = await agent.tickets.addNote.mutate(input);
    assert.deepEqual((await agent.tickets.addNote.mutate(input)).id, first.id);
    assert.equal((await errorOf(supervisor.tickets.addNote.mutate(input))).code, 'conflict');
    const { items } = await agent.tickets.thread.query({ ticketId });
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['message', 'note'],
    );
    assert.equal((await world.sql.query("SELECT id FROM message WHERE direction = 'out' AND ticket_id = ?", [ticketId])).length, 0);
    const masked = await world.clientOf({ sub: 'masked', pii: 'masked' });
    const [, note] = (await masked.tickets.thread.query({ ticketId })).items;
    assert.ok(note?.kind === 'note' && !note.text.includes('6789'));
  });
});

describe('the list', () => {
  const pages = async (input: Parameters<Client['tickets']['list']['query']>[0], client = agent): Promise<TicketRow[]> => {
    const rows: TicketRow[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await client.tickets.list.query({ ...input, limit: 3, ...(cursor ? { cursor } : {}) });
      rows.push(...page.rows);
      if (!page.nextCursor) return rows;
      cursor = page.nextCursor;
    }
  };

  it('pages through every sort without gaps or repetitions, for all and for narrow scopes', async () => {
    for (let index = 0; index < 14; index++) {
      await world.seedTicket({
        oid: [...world.tenant.oids, null][index % 4] ?? null,
        at: new Date(Date.now() - index * 60_000 - (index % 3) * 1000),
        answered: index % 5 === 0,
        ...(index % 3 === 0 ? { assigneeId: await world.userId(index % 2 ? 'aina' : 'chong') } : {}),
      });
    }
    const narrow = await world.clientOf({ sub: 'n2', scope: { fids: [world.tenant.fids[0]], oids: [world.tenant.oids[1], world.tenant.oids[2]] } });
    for (const sort of ['newest', 'oldest', 'waiting', 'priority', 'created', 'status', 'assignee', 'outlet', 'reference', 'fid', 'oid'] as const) {
      for (const [name, client, linkedOnly] of [
        ['all', agent, false],
        ['narrow', narrow, true],
      ] as const) {
        const rows = await pages({ sort }, client);
        const ids = rows.map(({ id }) => id);
        const expected = (
          await world.sql.query<{ id: string }>(`SELECT id FROM ticket WHERE tenant_id = ? AND is_open = 1 ${linkedOnly ? 'AND oid IS NOT NULL' : ''}`, [
            world.tenant.tenantId,
          ])
        ).map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length, `${sort} ${name}: a ticket came twice`);
        assert.deepEqual([...ids].sort(), expected.sort(), `${sort} ${name}: a ticket is missing`);
      }
    }
    const byNewest = (await pages({ sort: 'newest' })).map(({ lastMessageAt }) => lastMessageAt);
    assert.deepEqual(byNewest, [...byNewest].sort().reverse());
    const byPriority = (await pages({ sort: 'priority' })).map(({ priority }) => ['urgent', 'high', 'normal', 'low'].indexOf(priority));
    assert.deepEqual(byPriority, [...byPriority].sort());
    const byOutlet = (await pages({ sort: 'outlet' })).map(({ outlet }) => outlet?.name ?? '~');
    assert.deepEqual(byOutlet, [...byOutlet].sort());
    for (const sort of ['fid', 'oid'] as const) {
      for (const client of [agent, narrow]) {
        const numbers = (await pages({ sort }, client)).map(({ outlet }) => (outlet ? Number(outlet[sort]) : Infinity));
        assert.deepEqual(
          numbers,
          [...numbers].sort((one, other) => one - other),
          `${sort}: smallest number first, without one last`,
        );
        assert.ok(new Set(numbers).size > 1);
      }
    }
  });

  it('filters and finds by number, name, phone as people write it, outlet, franchise and subject', async () => {
    const { ticketId } = await world.seedTicket({ oid: world.tenant.oids[2], subject: 'Cash drawer jammed', status: 'resolved' });
    const ids = async (search: string): Promise<string[]> => (await agent.tickets.list.query({ search, limit: 100 })).rows.map(({ id }) => id);
    const row = await agent.tickets.get.query({ ticketId });
    for (const search of [row.reference, `#${ticketId}`, 'drawer', 'Merchant 2', '012-100 5552', 'Roti Raja Ipoh', 'roti raja default'])
      assert.ok((await ids(search)).includes(ticketId), search);
    assert.deepEqual(await ids('no such thing'), []);
    assert.deepEqual(await ids('100%'), [], 'wildcards are plain characters');
    const filtered = await agent.tickets.list.query({ fids: [world.tenant.fids[1]], statuses: ['resolved'] });
    assert.ok(filtered.rows.every(({ status, outlet }) => status === 'resolved' && outlet?.fid === world.tenant.fids[1]));
    assert.ok(filtered.rows.length > 0);
  });

  it('finds the merchant, outlet and subject of one’s own scope, however many bear the same name elsewhere', async () => {
    const { tenantId, fids, oids } = world.tenant;
    const many = Array.from({ length: 230 }, (_, index) => index);
    const add = (table: string, columns: string, rows: readonly (string | number)[][]): Promise<unknown> =>
      world.sql.execute(`INSERT INTO ${table} (${columns}) VALUES ?`, [rows]);
    await add(
      'franchise',
      'tenant_id, fid, name',
      many.map((index) => [tenantId, 50_000 + index, `Common Name ${index}`]),
    );
    await add(
      'outlet',
      'tenant_id, oid, fid, name',
      many.map((index) => [tenantId, 50_000 + index, 50_000 + index, `Common Name ${index}`]),
    );
    await add(
      'contact',
      'tenant_id, display_name',
      many.map((index) => [tenantId, `Common Name ${index}`]),
    );
    const { insertId } = await world.sql.execute("INSERT INTO contact (tenant_id, display_name) VALUES (?, 'Common Name of ours')", [tenantId]);
    const { ticketId } = await world.seedTicket({ oid: oids[2], contactId: insertId });
    for (const scope of [
      { fids: [fids[1]], oids: [] },
      { fids: [], oids: [oids[2]] },
    ]) {
      const narrow = await world.clientOf({ sub: `search-${scope.fids.length}`, scope });
      assert.deepEqual(
        (await narrow.tickets.list.query({ search: 'Common Name' })).rows.map(({ id }) => id),
        [ticketId],
      );
      assert.ok(
        (await narrow.tickets.list.query({ search: 'roti raja default' })).rows.some(({ id }) => id === ticketId),
        'by its franchise',
      );
    }
  });

  it('counts the views of the scope', async () => {
    const narrow = await world.clientOf({ sub: 'n3', scope: { fids: [world.tenant.fids[1]], oids: [] } });
    const counts = await narrow.tickets.counts.query();
    for (const view of ['mine', 'unassigned', 'all', 'waiting', 'unlinked', 'done'] as const) {
      assert.equal(counts[view], (await narrow.tickets.list.query({ view, limit: 100 })).rows.length, view);
    }
    assert.equal(counts.unlinked, 0, 'unlinked tickets belong to no franchise');
    const before = { all: (await agent.tickets.counts.query()).unreadMine, narrow: (await narrow.tickets.counts.query()).unreadMine };
    const aina = await world.userId('aina');
    const { ticketId } = await world.seedTicket({ oid: world.tenant.oids[0], assigneeId: aina });
    await world.seedTicket({ oid: world.tenant.oids[0], assigneeId: aina, status: 'resolved' });
    await world.seedTicket({ oid: world.tenant.oids[0] });
    assert.equal((await agent.tickets.counts.query()).unreadMine, before.all + 1, 'open, mine and unread');
    assert.equal((await narrow.tickets.counts.query()).unreadMine, before.narrow, 'not those of others');
    await agent.tickets.markRead.mutate({ ticketId });
    assert.equal((await agent.tickets.counts.query()).unreadMine, before.all);
  });

  it('rejects a cursor that is not ours', async () => {
    assert.equal((await errorOf(agent.tickets.list.query({ cursor: 'bm9uc2Vuc2U' }))).code, 'invalid_input');
  });
});

describe('the thread', () => {
  it('pages into the past across messages, notes and events, and catches up on what changed', async () => {
    const { ticketId, messageId } = await world.seedTicket({ at: new Date(Date.now() - 3_600_000) });
    for (let index = 0; index < 5; index++) await agent.tickets.addNote.mutate({ ticketId, text: `note ${index}`, clientKey: `thread-note-${index}` });
    await agent.tickets.change.mutate({ ticketId, priority: { from: 'normal', to: 'low' } });
    const newest = await agent.tickets.thread.query({ ticketId, limit: 3 });
    assert.deepEqual(
      newest.items.map(({ kind }) => kind),
      ['note', 'note', 'event'],
    );
    const all = [...newest.items];
    for (let before = newest.olderCursor; before; ) {
      const page = await agent.tickets.thread.query({ ticketId, limit: 3, before });
      all.unshift(...page.items);
      before = page.olderCursor;
    }
    assert.equal(all.length, 7);
    assert.equal(new Set(all.map((item) => `${item.kind}${item.id}`)).size, 7);
    assert.deepEqual(
      all.map(({ at }) => at),
      all.map(({ at }) => at).sort(),
    );
    await world.sql.execute("UPDATE message SET edited_at = NOW(3), content_text = 'edited' WHERE id = ?", [messageId]);
    const caught = await agent.tickets.thread.query({ ticketId, after: newest.newestCursor });
    assert.ok(caught.items.some((item) => item.kind === 'message' && item.id === messageId && item.text === 'edited'));
  });

  it('shows the panel of an outlet and marks as read', async () => {
    const { ticketId } = await world.seedTicket({ oid: world.tenant.oids[1] });
    const panel = await agent.tickets.forOutlet.query({ oid: world.tenant.oids[1] });
    assert.equal(panel.open[0]?.id, ticketId);
    assert.equal(panel.outlet.oid, world.tenant.oids[1]);
    const before = await agent.tickets.get.query({ ticketId });
    assert.ok(before.unread > 0);
    await agent.tickets.markRead.mutate({ ticketId });
    const after = await agent.tickets.get.query({ ticketId });
    assert.deepEqual([after.unread, after.updatedAt], [0, before.updatedAt], 'reading is no change');
  });
});
