import type { Sql } from '../platform/sql.ts';

/** In the transaction that moves a message on: the ticket's line shows the same tick, when this message is its last; when it was updated stays. Locks the ticket after the message. */
export async function markPreview(sql: Sql, tenantId: string, messageId: string): Promise<void> {
  await sql.execute(
    'UPDATE ticket t JOIN message m ON m.tenant_id = t.tenant_id AND m.ticket_id = t.id SET t.preview_status = m.status, t.revision = t.revision + 1, t.updated_at = t.updated_at WHERE m.tenant_id = ? AND m.id = ? AND t.preview_message_id = m.id AND t.preview_status <> m.status',
    [tenantId, messageId],
  );
}
