import type { LiveDelta } from '../../types/live.ts';
import { cache, channelName } from './cache.ts';
import type { Log } from './log.ts';

/** A delta and the rooms it goes to: `all`, `fid:<n>`, `oid:<n>`, `ticket:<id>`; `everyone` is every socket of the tenant. */
export interface RoutedDelta {
  rooms: string[];
  delta: LiveDelta;
}

/** Word to the web processes themselves, never to a page: this person's sign-ins are over, or must be looked at anew. */
export interface Revocation {
  t: 'revoked';
  userId: string;
}

/** One Redis message per tenant and commit. A hint only: when Redis is away it is dropped, clients catch up by query, and sign-ins are looked at again within a minute. */
export async function publishLive(tenantId: string, messages: readonly (RoutedDelta | Revocation)[], log: Log): Promise<void> {
  if (messages.length === 0) return;
  try {
    await cache().publish(channelName(`live:${tenantId}`), JSON.stringify(messages));
  } catch (error) {
    log.debug({ err: error }, 'live publish dropped');
  }
}
