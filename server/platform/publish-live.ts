import type { LiveDelta } from '../../types/live.ts';
import { cache, channelName } from './cache.ts';
import type { Log } from './log.ts';

/** A delta and the rooms it goes to: `all`, `fid:<n>`, `oid:<n>`, `ticket:<id>`. */
export interface RoutedDelta {
  rooms: string[];
  delta: LiveDelta;
}

/** One Redis message per tenant and commit. A hint only: when Redis is away it is dropped, clients catch up by query. */
export async function publishLive(tenantId: string, deltas: readonly RoutedDelta[], log: Log): Promise<void> {
  if (deltas.length === 0) return;
  try {
    await cache().publish(channelName(`live:${tenantId}`), JSON.stringify(deltas));
  } catch (error) {
    log.debug({ err: error }, 'live publish dropped');
  }
}
