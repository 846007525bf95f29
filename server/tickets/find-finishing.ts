import type { TicketStatus } from '../../types/tickets.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { Sql } from '../platform/sql.ts';
import type { Finishing } from './decide-taken-back.ts';

/** How the ticket was last resolved or closed, from its audit. */
export async function findFinishing(sql: Sql, tenantId: string, ticketId: string): Promise<Finishing | null> {
  const [row] = await sql.query<{ actor_user_id: string | null; before_json: { status?: TicketStatus } | string | null; created_at: Date }>(
    `SELECT actor_user_id, before_json, created_at FROM audit_log
     WHERE tenant_id = ? AND entity_type = 'ticket' AND entity_id = ? AND action IN ('resolved', 'closed') ORDER BY created_at DESC, id DESC LIMIT 1`,
    [tenantId, ticketId],
  );
  if (!row) return null;
  return { by: row.actor_user_id, at: row.created_at, from: parseJson<{ status?: TicketStatus }>(row.before_json)?.status ?? null };
}
