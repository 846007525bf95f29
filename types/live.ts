import { z } from 'zod';
import { idSchema, type Instant } from './paging.ts';
import type { ThreadItem } from './tickets.ts';
import type { MessageFailure, MessageStatus, MediaView } from './messages.ts';

/** open = has it open but is elsewhere; the others as they say. Kept 20 s, refreshed by the client every 8 s. */
export const PRESENCE_STATES = ['open', 'viewing', 'typing_note', 'typing_reply'] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

/** Client → server frames on /live (JSON text). The first must be `auth`; again on every token renewal. */
export const clientFrame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('auth'), token: z.string().min(10) }),
  z.object({ t: z.literal('watch'), ticketId: idSchema }),
  z.object({ t: z.literal('unwatch'), ticketId: idSchema }),
  z.object({ t: z.literal('presence'), ticketId: idSchema, tab: z.string().min(4).max(40), state: z.enum(PRESENCE_STATES).nullable() }),
  z.object({ t: z.literal('ping') }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;

/** Small: enough to move or mark a row that is on screen; unknown ids are fetched by tickets.rows. */
export interface TicketDelta {
  t: 'ticket';
  id: string;
  rev: number;
  at: Instant;
  /** fields of TicketRow that changed */
  patch: {
    status?: string;
    priority?: string;
    assigneeId?: string | null;
    unread?: number;
    awaitingSince?: Instant | null;
    firstResponseAt?: Instant | null;
    lastMessageAt?: Instant;
    windowEndsAt?: Instant | null;
    preview?: { type: string; text: string | null; direction: 'in' | 'out'; status: MessageStatus };
  };
  /** true when other fields changed too (outlet, contact, category, subject): fetch the row */
  refetch?: boolean;
}
export interface ItemDelta {
  t: 'item';
  ticketId: string;
  rev: number;
  item: ThreadItem;
}
export interface MessageStatusDelta {
  t: 'status';
  ticketId: string;
  messageId: string;
  status: MessageStatus;
  at: Instant;
  failure?: MessageFailure;
}
export interface MediaDelta {
  t: 'media';
  ticketId: string;
  messageId: string;
  media: MediaView;
}
export interface PresenceDelta {
  t: 'presence';
  ticketId: string;
  viewers: { userId: string; name: string; state: PresenceState }[];
}
/** To everybody of the tenant: sending from a number of ours was stopped, or goes on. */
export interface NumberDelta {
  t: 'number';
  numberId: string;
  isStopped: boolean;
}
/** To everybody of the tenant: a template's state or text changed, in some language. */
export interface TemplateDelta {
  t: 'template';
  name: string;
}
/** A renewal changed: who shows it asks for its row (`renewals.rows`). */
export interface RenewalDelta {
  t: 'renewal';
  id: string;
  oid: string;
  rev: number;
}
/** How far a bulk "send now" is; to everybody who may see all, and to the person who started it by its id. */
export interface RenewalJobDelta {
  t: 'renewalJob';
  id: string;
  state: 'running' | 'done' | 'cancelled';
  total: number;
  sent: number;
  skipped: number;
}
/** A load of the POS's lists moved on. */
export interface PosRunDelta {
  t: 'posRun';
  id: string;
  state: string;
}
/** An outlet, or who speaks for it, changed. */
export interface OutletDelta {
  t: 'outlet';
  oid: string;
}
export type LiveDelta =
  | TicketDelta
  | ItemDelta
  | MessageStatusDelta
  | MediaDelta
  | PresenceDelta
  | NumberDelta
  | TemplateDelta
  | RenewalDelta
  | RenewalJobDelta
  | PosRunDelta
  | OutletDelta;

/** Server → client. `ready` answers `auth`; `bye` asks for a reconnect after `afterMs` (rolling restart); `expired` wants a new `auth`. */
export type ServerFrame =
  | LiveDelta
  | { t: 'ready'; asOf: Instant; userId: string }
  /** answers `watch`: details come from here on, and `rev` was the ticket's revision then; who has loaded less asks for the rest */
  | { t: 'watching'; ticketId: string; rev: number }
  | { t: 'error'; code: string; message: string }
  | { t: 'expired' }
  | { t: 'bye'; afterMs: number }
  | { t: 'pong' };
