import { z } from 'zod';
import { idSchema, type Instant } from './paging.ts';

/** Kinds of WA-04 and X-26; `unsupported` is what WhatsApp would not hand over, `unknown` what we do not know yet. */
export const MESSAGE_KINDS = [
  'text',
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'button',
  'interactive',
  'order',
  'system',
  'template',
  'unsupported',
  'unknown',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];
export const MEDIA_KINDS = ['image', 'audio', 'video', 'document', 'sticker'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** Outbound life in order; `failed` may follow anything up to `sent`. Inbound messages are `received`. */
export const MESSAGE_STATUSES = ['received', 'queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'played', 'failed'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** Statuses the channel reports, in rising order. */
export const PROVIDER_STATUSES = ['sent', 'delivered', 'read', 'played', 'failed'] as const;
export type ProviderStatus = (typeof PROVIDER_STATUSES)[number];

export const MEDIA_STATES = ['pending', 'stored', 'failed', 'too_large', 'expired'] as const;
export type MediaState = (typeof MEDIA_STATES)[number];

/** Structured content beside `text`; one shape per kind, unknown parts are kept raw on the server and not sent. */
export interface LocationContent {
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
}
export interface ContactCard {
  name: string;
  phones: string[];
  emails: string[];
  org?: string;
}
export interface OrderContent {
  items: { productId: string; quantity: number; price: string; currency: string }[];
  text?: string;
}
export interface ButtonOption {
  id: string;
  title: string;
  description?: string;
}
export interface TemplateContent {
  name: string;
  language: string;
  header?: string;
  body: string;
  footer?: string;
  buttons: string[];
}
export interface InteractiveContent {
  /** what the merchant chose (inbound) */
  reply?: ButtonOption;
  /** what we offered (outbound) */
  type?: 'button' | 'list' | 'cta_url';
  header?: string;
  footer?: string;
  options?: ButtonOption[];
  url?: string;
  /** answers of a WhatsApp form, question → answer */
  form?: Record<string, string>;
}
export interface ReferralContent {
  sourceUrl?: string;
  sourceType?: string;
  headline?: string;
  body?: string;
}

export interface MediaView {
  state: MediaState;
  mime: string | null;
  filename: string | null;
  bytes: number | null;
  /** seconds, when known */
  durationSeconds: number | null;
  voice: boolean;
  /** short-lived signed address, relative to the server; null until stored. Ask messages.mediaUrl for a fresh one. */
  url: string | null;
}

export interface MessageFailure {
  /** Graph error code as text, or one of ours (`timeout`, `circuit_open`) */
  code: string;
  /** word key: the widgets translate `failure.<key>` into what happened and what to do */
  key: FailureKey;
  canRetry: boolean;
}
export const FAILURE_KEYS = [
  'not_on_whatsapp',
  'window_closed',
  'blocked',
  'opted_out',
  'template_missing',
  'template_paused',
  'template_params',
  'too_many_to_contact',
  'rate_limited',
  'media_rejected',
  'invalid_content',
  'marketing_limit',
  'country_blocked',
  'channel_stopped',
  'payment',
  'not_confirmed',
  'withdrawn',
  'temporary',
  'unknown',
] as const;
export type FailureKey = (typeof FAILURE_KEYS)[number];

/** One bubble. Field by field what the person may see; phones and e-mails in `text` are masked when pii is masked. */
export interface MessageView {
  kind: 'message';
  id: string;
  ticketId: string;
  direction: 'in' | 'out';
  type: MessageKind;
  text: string | null;
  media: MediaView | null;
  location: LocationContent | null;
  contacts: ContactCard[] | null;
  interactive: InteractiveContent | null;
  template: TemplateContent | null;
  order: OrderContent | null;
  referral: ReferralContent | null;
  /** for `system`: number_changed …; for `unsupported`: what WhatsApp called it */
  detail: string | null;
  forwarded: boolean;
  editedAt: Instant | null;
  deletedAt: Instant | null;
  replyTo: { id: string | null; text: string | null; direction: 'in' | 'out'; type: MessageKind } | null;
  reactions: { emoji: string; from: 'merchant' | 'us'; by: string | null }[];
  /** who wrote it (outbound) */
  author: { userId: string; name: string } | null;
  status: MessageStatus;
  failure: MessageFailure | null;
  /** the composer's own key of an optimistic bubble; only its author's page knows it */
  clientKey: string | null;
  /** provider time (inbound) or time of queueing (outbound): the order of the thread is (at, id) */
  at: Instant;
  sentAt: Instant | null;
  deliveredAt: Instant | null;
  readAt: Instant | null;
}

/** Media uploaded by POST /api/media, to be referenced in a reply. */
export interface UploadedMedia {
  uploadId: string;
  mime: string;
  bytes: number;
  filename: string | null;
  kind: MediaKind;
}

const text = z.string().trim().min(1).max(4096);
/** What an agent may send. Limits are Meta's (whatsapp.md §3.1). */
export const outboundContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text }),
  z.object({ type: z.literal('media'), uploadId: idSchema, caption: z.string().trim().max(1024).optional(), voice: z.boolean().default(false) }),
  z.object({ type: z.literal('reaction'), messageId: idSchema, emoji: z.string().max(16) }),
  z.object({ type: z.literal('template'), templateId: idSchema, variables: z.record(z.string().max(64), z.string().trim().min(1).max(1024)).default({}) }),
  z.object({
    type: z.literal('interactive'),
    body: z.string().trim().min(1).max(1024),
    options: z
      .array(z.object({ id: z.string().min(1).max(200), title: z.string().trim().min(1).max(24), description: z.string().max(72).optional() }))
      .min(1)
      .max(10),
    buttonLabel: z.string().max(20).optional(),
  }),
]);
export type OutboundContent = z.infer<typeof outboundContent>;

export const sendReplyInput = z.object({
  ticketId: idSchema,
  content: outboundContent,
  replyToId: idSchema.optional(),
  /** composer's key: the same key never sends twice (idempotency, kept 24 h) */
  clientKey: z.string().min(8).max(64),
  /** ticket.revision the draft was written against; `force` sends although a colleague answered meanwhile */
  baseRevision: z.number().int().nonnegative().optional(),
  force: z.boolean().default(false),
});
export type SendReplyInput = z.infer<typeof sendReplyInput>;
