import { insertRows } from '../platform/insert-rows.ts';
import type { Sql } from '../platform/sql.ts';
import type { TicketState } from './thread-state-types.ts';

/** Inserts the new tickets of a batch and gives their states the ids. */
export async function insertTickets(sql: Sql, tenantId: string, tickets: readonly TicketState[], now: Date): Promise<void> {
  const rows = tickets.map((ticket) => [
    tenantId,
    ticket.numberId,
    ticket.contactId,
    ticket.fid,
    ticket.oid,
    ticket.linkState,
    ticket.formerTicketId,
    ticket.lastMessageAt,
    now,
  ]);
  const ids = await insertRows(
    sql,
    'INSERT INTO ticket (tenant_id, number_id, contact_id, fid, oid, link_state, former_ticket_id, last_message_at, created_at) VALUES ?',
    rows,
  );
  tickets.forEach((ticket, index) => {
    ticket.id = ids[index] ?? '';
  });
}
