import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';

/** WhatsApp takes read receipts for messages up to this old (whatsapp.md §3.1). */
const OLDEST_MS = 30 * 86_400_000;

/** A merchant's message of which WhatsApp is to be told that we have read it. */
export interface ClaimedReceipt {
  waMessageId: string;
  phoneNumberId: string;
}

/**
 * Marks a merchant's message as read by us, once: null when it was before, is too old, or its number is stopped or not usable now.
 * `read_at` of an inbound message is this moment.
 */
export async function claimReceipt(ctx: Ctx, messageId: string, { isUsable }: { isUsable: (numberId: string) => boolean }): Promise<ClaimedReceipt | null> {
  const now = Date.now();
  const [message] = await database().query<{ wa_message_id: string; number_id: string; phone_number_id: string }>(
    `SELECT m.wa_message_id, m.number_id, n.phone_number_id FROM message m JOIN whatsapp_number n ON n.tenant_id = m.tenant_id AND n.id = m.number_id
     WHERE m.tenant_id = ? AND m.id = ? AND m.direction = 'in' AND m.wa_message_id IS NOT NULL AND m.read_at IS NULL AND m.occurred_at > ?
       AND n.stopped_reason IS NULL`,
    [ctx.tenantId, messageId, new Date(now - OLDEST_MS)],
  );
  if (!message || !isUsable(message.number_id)) return null;
  const { affectedRows } = await database().execute('UPDATE message SET read_at = ? WHERE tenant_id = ? AND id = ? AND read_at IS NULL', [
    new Date(now),
    ctx.tenantId,
    messageId,
  ]);
  return affectedRows > 0 ? { waMessageId: message.wa_message_id, phoneNumberId: message.phone_number_id } : null;
}
