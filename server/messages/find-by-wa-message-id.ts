import type { Sql } from '../platform/sql.ts';
import type { MessageKind } from '../../types/messages.ts';

/** What is needed of a message that another one names: as a duplicate, a quoted message or the target of a reaction. */
export interface NamedMessage {
  id: string;
  wa_message_id: string;
  ticket_id: string;
  fid: string | null;
  oid: string | null;
  direction: 'in' | 'out';
  type: MessageKind;
  reply_text: string | null;
}

/** Messages by WhatsApp id, as a map. */
export async function findByWaMessageId(sql: Sql, tenantId: string, ids: readonly string[]): Promise<Map<string, NamedMessage>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<NamedMessage>(
    `SELECT m.id, m.wa_message_id, m.ticket_id, t.fid, t.oid, m.direction, m.type, IF(m.deleted_at IS NULL, LEFT(m.content_text, 200), NULL) AS reply_text
     FROM message m JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id WHERE m.tenant_id = ? AND m.wa_message_id IN (?)`,
    [tenantId, ids],
  );
  return new Map(rows.map((row) => [row.wa_message_id, row]));
}
