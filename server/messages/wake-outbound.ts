import { database } from '../platform/database.ts';
import { queue } from '../platform/queue.ts';
import { outboundOrderSql } from './outbound-order-sql.ts';
import type { OutboundLane } from './outbound-types.ts';

/** The queue a lane is announced on, and by which event. */
export const OUTBOUND_QUEUES = { support: ['wa.send', 'message.queued'], bulk: ['wa.send.bulk', 'message.queued_bulk'] } as const;

export interface WakeKey {
  lane?: OutboundLane;
  tenantId: string;
  messageId: string;
  contactId: string;
}

/** Tells the senders again about messages that wait in `outbound`. A hint like the event itself: the row decides, a lost hint is swept up. */
export async function wakeOutbound(keys: readonly WakeKey[], now: Date): Promise<void> {
  await Promise.all(
    keys.map(({ tenantId, messageId, contactId, lane = 'support' }) => {
      const [routingKey, type] = OUTBOUND_QUEUES[lane];
      return queue().publish({ routingKey, body: { id: '0', tenantId, type, payload: { messageId, contactId }, at: now.toISOString() } });
    }),
  );
}

/** The messages of a conversation whose turn it is, once the one before them is out of the way: one of each lane at most. */
export async function wakeNextOutbound(conversation: { tenantId: string; numberId: string; contactId: string }, now: Date): Promise<void> {
  const { tenantId, numberId, contactId } = conversation;
  const next = await database().query<{ message_id: string; contact_id: string; lane: OutboundLane }>(
    `SELECT o.message_id, o.contact_id, o.lane FROM outbound o WHERE o.tenant_id = ? AND o.number_id = ? AND o.contact_id = ? AND o.state = 'queued' AND o.next_attempt_at <= ?
       AND NOT EXISTS (SELECT 1 FROM outbound e WHERE ${outboundOrderSql}) ORDER BY o.message_id LIMIT 2`,
    [tenantId, numberId, contactId, now],
  );
  await wakeOutbound(
    next.map((row) => ({ tenantId, messageId: row.message_id, contactId: row.contact_id, lane: row.lane })),
    now,
  );
}
