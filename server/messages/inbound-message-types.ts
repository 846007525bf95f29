import type { MessageKind } from '../../types/messages.ts';
import type { Sender } from '../contacts/sender-types.ts';
import type { MessagePayload } from './message-types.ts';

/** A file of an inbound message, still at the provider. */
export interface InboundMedia {
  id: string;
  mime: string | null;
  sha256: string | null;
  filename: string | null;
}

/** What an inbound item does besides being a message. `note` = a row only, no ticket and no unread (system lines). */
export type InboundEffect =
  | { kind: 'message'; opensWindow: boolean }
  | { kind: 'reaction'; target: string }
  | { kind: 'edit'; target: string; text: string | null }
  | { kind: 'revoke'; target: string }
  | { kind: 'identity'; previous: Sender; next: Sender; detail: string };

/** One inbound message, parsed and free of the provider's words. */
export interface InboundMessage {
  numberId: string;
  waMessageId: string;
  type: MessageKind;
  text: string | null;
  payload: MessagePayload | null;
  replyToWaMessageId: string | null;
  media: InboundMedia | null;
  sender: Sender;
  effect: InboundEffect;
  /** provider time, clamped to the past */
  at: Date;
  /** when the webhook reached us */
  receivedAt: Date;
}
