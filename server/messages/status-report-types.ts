import type { ProviderStatus } from '../../types/messages.ts';
import type { OwnMessage } from './callback-data.ts';

/** What the channel says about an outbound message. `own` is our message as it came back with the status, when it did. */
export interface StatusReport {
  waMessageId: string;
  own: OwnMessage | null;
  status: ProviderStatus;
  at: Date;
  /** of a failure: Graph code as text, and the provider's detail */
  code: string | null;
  detail: string | null;
  /** the person as the status names them; absent where that is not known any more */
  recipient?: StatusRecipient | null;
  /** of a message that is paid for; null for free ones */
  pricing?: { type: string; category: string | null; model: string | null } | null;
}

/** Ids of the person a message went to. */
export interface StatusRecipient {
  phone: string | null;
  bsuid: string | null;
  parentBsuid: string | null;
}
