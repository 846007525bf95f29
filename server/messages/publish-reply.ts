import type { MessageKind, MessageStatus } from '../../types/messages.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { publishLive, type RoutedDelta } from '../platform/publish-live.ts';
import { lineRooms } from '../platform/line-rooms.ts';
import { readMessageView } from './read-message-view.ts';
import { readStatusLine } from './read-status-line.ts';

/** A ticket's line as it stands after a commit, for the lists that show it. */
interface TicketLine {
  fid: string | null;
  oid: string | null;
  prompt_state: string;
  status: string;
  unread_count: number;
  awaiting_since: Date | null;
  first_response_at: Date | null;
  last_message_at: Date;
  updated_at: Date;
  revision: number;
  preview_type: MessageKind | 'deleted' | null;
  preview_text: string | null;
  preview_direction: 'in' | 'out' | null;
  preview_status: MessageStatus | null;
}

/**
 * After COMMIT: the new or changed bubble to whoever has its ticket open (a reaction may be about a message of another ticket), the
 * changed line to whoever may see it; when the reply opened the ticket, that too (`openedBy`: the request that did).
 */
export async function publishReply(
  ctx: { tenantId: string; log: Log; now: Date },
  ticketId: string,
  messageId: string,
  openedBy: string | null = null,
): Promise<void> {
  const [line] = await database().query<TicketLine>(
    `SELECT fid, oid, prompt_state, status, unread_count, awaiting_since, first_response_at, last_message_at, updated_at, revision, preview_type, preview_text, preview_direction, preview_status
     FROM ticket WHERE tenant_id = ? AND id = ?`,
    [ctx.tenantId, ticketId],
  );
  if (!line) return;
  const item = await readMessageView(database(), ctx.tenantId, messageId, { now: ctx.now });
  const rev = item.ticketId === ticketId ? line.revision : await revisionOf(ctx.tenantId, item.ticketId);
  const { preview_type: type, preview_direction: direction, preview_status: status } = line;
  const opened = openedBy === null ? null : await readStatusLine(ctx.tenantId, ticketId, openedBy);
  const deltas: RoutedDelta[] = [
    ...(opened ? [{ rooms: [`ticket:${ticketId}`], delta: { t: 'item' as const, ticketId, rev: line.revision, item: opened } }] : []),
    { rooms: [`ticket:${item.ticketId}`], delta: { t: 'item', ticketId: item.ticketId, rev, item } },
    {
      rooms: lineRooms({ ...line, id: ticketId }),
      delta: {
        t: 'ticket',
        id: ticketId,
        rev: line.revision,
        at: line.updated_at.toISOString(),
        patch: {
          status: line.status,
          unread: line.unread_count,
          awaitingSince: line.awaiting_since?.toISOString() ?? null,
          firstResponseAt: line.first_response_at?.toISOString() ?? null,
          lastMessageAt: line.last_message_at.toISOString(),
          ...(type && direction && status ? { preview: { type, text: line.preview_text, direction, status } } : {}),
        },
      },
    },
  ];
  await publishLive(ctx.tenantId, deltas, ctx.log);
}

async function revisionOf(tenantId: string, ticketId: string): Promise<number> {
  const [row] = await database().query<{ revision: number }>('SELECT revision FROM ticket WHERE tenant_id = ? AND id = ?', [tenantId, ticketId]);
  return row?.revision ?? 0;
}
