import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { queue } from '../platform/queue.ts';

const MOST_TOGETHER = 200;

/** Gives the open renewals of a message's person to the senders at once, instead of with the next round, when one of them is due. True when it did. */
export async function handOutPerson(ctx: Ctx, messageId: string): Promise<boolean> {
  const rows = await database().query<{ id: string; contact_id: string; next_at: Date }>(
    `SELECT r.id, r.contact_id, r.next_at FROM message m JOIN renewal r ON r.tenant_id = m.tenant_id AND r.contact_id = m.contact_id
     WHERE m.tenant_id = ? AND m.id = ? AND r.status IN ('due', 'failed') AND r.next_at IS NOT NULL ORDER BY r.next_at, r.id LIMIT ?`,
    [ctx.tenantId, messageId, MOST_TOGETHER],
  );
  const [first] = rows;
  if (!first || first.next_at > ctx.now) return false;
  const body = { tenantId: ctx.tenantId, contactId: first.contact_id, renewalIds: rows.map(({ id }) => id), mode: 'cadence' };
  await queue().publish({ routingKey: 'renewal.sender', body });
  return true;
}
