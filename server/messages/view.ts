import { MEDIA_KINDS, type MediaView, type MessageView } from '../../types/messages.ts';
import type { Scope } from '../../types/access.ts';
import { parseJson } from '../platform/parse-json.ts';
import { signMediaUrl } from '../platform/sign-media-url.ts';
import { canShowQuote } from './can-show-quote.ts';
import { decideMessageFailure } from './decide-message-failure.ts';
import type { MessagePayload, MessageRow } from './message-types.ts';

/** For whom and when a message is shown. */
export interface MessageViewOptions {
  /** signs media addresses, and tells whether an unconfirmed message may be tried again */
  now: Date;
  /** of the person who asked; none for live deltas, which go to many */
  scope?: Scope;
}

/** A row of `selectMessages` as a bubble, field by field. A deleted message loses its content. */
export function messageView(row: MessageRow, options: MessageViewOptions): MessageView {
  const payload: MessagePayload = row.deleted_at ? {} : (parseJson<MessagePayload>(row.payload) ?? {});
  return {
    kind: 'message',
    id: row.id,
    ticketId: row.ticket_id,
    direction: row.direction,
    type: row.type,
    text: row.deleted_at ? null : row.content_text,
    media: row.deleted_at ? null : mediaView(row, payload, options.now),
    location: payload.location ?? null,
    contacts: payload.contacts ?? null,
    interactive: payload.interactive ?? null,
    template: payload.template ?? null,
    order: payload.order ?? null,
    referral: payload.referral ?? null,
    detail: payload.detail ?? null,
    forwarded: payload.forwarded ?? false,
    editedAt: row.edited_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    replyTo: row.reply_to_wa_message_id ? quoteView(row, options.scope ?? null) : null,
    reactions: payload.reactions ?? [],
    author: row.author_user_id ? { userId: row.author_user_id, name: row.author_name ?? '' } : null,
    status: row.status,
    failure: decideMessageFailure({ status: row.status, errorCode: row.error_code, claimedAt: row.claimed_at }, options.now),
    clientKey: row.client_key,
    at: row.occurred_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    readAt: row.read_at?.toISOString() ?? null,
  };
}

/** The quoted message; one the person may not see looks like one we do not know. */
function quoteView(row: MessageRow, scope: Scope | null): MessageView['replyTo'] {
  if (!canShowQuote(row, scope)) return { id: null, text: null, direction: 'out', type: 'unknown' };
  return { id: row.reply_id, text: row.reply_text, direction: row.reply_direction ?? 'out', type: row.reply_type ?? 'unknown' };
}

/** The media part of a message or of a MediaDelta; null for kinds without media. */
function mediaView(row: MessageRow, payload: MessagePayload, now: Date): MediaView | null {
  const isMedia = (MEDIA_KINDS as readonly string[]).includes(row.type);
  if (!isMedia && row.media_state === null) return null;
  const state = row.media_state ?? 'pending';
  return {
    state,
    mime: row.media_mime,
    filename: row.media_filename,
    bytes: row.media_bytes === null ? null : Number(row.media_bytes),
    durationSeconds: payload.durationSeconds ?? null,
    voice: payload.voice ?? false,
    url: state === 'stored' ? signMediaUrl(row.tenant_id, row.id, now) : null,
  };
}
