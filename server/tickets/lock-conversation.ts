import { chooseNumbers, type ChosenNumber } from '../messages/choose-numbers.ts';
import type { Tx } from '../platform/context.ts';

/**
 * Locks the conversation in which this person is written to first (made when there is none and they have a number), before the person's own
 * row: what comes in locks them in that order too (a new ticket, an opt-out word), and nobody waits for each other. Answers the number of
 * ours that was chosen, or `numberId` as given; null: the tenant has none.
 */
export async function lockConversation(tx: Tx, tenantId: string, contactId: string, numberId?: string): Promise<ChosenNumber | null> {
  const number = (await chooseNumbers(tx, tenantId, [contactId])).get(contactId) ?? null;
  const chosen = numberId ?? number?.numberId;
  if (chosen === undefined) return null;
  const key = [tenantId, chosen, contactId];
  const rows = await tx.query('SELECT contact_id FROM conversation WHERE tenant_id = ? AND number_id = ? AND contact_id = ? FOR UPDATE', key);
  if (rows.length === 0)
    await tx.execute(
      'INSERT IGNORE INTO conversation (tenant_id, number_id, contact_id) SELECT tenant_id, ?, id FROM contact WHERE tenant_id = ? AND id = ? AND wa_phone_e164 IS NOT NULL',
      [chosen, tenantId, contactId],
    );
  return number;
}
