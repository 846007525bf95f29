import type { Log } from '../platform/log.ts';
import { publishLive } from '../platform/publish-live.ts';
import { closeSessionsOf } from './sessions.ts';

/** Ends every session of a person and closes the live sockets of all their pages. Answers how many sessions there were. */
export async function endSessions({ tenantId, log }: { tenantId: string; log: Log }, userId: string): Promise<number> {
  const ended = await closeSessionsOf(tenantId, userId);
  await publishLive(tenantId, [{ t: 'revoked', userId }], log);
  return ended;
}
