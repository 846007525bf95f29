import type { Identity } from './access-types.ts';

/** A switched-off user or a revoked session is noticed at the latest after this long. */
const TRUST_MS = 15_000;
const MOST = 5_000;

/** `who` is known once the answer is */
interface Entry {
  identity: Promise<Identity>;
  until: number;
  who: string | null;
}
const entries = new Map<string, Entry>();
const nameOf = (tenantId: string, userId: string): string => `${tenantId}:${userId}`;

/** Answers about tokens, remembered for 15 s, by a hash of the token. */
export const trustedIdentities = {
  find(key: string, now: number): Promise<Identity> | null {
    const known = entries.get(key);
    return known && known.until > now ? known.identity : null;
  },

  /** An answer on its way; a refusal is not remembered. */
  keep(key: string, identity: Promise<Identity>, now: number): void {
    const entry: Entry = { identity, until: now + TRUST_MS, who: null };
    entries.set(key, entry);
    identity.then(
      ({ tenantId, actor }) => {
        entry.who = nameOf(tenantId, actor.userId);
      },
      () => entries.delete(key),
    );
    if (entries.size > MOST) for (const [old] of entries) if (entries.size > MOST / 2) entries.delete(old);
  },

  /** The person's next call is looked at anew, and so is whatever is being looked up at this moment. */
  forget(tenantId: string, userId: string): void {
    for (const [key, { who }] of entries) if (who === null || who === nameOf(tenantId, userId)) entries.delete(key);
  },
};
