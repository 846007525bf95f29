import type { z } from 'zod';
import type { ThreadItem, ThreadPage, threadInput } from '../../types/tickets.ts';
import { scopeSql } from '../access/scope-sql.ts';
import type { MessageRow } from '../messages/message-types.ts';
import { selectMessages } from '../messages/select-messages.ts';
import { messageView } from '../messages/view.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { noteView, type NoteRow } from './note-view.ts';
import { threadCursor, type ThreadCursor, type ThreadPlace } from './thread-cursor.ts';
import { timelineView, type AuditRow } from './timeline-view.ts';

interface Placed {
  at: number;
  source: number;
  id: string;
  item: ThreadItem;
}

const AUDIT = 0;
const MESSAGE = 1;
const NOTE = 2;
/** a transaction may become visible some time after it stamped its rows */
const OVERLAP_MS = 10_000;

const selectNotes = `SELECT n.id, n.ticket_id, n.author_user_id, u.name AS author_name, n.content_text, n.created_at
  FROM ticket_note n LEFT JOIN user u ON u.tenant_id = n.tenant_id AND u.id = n.author_user_id`;
const selectAudit = `SELECT a.id, a.entity_id AS ticket_id, a.actor_user_id, COALESCE(u.name, a.actor_name) AS actor_name, a.action, a.before_json, a.after_json, a.created_at
  FROM audit_log a LEFT JOIN user u ON u.tenant_id = a.tenant_id AND u.id = a.actor_user_id`;

/**
 * A page of the thread: messages, notes and what happened, merged by (time, source, id) and told oldest first (INBOX-09, TICKET-20).
 * `before` pages into the past. `after` answers what was added or changed since, so that a page that was offline can catch up.
 */
export async function listThread(ctx: UserCtx, input: z.output<typeof threadInput>): Promise<ThreadPage> {
  const scope = scopeSql(ctx.actor.scope, 't');
  const [ticket] = await database().query<{ revision: number; as_of: Date }>(
    `SELECT t.revision, CURRENT_TIMESTAMP(3) AS as_of FROM ticket t WHERE t.tenant_id = ? AND t.id = ? AND ${scope.sql}`,
    [ctx.tenantId, input.ticketId, ...scope.params],
  );
  if (!ticket) throw new AppError('not_found', 'There is no such ticket.');
  const caughtUp = threadCursor.since(new Date(ticket.as_of.getTime() - OVERLAP_MS));
  if (input.after)
    return { ...(await changedSince(ctx, input.ticketId, threadCursor.read(input.after, 'after'), input.limit, caughtUp)), revision: ticket.revision };
  const before = input.before ? threadCursor.read(input.before, 'before') : null;
  const placed = await olderThan(ctx, input.ticketId, before, input.limit + 1);
  const page = placed.slice(0, input.limit);
  const oldest = page.at(-1);
  const olderCursor =
    placed.length > input.limit && oldest ? threadCursor.write({ kind: 'before', at: new Date(oldest.at), source: oldest.source, id: oldest.id }) : null;
  return { items: page.reverse().map(({ item }) => item), olderCursor, newestCursor: threadCursor.write(caughtUp), hasMore: false, revision: ticket.revision };
}

/** Newest first; each table is asked for a whole page, because any of them might fill it. */
async function olderThan(ctx: UserCtx, ticketId: string, cursor: ThreadCursor | null, limit: number): Promise<Placed[]> {
  const place = (column: string, idColumn: string, source: number): { sql: string; params: SqlValue[] } => {
    if (cursor?.kind !== 'before') return { sql: '', params: [] };
    if (source < cursor.source) return { sql: `AND ${column} <= ?`, params: [cursor.at] };
    if (source > cursor.source) return { sql: `AND ${column} < ?`, params: [cursor.at] };
    return { sql: `AND ${column} <= ? AND (${column} < ? OR ${idColumn} < ?)`, params: [cursor.at, cursor.at, cursor.id] };
  };
  const [m, n, a] = [place('m.occurred_at', 'm.id', MESSAGE), place('n.created_at', 'n.id', NOTE), place('a.created_at', 'a.id', AUDIT)];
  const of = [ctx.tenantId, ticketId] as const;
  const [messages, notes, audits] = await Promise.all([
    database().query<MessageRow>(
      `${selectMessages} WHERE m.tenant_id = ? AND m.ticket_id = ? ${m.sql} AND m.type <> 'reaction' ORDER BY m.occurred_at DESC, m.id DESC LIMIT ?`,
      [...of, ...m.params, limit],
    ),
    database().query<NoteRow>(`${selectNotes} WHERE n.tenant_id = ? AND n.ticket_id = ? ${n.sql} ORDER BY n.created_at DESC, n.id DESC LIMIT ?`, [
      ...of,
      ...n.params,
      limit,
    ]),
    database().query<AuditRow>(
      `${selectAudit} WHERE a.tenant_id = ? AND a.entity_type = 'ticket' AND a.entity_id = ? ${a.sql} ORDER BY a.created_at DESC, a.id DESC LIMIT ?`,
      [...of, ...a.params, limit],
    ),
  ]);
  return placedOf(ctx, messages, notes, audits)
    .sort((x, y) => y.at - x.at || y.source - x.source || compareIds(y.id, x.id))
    .slice(0, limit);
}

/**
 * In the order of change, at most `limit` rows of the three tables together; what is over comes with the next page. Each table is
 * continued after the last row that was told, by time and id, so that any number of rows may be of one instant.
 */
async function changedSince(
  ctx: UserCtx,
  ticketId: string,
  cursor: ThreadCursor & { kind: 'after' },
  limit: number,
  caughtUp: ThreadCursor & { kind: 'after' },
): Promise<Omit<ThreadPage, 'revision'>> {
  const after = (source: number, column: string, idColumn: string): { sql: string; params: SqlValue[] } => {
    const { at, id } = cursor.reached[source] ?? { at: cursor.since, id: '0' };
    return {
      sql: `AND ${column} >= ? AND (${column} > ? OR ${idColumn} > ?) ORDER BY ${column}, ${idColumn} LIMIT ?`,
      params: [ctx.tenantId, ticketId, at, at, id, limit + 1],
    };
  };
  const [a, m, n] = [after(AUDIT, 'a.created_at', 'a.id'), after(MESSAGE, 'm.updated_at', 'm.id'), after(NOTE, 'n.created_at', 'n.id')];
  const [messages, notes, audits] = await Promise.all([
    database().query<MessageRow & { updated_at: Date }>(
      `${selectMessages.replace('SELECT ', 'SELECT m.updated_at, ')} WHERE m.tenant_id = ? AND m.ticket_id = ? AND m.type <> 'reaction' ${m.sql}`,
      m.params,
    ),
    database().query<NoteRow>(`${selectNotes} WHERE n.tenant_id = ? AND n.ticket_id = ? ${n.sql}`, n.params),
    database().query<AuditRow>(`${selectAudit} WHERE a.tenant_id = ? AND a.entity_type = 'ticket' AND a.entity_id = ? ${a.sql}`, a.params),
  ]);
  const changes = [
    ...messages.map((row) => ({ source: MESSAGE, id: row.id, at: row.updated_at })),
    ...notes.map((row) => ({ source: NOTE, id: row.id, at: row.created_at })),
    ...audits.map((row) => ({ source: AUDIT, id: row.id, at: row.created_at })),
  ].sort((x, y) => x.at.getTime() - y.at.getTime() || x.source - y.source || compareIds(x.id, y.id));
  const hasMore = changes.length > limit;
  const told = changes.slice(0, limit);
  const takes = (source: number) => {
    const ids = new Set(told.flatMap((change) => (change.source === source ? change.id : [])));
    return ({ id }: { id: string }): boolean => ids.has(id);
  };
  const items = placedOf(ctx, messages.filter(takes(MESSAGE)), notes.filter(takes(NOTE)), audits.filter(takes(AUDIT)));
  const reached = (source: number): ThreadPlace =>
    told.findLast((change) => change.source === source) ?? cursor.reached[source] ?? { at: cursor.since, id: '0' };
  // the clock of the first page counts for the next catch-up: what was committed late while these pages were read is behind them
  const since = cursor.isUnderWay ? cursor.since : caughtUp.since;
  return {
    items: items.sort((x, y) => x.at - y.at || x.source - y.source || compareIds(x.id, y.id)).map(({ item }) => item),
    olderCursor: null,
    newestCursor: threadCursor.write(
      hasMore ? { kind: 'after', since, isUnderWay: true, reached: [reached(AUDIT), reached(MESSAGE), reached(NOTE)] } : threadCursor.since(since),
    ),
    hasMore,
  };
}

function placedOf(ctx: UserCtx, messages: readonly MessageRow[], notes: readonly NoteRow[], audits: readonly AuditRow[]): Placed[] {
  const { scope } = ctx.actor;
  return [
    ...messages.map((row) => ({ at: row.occurred_at.getTime(), source: MESSAGE, id: row.id, item: messageView(row, { scope, now: ctx.now }) })),
    ...notes.map((row) => ({ at: row.created_at.getTime(), source: NOTE, id: row.id, item: noteView(row) })),
    ...audits.flatMap((row) => {
      const item = timelineView(row, scope);
      return item ? [{ at: row.created_at.getTime(), source: AUDIT, id: row.id, item }] : [];
    }),
  ];
}

const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
