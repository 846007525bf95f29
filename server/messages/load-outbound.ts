import type { MessageKind } from '../../types/messages.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';
import { decideWindow } from './decide-window.ts';
import type { MessagePayload } from './message-types.ts';
import { outboundOrderSql } from './outbound-order-sql.ts';
import type { OutboundLane } from './outbound-types.ts';

/** Everything a channel needs to send one message, read without locks: `claimOutbound` has the last word. */
export interface OutboundJob {
  messageId: string;
  writtenAt: number;
  state: 'queued' | 'sending' | 'unknown';
  lane: OutboundLane;
  /** an earlier message of the same contact and number is still under way */
  isBlocked: boolean;
  nextAttemptAt: Date;
  /** automatic attempts since a person asked */
  tries: number;
  type: MessageKind;
  text: string | null;
  payload: MessagePayload | null;
  replyToWaMessageId: string | null;
  upload: { id: string; mediaKey: string; mime: string; bytes: number; filename: string | null; waMediaId: string | null } | null;
  contact: { id: string; phone: string | null; bsuid: string | null; isOptedOut: boolean; undeliverableAt: Date | null };
  /** free-form messages may go now; no safety margin, the composer kept it */
  isWindowOpen: boolean;
  number: { id: string; phoneNumberId: string; messagesPerSecond: number; stoppedReason: string | null };
}

interface Row {
  state: OutboundJob['state'];
  lane: OutboundLane;
  created_at: Date;
  next_attempt_at: Date;
  tries: number;
  is_blocked: number | string;
  type: MessageKind;
  content_text: string | null;
  payload: MessagePayload | string | null;
  reply_to_wa_message_id: string | null;
  upload_id: string | null;
  media_key: string | null;
  mime: string | null;
  bytes: string | null;
  filename: string | null;
  wa_media_id: string | null;
  wa_media_at: Date | null;
  contact_id: string;
  wa_phone_e164: string | null;
  bsuid: string | null;
  opted_out_at: Date | null;
  undeliverable_at: Date | null;
  last_inbound_at: Date | null;
  number_id: string;
  phone_number_id: string;
  messages_per_second: number;
  stopped_reason: string | null;
}

/** Meta keeps an uploaded file for 30 days; a day less, so that it does not run out on the way. */
const MEDIA_ID_DAYS = 29;

/** The job of a message under way; null when there is nothing (more) to send. A merged contact is addressed where it went. */
export async function loadOutbound(ctx: Ctx, messageId: string): Promise<OutboundJob | null> {
  const [row] = await database().query<Row>(
    `SELECT o.state, o.lane, m.created_at, o.next_attempt_at, o.tries, m.type, m.content_text, m.payload, m.reply_to_wa_message_id, m.upload_id,
       u.media_key, u.mime, u.bytes, u.filename, IF(u.wa_media_number_id = o.number_id, u.wa_media_id, NULL) AS wa_media_id, u.wa_media_at,
       c.id AS contact_id, c.wa_phone_e164, c.opted_out_at, c.undeliverable_at, v.last_inbound_at, n.id AS number_id, n.phone_number_id, n.messages_per_second, n.stopped_reason,
       (SELECT i.value FROM contact_identity i WHERE i.tenant_id = o.tenant_id AND i.contact_id = c.id AND i.kind = 'bsuid' AND i.valid_to IS NULL ORDER BY i.first_seen_at DESC LIMIT 1) AS bsuid,
       EXISTS (SELECT 1 FROM outbound e WHERE ${outboundOrderSql}) AS is_blocked
     FROM outbound o
     JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
     JOIN contact c0 ON c0.tenant_id = o.tenant_id AND c0.id = o.contact_id
     JOIN contact c ON c.tenant_id = o.tenant_id AND c.id = COALESCE(c0.merged_into_id, c0.id)
     JOIN whatsapp_number n ON n.tenant_id = o.tenant_id AND n.id = o.number_id
     LEFT JOIN conversation v ON v.tenant_id = o.tenant_id AND v.number_id = o.number_id AND v.contact_id = c.id
     LEFT JOIN upload u ON u.tenant_id = o.tenant_id AND u.id = m.upload_id
     WHERE o.tenant_id = ? AND o.message_id = ?`,
    [ctx.tenantId, messageId],
  );
  if (!row) return null;
  const isFresh = row.wa_media_at !== null && row.wa_media_at.getTime() > ctx.now.getTime() - MEDIA_ID_DAYS * 86_400_000;
  return {
    messageId,
    writtenAt: row.created_at.getTime(),
    state: row.state,
    lane: row.lane,
    isBlocked: Number(row.is_blocked) === 1,
    nextAttemptAt: row.next_attempt_at,
    tries: row.tries,
    type: row.type,
    text: row.content_text,
    payload: parseJson<MessagePayload>(row.payload),
    replyToWaMessageId: row.reply_to_wa_message_id,
    upload:
      row.upload_id !== null && row.media_key !== null
        ? {
            id: row.upload_id,
            mediaKey: row.media_key,
            mime: row.mime ?? 'application/octet-stream',
            bytes: Number(row.bytes),
            filename: row.filename,
            waMediaId: isFresh ? row.wa_media_id : null,
          }
        : null,
    contact: {
      id: row.contact_id,
      phone: row.wa_phone_e164,
      bsuid: row.bsuid,
      isOptedOut: row.opted_out_at !== null,
      undeliverableAt: row.undeliverable_at,
    },
    isWindowOpen: decideWindow(row.last_inbound_at, ctx.now, 0).isOpen,
    number: { id: row.number_id, phoneNumberId: row.phone_number_id, messagesPerSecond: row.messages_per_second, stoppedReason: row.stopped_reason },
  };
}
