import type { RoutedDelta } from '../platform/publish-live.ts';
import type { Sql } from '../platform/sql.ts';
import type { MessageRow } from './message-types.ts';
import { selectMessages } from './select-messages.ts';
import { messageView } from './view.ts';

/** The bubbles of these messages as they stand now, for whoever has their ticket open. */
export async function itemDeltas(sql: Sql, tenantId: string, messageIds: readonly string[], now: Date): Promise<RoutedDelta[]> {
  if (messageIds.length === 0) return [];
  const rows = await sql.query<MessageRow & { revision: number }>(
    `${selectMessages.replace('SELECT ', 'SELECT t.revision, ')} WHERE m.tenant_id = ? AND m.id IN (?)`,
    [tenantId, messageIds],
  );
  return rows.map((row) => ({
    rooms: [`ticket:${row.ticket_id}`],
    delta: { t: 'item', ticketId: row.ticket_id, rev: row.revision, item: messageView(row, { now }) },
  }));
}
