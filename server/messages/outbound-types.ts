import type { MediaKind, MessageKind } from '../../types/messages.ts';
import type { MessagePayload } from './message-types.ts';

/** `bulk` may wait (reminders, campaigns): a queue, a share of the rate and an order of its own, so that no reply waits behind it. */
export type OutboundLane = 'support' | 'bulk';

/** What `composeOutbound` makes of a person's content: the columns of the message row. */
export interface ComposedMessage {
  type: MessageKind;
  text: string | null;
  payload: MessagePayload | null;
  replyToWaMessageId: string | null;
  templateId: string | null;
  upload: UploadRow | null;
}

/** A row of `upload`. */
export interface UploadRow {
  id: string;
  user_id: string;
  media_key: string;
  mime: string;
  sha256: string;
  bytes: string;
  filename: string | null;
  kind: MediaKind;
  wa_media_id: string | null;
  wa_media_number_id: string | null;
  wa_media_at: Date | null;
}

/** A ticket as a reply needs it, locked. */
export interface TicketForReply {
  id: string;
  number_id: string;
  contact_id: string;
  fid: string | null;
  oid: string | null;
  status: 'new' | 'open' | 'pending_merchant' | 'pending_internal' | 'resolved' | 'closed';
  prompt_state: 'none' | 'asked' | 'outreach';
  first_response_at: Date | null;
  revision: number;
  waba_id: string | null;
  opted_out_at: Date | null;
  last_inbound_at: Date | null;
}

/** Graph fragment of a composed message, kept in `payload.raw`: `{ type, [type]: … }` without recipient and context. */
export type GraphFragment = { type: string } & Record<string, unknown>;
