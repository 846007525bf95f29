import { insertRows } from '../platform/insert-rows.ts';
import type { Sql } from '../platform/sql.ts';
import type { InboundMessage } from './inbound-message-types.ts';

/** An inbound message and the ticket that takes it. */
export interface InboundRow {
  message: InboundMessage;
  ticketId: string;
  contactId: string;
}

/** Writes inbound messages in one statement, in order; returns their ids. The unique `wa_message_id` is the last guard against a second effect. */
export async function recordInbound(sql: Sql, tenantId: string, rows: readonly InboundRow[]): Promise<string[]> {
  return insertRows(
    sql,
    `INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, payload, reply_to_wa_message_id,
       media_id, media_state, media_mime, media_sha256, media_filename, status, occurred_at, received_at) VALUES ?`,
    rows.map(({ message, ticketId, contactId }) => [
      tenantId,
      ticketId,
      contactId,
      message.numberId,
      'in',
      message.waMessageId,
      message.type,
      message.text,
      message.payload ? JSON.stringify(message.payload) : null,
      message.replyToWaMessageId,
      message.media?.id ?? null,
      message.media ? 'pending' : null,
      message.media?.mime ?? null,
      message.media?.sha256 ?? null,
      message.media?.filename ?? null,
      'received',
      message.at,
      message.receivedAt,
    ]),
  );
}
