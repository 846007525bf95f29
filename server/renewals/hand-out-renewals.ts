import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { queue } from '../platform/queue.ts';

/** Gives the renewals a message was about to the senders at once, instead of with the next round. Answers how many people it is about. */
export async function handOutRenewals(ctx: Ctx, messageId: string): Promise<number> {
  const rows = await database().query<{ id: string; contact_id: string | null }>(
    `SELECT r.id, r.contact_id FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id
     WHERE a.tenant_id = ? AND a.message_id = ? AND r.status IN ('due', 'failed') AND r.next_at <= ?`,
    [ctx.tenantId, messageId, ctx.now],
  );
  const people = Map.groupBy(rows, (row) => row.contact_id);
  for (const [contactId, renewals] of people)
    await queue().publish({
      routingKey: 'renewal.sender',
      body: { tenantId: ctx.tenantId, contactId, renewalIds: renewals.map(({ id }) => id), mode: 'cadence' },
    });
  return people.size;
}
