import { database } from '../platform/database.ts';
import { queue } from '../platform/queue.ts';

export interface WakeKey {
  tenantId: string;
  messageId: string;
  contactId: string;
}

/** Tells the senders again about messages that wait in `outbound`. A hint like the event itself: the row decides, a lost hint is swept up. */
export async function wakeOutbound(keys: readonly WakeKey[], now: Date): Promise<void> {
  await Promise.all(
    keys.map(({ tenantId, messageId, contactId }) =>
      queue().publish({ routingKey: 'wa.send', body: { id: '0', tenantId, type: 'message.queued', payload: { messageId, contactId }, at: now.toISOString() } }),
    ),
  );
}

/** The next message of a conversation, once the one before it is out of the way. */
export async function wakeNextOutbound(conversation: { tenantId: string; numberId: string; contactId: string }, now: Date): Promise<void> {
  const { tenantId, numberId, contactId } = conversation;
  const [next] = await database().query<{ message_id: string; contact_id: string; state: string; next_attempt_at: Date }>(
    "SELECT message_id, contact_id, state, next_attempt_at FROM outbound WHERE tenant_id = ? AND number_id = ? AND contact_id = ? AND state <> 'unknown' ORDER BY message_id LIMIT 1",
    [tenantId, numberId, contactId],
  );
  if (next?.state === 'queued' && next.next_attempt_at <= now) await wakeOutbound([{ tenantId, messageId: next.message_id, contactId: next.contact_id }], now);
}
