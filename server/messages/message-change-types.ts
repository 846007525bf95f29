import type { InboundEffect } from './inbound-message-types.ts';

/** What a merchant does to a message that exists (or will, when the two came in the wrong order). */
export interface MessageChange {
  effect: Extract<InboundEffect, { kind: 'reaction' | 'edit' | 'revoke' }>;
  /** the emoji of a reaction; none takes it away */
  text: string | null;
  /** provider time: an older change never undoes a newer one */
  at: Date;
}
