import type { Scope } from '../../types/access.ts';
import type { TicketDelta } from '../../types/live.ts';
import type { ThreadItem } from '../../types/tickets.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { publishLive, type RoutedDelta } from '../platform/publish-live.ts';
import { lineRooms } from '../platform/line-rooms.ts';
import { ticketRooms } from '../platform/ticket-rooms.ts';
import { timelineView, type AuditRow } from './timeline-view.ts';

interface Line {
  fid: string | null;
  oid: string | null;
  prompt_state: string;
  status: string;
  priority: string;
  assigned_user_id: string | null;
  unread_count: number;
  awaiting_since: Date | null;
  revision: number;
  updated_at: Date;
}

/** What else is told besides the changed line. */
export interface TicketNews {
  /** other fields changed too (outlet, category, subject, assignee's name): lists fetch the row */
  refetch?: boolean;
  /** where the ticket was before, when it moved: those lists must hear of it too */
  movedFrom?: { fid: string | null; oid: string | null };
  /** items for whoever has the ticket open */
  items?: readonly ThreadItem[];
  /** audit entries of this request become system lines for whoever has the ticket open */
  requestId?: string;
}

/** After COMMIT: the changed line to the lists that show it, new thread items to whoever has the ticket open. */
export async function publishTicket(ctx: { tenantId: string; log: Log }, ticketId: string, news: TicketNews = {}): Promise<void> {
  const [line] = await database().query<Line>(
    'SELECT fid, oid, prompt_state, status, priority, assigned_user_id, unread_count, awaiting_since, revision, updated_at FROM ticket WHERE tenant_id = ? AND id = ?',
    [ctx.tenantId, ticketId],
  );
  if (!line) return;
  const delta: TicketDelta = {
    t: 'ticket',
    id: ticketId,
    rev: line.revision,
    at: line.updated_at.toISOString(),
    patch: {
      status: line.status,
      priority: line.priority,
      assigneeId: line.assigned_user_id,
      unread: line.unread_count,
      awaitingSince: line.awaiting_since?.toISOString() ?? null,
    },
    ...(news.refetch ? { refetch: true } : {}),
  };
  const items = [
    ...(news.items ?? []),
    ...(news.requestId === undefined ? [] : await linesOf(ctx.tenantId, ticketId, news.requestId, isNewlyLinked(news) ? { all: true } : null)),
  ];
  const deltas: RoutedDelta[] = items.map((item) => ({ rooms: [`ticket:${ticketId}`], delta: { t: 'item', ticketId, rev: line.revision, item } }));
  deltas.push({ rooms: [...new Set([...lineRooms({ ...line, id: ticketId }), ...(news.movedFrom ? ticketRooms(news.movedFrom) : [])])], delta });
  await publishLive(ctx.tenantId, deltas, ctx.log);
}

/** An unlinked ticket is open only before people who see everything: they may hear at once which outlet it got. */
function isNewlyLinked({ movedFrom }: TicketNews): boolean {
  return movedFrom !== undefined && movedFrom.fid === null && movedFrom.oid === null;
}

async function linesOf(tenantId: string, ticketId: string, requestId: string, scope: Scope | null): Promise<ThreadItem[]> {
  const rows = await database().query<AuditRow>(
    `SELECT a.id, a.entity_id AS ticket_id, a.actor_user_id, COALESCE(u.name, a.actor_name) AS actor_name, a.action, a.before_json, a.after_json, a.created_at
     FROM audit_log a LEFT JOIN user u ON u.tenant_id = a.tenant_id AND u.id = a.actor_user_id
     WHERE a.tenant_id = ? AND a.entity_type = 'ticket' AND a.entity_id = ? AND a.request_id = ? ORDER BY a.id`,
    [tenantId, ticketId, requestId],
  );
  return rows.flatMap((row) => timelineView(row, scope) ?? []);
}
