import { database } from '../platform/database.ts';
import type { Identity } from './access-types.ts';
import { findEndedSessions } from './sessions.ts';

type SignIn = Pick<Identity, 'sessionId'> & { actor: Pick<Identity['actor'], 'userId'> };

/** Which of these sign-ins are over, because the person was switched off or the session ended. Two questions however many there are. */
export async function findRevoked<T extends SignIn>(signIns: readonly T[]): Promise<T[]> {
  if (signIns.length === 0) return [];
  const people = [...new Set(signIns.map(({ actor }) => actor.userId))];
  const sessions = [...new Set(signIns.flatMap(({ sessionId }) => sessionId ?? []))];
  const [off, ended] = await Promise.all([
    // ids are unique over all tenants
    database().query<{ id: string }>('SELECT id FROM user WHERE id IN (?) AND is_active = 0', [people]),
    findEndedSessions(sessions),
  ]);
  const gone = new Set(off.map(({ id }) => id));
  return signIns.filter(({ actor, sessionId }) => gone.has(actor.userId) || (sessionId !== null && ended.has(sessionId)));
}
