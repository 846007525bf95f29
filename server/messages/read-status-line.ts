import type { TimelineView } from '../../types/tickets.ts';
import { database } from '../platform/database.ts';

/** The system line a reply left in its thread: that it opened the ticket, and who wrote it. Null when it changed no status. */
export async function readStatusLine(tenantId: string, ticketId: string, requestId: string): Promise<TimelineView | null> {
  const [row] = await database().query<{ id: string; actor: string | null; status_before: string | null; status_after: string | null; created_at: Date }>(
    `SELECT a.id, COALESCE(u.name, a.actor_name) AS actor, JSON_UNQUOTE(JSON_EXTRACT(a.before_json, '$.status')) AS status_before,
       JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.status')) AS status_after, a.created_at
     FROM audit_log a LEFT JOIN user u ON u.tenant_id = a.tenant_id AND u.id = a.actor_user_id
     WHERE a.tenant_id = ? AND a.entity_type = 'ticket' AND a.entity_id = ? AND a.request_id = ? AND a.action = 'status_changed' AND a.actor_user_id IS NOT NULL
     ORDER BY a.id LIMIT 1`,
    [tenantId, ticketId, requestId],
  );
  if (!row) return null;
  const params = { ...(row.status_before && { from: row.status_before }), ...(row.status_after && { to: row.status_after }) };
  return { kind: 'event', id: row.id, ticketId, action: 'status_changed', actor: row.actor, params, at: row.created_at.toISOString() };
}
