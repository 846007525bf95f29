import type { Sql } from '../platform/sql.ts';

/**
 * A reply that failed is no answer: the merchant waits again, since the first message nobody has answered, and a first response that never
 * arrived does not count. Without this a failed reply would take its ticket out of the list of those who wait.
 */
export async function restoreWaiting(sql: Sql, tenantId: string, ticketIds: readonly string[]): Promise<void> {
  if (ticketIds.length === 0) return;
  const answered =
    "o.tenant_id = t.tenant_id AND o.ticket_id = t.id AND o.direction = 'out' AND o.author_user_id IS NOT NULL AND o.type <> 'reaction' AND o.status <> 'failed'";
  await sql.execute(
    `UPDATE ticket t SET
       first_response_at = (SELECT MIN(o.occurred_at) FROM message o WHERE ${answered}),
       awaiting_since = (SELECT MIN(i.occurred_at) FROM message i WHERE i.tenant_id = t.tenant_id AND i.ticket_id = t.id AND i.direction = 'in' AND i.type NOT IN ('reaction', 'system')
         AND i.occurred_at > COALESCE((SELECT MAX(o.occurred_at) FROM message o WHERE ${answered}), '1970-01-01')),
       revision = revision + 1
     WHERE t.tenant_id = ? AND t.id IN (?) AND t.is_open = 1`,
    [tenantId, ticketIds],
  );
}
