import type { PresenceDelta, PresenceState } from '../../types/live.ts';
import { cache } from './cache.ts';
import type { LiveIdentity } from './live-types.ts';

/** A page that stopped telling is forgotten after this long. */
const TTL_MS = 20_000;
const STRENGTH: Readonly<Record<PresenceState, number>> = { open: 0, viewing: 1, typing_note: 2, typing_reply: 3 };

interface Entry {
  userId: string;
  name: string;
  state: PresenceState;
  until: number;
}

const keyOf = (tenantId: string, ticketId: string): string => `presence:${tenantId}:${ticketId}`;

/** Who looks at a ticket, in Redis, so that every web process knows the same (G-10). One entry per browser tab, one viewer per person. */
export const livePresence = {
  async tell({ tenantId, actor }: LiveIdentity, ticketId: string, tab: string, state: PresenceState | null, now: number): Promise<void> {
    const key = keyOf(tenantId, ticketId);
    const field = `${actor.userId}.${tab}`;
    if (state === null) {
      await cache().hdel(key, field);
      return;
    }
    const entry: Entry = { userId: actor.userId, name: actor.name, state, until: now + TTL_MS };
    await cache().multi().hset(key, field, JSON.stringify(entry)).pexpire(key, TTL_MS).exec();
  },

  async read(tenantId: string, ticketId: string, now: number): Promise<PresenceDelta> {
    const fields = await cache().hgetall(keyOf(tenantId, ticketId));
    const people = new Map<string, Entry>();
    for (const value of Object.values(fields)) {
      const entry = JSON.parse(value) as Entry;
      if (entry.until < now) continue;
      const known = people.get(entry.userId);
      if (!known || STRENGTH[entry.state] > STRENGTH[known.state]) people.set(entry.userId, entry);
    }
    const viewers = [...people.values()].map(({ userId, name, state }) => ({ userId, name, state })).sort((a, b) => (a.userId < b.userId ? -1 : 1));
    return { t: 'presence', ticketId, viewers };
  },
};
