import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { FOLLOW_AT_ONCE, followMessages } from './follow-messages.ts';

/** Meta reports statuses for up to seven days. */
const FOLLOWED_MS = 10 * 86_400_000;
/** Delivered ones looked at in a round: what is not read yet may be tens of thousands, and most never will be. */
const SLICE = 500;
const NEWEST = 200;
const MOVING = ['queued', 'unknown', 'sent', 'failed', 'bounced'] as const;

/**
 * One round of following, every few seconds: all attempts whose messages are still on their way, the newest that were delivered (they are
 * read soon or never), and the next slice of the older ones, from where the last round ended (null: from the oldest). So a round costs the
 * same however many stay unread (some 5 ms), and each of 20,000 is looked at within two minutes although nobody told of it. Answers where the next goes on.
 */
export async function followRound(ctx: Ctx, place: Date | null, slice = SLICE): Promise<Date | null> {
  const oldest = new Date(clock.now().getTime() - FOLLOWED_MS);
  await followMessages(ctx, { results: MOVING, after: oldest });
  const after = place !== null && place > oldest ? place : oldest;
  const [end] = await database().query<{ at: Date }>(
    `SELECT created_at AS at FROM renewal_attempt FORCE INDEX (idx_renewal_attempt_open)
     WHERE tenant_id = ? AND result = 'delivered' AND created_at > ? ORDER BY created_at LIMIT 1 OFFSET ?`,
    [ctx.tenantId, after, slice - 1],
  );
  const moved = await followMessages(ctx, { results: ['delivered'], after, ...(end ? { until: end.at } : {}) });
  if (!end) return moved < FOLLOW_AT_ONCE ? null : after;
  const [newest] = await database().query<{ at: Date }>(
    `SELECT created_at AS at FROM renewal_attempt FORCE INDEX (idx_renewal_attempt_open)
     WHERE tenant_id = ? AND result = 'delivered' AND created_at > ? ORDER BY created_at DESC LIMIT 1 OFFSET ?`,
    [ctx.tenantId, end.at, Math.min(slice, NEWEST)],
  );
  await followMessages(ctx, { results: ['delivered'], after: newest?.at ?? end.at });
  // more of them moved than are written at once: the rest in the next round
  return moved < FOLLOW_AT_ONCE ? end.at : after;
}
