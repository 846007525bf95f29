import type { MessageView, OutboundContent } from '../../../types/messages.ts';
import type { PresenceState } from '../../../types/live.ts';
import type { ThreadItem, TicketView } from '../../../types/tickets.ts';
import type { EngageError } from '../engage-error.ts';

/** A reply on its way: shown at once, keyed by the composer's own key until the server's message takes its place. */
export interface PendingMessage {
  clientKey: string;
  content:
    | OutboundContent
    | { type: 'file'; file: File; kind: 'image' | 'video' | 'audio' | 'document'; caption: string | undefined; previewUrl: string | null };
  replyTo: MessageView['replyTo'];
  at: string;
  /** `waiting` = no connection, goes out by itself when it is back; `refused` = the server said no, the person decides */
  state: 'uploading' | 'sending' | 'waiting' | 'refused';
  /** 0…1 while uploading */
  progress: number;
  error: EngageError | null;
  /** text of a template as the merchant will see it; null for other contents */
  body: string | null;
}

/** What a colleague does in this ticket right now. */
export interface Viewer {
  userId: string;
  name: string;
  state: PresenceState;
}

/** A field edit that could not be kept, or one that can be undone. Shown as a toast by the widget. */
export type ConversationNotice =
  | { kind: 'conflict'; field: TicketField }
  | { kind: 'failed'; field: TicketField | 'note' | 'outlet'; error: EngageError }
  /** a reply was refused: in a ticket the person has left, or another attempt with a message */
  | { kind: 'unsent'; ticketId: string; error: EngageError }
  | { kind: 'resolved'; from: TicketView['status'] }
  | { kind: 'linked'; name: string };

/** What of a ticket a person may change. */
export type TicketField = 'status' | 'priority' | 'assignee' | 'category' | 'subject';

/** Everything one open ticket shows. Replaced, never mutated. */
export interface Conversation {
  readonly ticketId: string;
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly error: EngageError | null;
  readonly ticket: TicketView | null;
  readonly items: readonly ThreadItem[];
  readonly pending: readonly PendingMessage[];
  readonly olderCursor: string | null;
  readonly newestCursor: string | null;
  readonly older: 'idle' | 'loading' | 'failed';
  readonly revision: number;
  /** key of the first item nobody here had seen when the ticket was opened */
  readonly unreadFrom: string | null;
  readonly viewers: readonly Viewer[];
  /** answers of colleagues since the draft was begun: Send asks before it goes on */
  readonly collision: readonly ThreadItem[];
  /** the note is being kept */
  readonly isNoting: boolean;
  /** what is shown may be old: the last refresh failed */
  readonly isStale: boolean;
}
