import { lineDeltas } from '../messages/line-deltas.ts';
import { messageView } from '../messages/view.ts';
import { selectMessages } from '../messages/select-messages.ts';
import type { MessageRow } from '../messages/message-types.ts';
import type { RoutedDelta } from '../platform/publish-live.ts';
import type { Sql } from '../platform/sql.ts';
import { ticketRooms } from '../platform/ticket-rooms.ts';
import type { Received, RunResult } from './received-types.ts';
import type { TicketState } from './thread-state-types.ts';

const WINDOW_MS = 24 * 3_600_000;

/** What the widgets hear about a run: per ticket its new line in the list, per message its bubble for those who have the ticket open. */
export async function inboundDeltas(sql: Sql, tenantId: string, run: RunResult, now: Date): Promise<RoutedDelta[]> {
  const windows = new Map(run.threads.map((thread) => [`${thread.numberId}|${thread.contactId}`, thread.lastInboundAt]));
  const deltas = run.tickets.map((ticket) => ticketDelta(ticket, windows.get(`${ticket.numberId}|${ticket.contactId}`) ?? null));
  const inRun = new Map(run.received.map((received) => [received.message.waMessageId, received]));
  for (const received of run.received) {
    if (received.message.type === 'reaction') continue;
    deltas.push(itemDelta(received.ticket, rowOf(tenantId, received, inRun), now));
  }
  if (run.changed.length > 0) {
    const rows = await sql.query<MessageRow & { revision: number }>(
      `${selectMessages.replace('SELECT ', 'SELECT t.revision, ')} WHERE m.tenant_id = ? AND m.id IN (?)`,
      [tenantId, run.changed],
    );
    for (const row of rows) deltas.push(itemDelta({ id: row.ticket_id, revision: row.revision }, row, now));
    deltas.push(...(await lineDeltas(sql, tenantId, run.changed)));
  }
  return deltas;
}

function itemDelta(ticket: { id: string; revision: number }, row: MessageRow, now: Date): RoutedDelta {
  return { rooms: [`ticket:${ticket.id}`], delta: { t: 'item', ticketId: ticket.id, rev: ticket.revision, item: messageView(row, { now }) } };
}

function ticketDelta(ticket: TicketState, lastInboundAt: Date | null): RoutedDelta {
  return {
    rooms: ticketRooms(ticket),
    delta: {
      t: 'ticket',
      id: ticket.id,
      rev: ticket.revision,
      at: ticket.lastMessageAt.toISOString(),
      patch: {
        status: ticket.status,
        unread: ticket.unread,
        awaitingSince: ticket.awaitingSince?.toISOString() ?? null,
        lastMessageAt: ticket.lastMessageAt.toISOString(),
        windowEndsAt: lastInboundAt ? new Date(lastInboundAt.getTime() + WINDOW_MS).toISOString() : null,
        ...(ticket.preview ? { preview: ticket.preview } : {}),
      },
      ...(ticket.isNew || ticket.isReopened || ticket.isAppearing ? { refetch: true } : {}),
    },
  };
}

/** The stored row as `selectMessages` would return it, without asking the database again. */
function rowOf(tenantId: string, { message, messageId, ticket, replyTo }: Received, inRun: ReadonlyMap<string, Received>): MessageRow {
  const beside = inRun.get(message.replyToWaMessageId ?? '');
  const quoted =
    replyTo ??
    (beside
      ? {
          id: beside.messageId,
          ticket_id: beside.ticket.id,
          fid: beside.ticket.fid,
          oid: beside.ticket.oid,
          direction: 'in' as const,
          type: beside.message.type,
          reply_text: beside.message.text?.slice(0, 200) ?? null,
        }
      : null);
  return {
    id: messageId,
    tenant_id: tenantId,
    ticket_id: ticket.id,
    direction: 'in',
    wa_message_id: message.waMessageId,
    type: message.type,
    content_text: message.text,
    payload: message.payload,
    reply_to_wa_message_id: message.replyToWaMessageId,
    author_user_id: null,
    author_name: null,
    client_key: null,
    media_state: message.media ? 'pending' : null,
    media_mime: message.media?.mime ?? null,
    media_bytes: null,
    media_filename: message.media?.filename ?? null,
    status: 'received',
    error_code: null,
    occurred_at: message.at,
    claimed_at: null,
    sent_at: null,
    delivered_at: null,
    read_at: null,
    edited_at: null,
    deleted_at: null,
    reply_id: quoted?.id ?? null,
    reply_text: quoted?.reply_text ?? null,
    reply_direction: quoted?.direction ?? null,
    reply_type: quoted?.type ?? null,
    fid: ticket.fid,
    oid: ticket.oid,
    reply_ticket_id: quoted?.ticket_id ?? null,
    reply_fid: quoted?.fid ?? null,
    reply_oid: quoted?.oid ?? null,
  };
}
