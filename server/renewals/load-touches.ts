import type { Sql } from '../platform/sql.ts';

/** Automatic messages of every kind (or of these) to these people since then, by person; those that never went out (and one message) left aside. */
export async function loadTouches(
  sql: Sql,
  tenantId: string,
  contactIds: readonly string[],
  since: Date,
  { kinds = ['renewal', 'winback', 'outlet_question', 'csat'], exceptMessageId = '0' }: { kinds?: readonly string[]; exceptMessageId?: string } = {},
): Promise<Map<string, Date[]>> {
  const touches = new Map<string, Date[]>();
  if (contactIds.length === 0) return touches;
  const rows = await sql.query<{ contact_id: string; created_at: Date }>(
    `SELECT a.contact_id, a.created_at FROM automatic_message a JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
     WHERE a.tenant_id = ? AND a.contact_id IN (?) AND a.created_at > ? AND a.kind IN (?) AND a.message_id <> ? AND m.status <> 'failed'`,
    [tenantId, contactIds, since, kinds, exceptMessageId],
  );
  for (const { contact_id: contactId, created_at: at } of rows) {
    const known = touches.get(contactId);
    if (known) known.push(at);
    else touches.set(contactId, [at]);
  }
  return touches;
}
