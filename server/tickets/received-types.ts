import type { KnownContact } from '../contacts/sender-types.ts';
import type { NamedMessage } from '../messages/find-by-wa-message-id.ts';
import type { InboundMessage } from '../messages/inbound-message-types.ts';
import type { ThreadState, TicketState } from './thread-state-types.ts';

/** A message of the batch as it was stored. */
export interface Received {
  index: number;
  message: InboundMessage;
  contact: KnownContact;
  ticket: TicketState;
  messageId: string;
  /** adds to unread and may open a ticket; the others are reactions and system lines */
  counts: boolean;
  replyTo: NamedMessage | null;
}

/** What a run did, for events and deltas. */
export interface RunResult {
  received: Received[];
  tickets: TicketState[];
  threads: ThreadState[];
  /** ids of messages a reaction, edit or deletion changed */
  changed: string[];
  orphans: number[];
}
