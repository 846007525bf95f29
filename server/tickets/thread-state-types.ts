import type { LinkState, TicketStatus } from '../../types/tickets.ts';
import type { MessageKind, MessageStatus } from '../../types/messages.ts';

/** Whether an automatic message waits for an answer in a ticket; `outreach`: there is nothing else in it, so it is no work yet. */
export type PromptState = 'none' | 'asked' | 'outreach';

/** A ticket while a batch of inbound messages is applied to it: loaded under lock, changed in memory, written once. `id` is empty until a new one is inserted. */
export interface TicketState {
  id: string;
  numberId: string;
  contactId: string;
  isNew: boolean;
  isReopened: boolean;
  /** was an outreach ticket nobody saw, and is work from this run on */
  isAppearing: boolean;
  /** an automatic message had asked something, and a message of this run is the answer */
  isAnswer: boolean;
  isDirty: boolean;
  formerTicketId: string | null;
  status: TicketStatus;
  promptState: PromptState;
  statusBefore: TicketStatus;
  fid: string | null;
  oid: string | null;
  linkState: LinkState;
  /** of a new ticket that found its outlet */
  outletName: string | null;
  resolvedAt: Date | null;
  lastMessageAt: Date;
  unread: number;
  inbound: number;
  awaitingSince: Date | null;
  firstInboundAt: Date | null;
  reopens: number;
  revision: number;
  preview: { type: MessageKind | 'deleted'; text: string | null; direction: 'in' | 'out'; status: MessageStatus } | null;
  /** index of the batch's message that is the preview now */
  previewIndex: number | null;
}

/** The conversation of a contact and number while a batch is applied. */
export interface ThreadState {
  numberId: string;
  contactId: string;
  exists: boolean;
  isDirty: boolean;
  lastInboundAt: Date | null;
  current: TicketState | null;
  /** other tickets that could take a message, loaded when the current one cannot */
  others: TicketState[];
}
