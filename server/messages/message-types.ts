import type {
  ContactCard,
  InteractiveContent,
  LocationContent,
  MediaState,
  MessageKind,
  MessageStatus,
  OrderContent,
  ReferralContent,
  TemplateContent,
} from '../../types/messages.ts';

/**
 * What `message.payload` holds: the structured parts of a message, by the names the widgets know, and Meta's own object in `raw`
 * (kept for later, never sent to a browser). Every part is optional; a text message needs none of them.
 */
export interface MessagePayload {
  /** voice note, and its length when known */
  voice?: boolean;
  durationSeconds?: number;
  location?: LocationContent;
  contacts?: ContactCard[];
  interactive?: InteractiveContent;
  template?: TemplateContent;
  order?: OrderContent;
  referral?: ReferralContent;
  /** `system`: what happened (`number_changed` …); `unsupported`/`unknown`: what WhatsApp called it */
  detail?: string;
  forwarded?: boolean;
  /** on the message that was reacted to: who feels what now (one per side); the `reaction` rows themselves are history */
  reactions?: { emoji: string; from: 'merchant' | 'us'; by: string | null }[];
  /** provider time of the merchant's last reaction (or of taking it back): an older one that comes later changes nothing */
  merchantReactedAt?: string;
  /** what a message WhatsApp billed was billed as: Meta says it once */
  pricing?: { type: string; category: string | null; model: string | null };
  raw?: unknown;
}

/** A row of `selectMessages`. BIGINTs are strings, JSON may be text (MariaDB) or parsed (MySQL). */
export interface MessageRow {
  id: string;
  tenant_id: string;
  ticket_id: string;
  direction: 'in' | 'out';
  wa_message_id: string | null;
  type: MessageKind;
  content_text: string | null;
  payload: MessagePayload | string | null;
  reply_to_wa_message_id: string | null;
  author_user_id: string | null;
  author_name: string | null;
  client_key: string | null;
  media_state: MediaState | null;
  media_mime: string | null;
  media_bytes: string | null;
  media_filename: string | null;
  status: MessageStatus;
  error_code: string | null;
  occurred_at: Date;
  claimed_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  edited_at: Date | null;
  deleted_at: Date | null;
  reply_id: string | null;
  reply_text: string | null;
  reply_direction: 'in' | 'out' | null;
  reply_type: MessageKind | null;
  /** where the message and the quoted one are: a quote of a ticket out of scope is not shown */
  fid: string | null;
  oid: string | null;
  reply_ticket_id: string | null;
  reply_fid: string | null;
  reply_oid: string | null;
}
