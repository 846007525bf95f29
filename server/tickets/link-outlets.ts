import type { Sql } from '../platform/sql.ts';
import { decideOutletLink, type OutletLink } from './decide-outlet-link.ts';
import type { TicketState } from './thread-state-types.ts';

/** Gives new tickets the outlet their contact speaks for, where that is certain (POS-09). */
export async function linkOutlets(sql: Sql, tenantId: string, tickets: readonly TicketState[]): Promise<void> {
  if (tickets.length === 0) return;
  const rows = await sql.query<{ contact_id: string; oid: string; fid: string; is_primary: number; status: string; name: string }>(
    `SELECT l.contact_id, l.oid, o.fid, l.is_primary, o.status, o.name FROM contact_outlet l JOIN outlet o ON o.tenant_id = l.tenant_id AND o.oid = l.oid
     WHERE l.tenant_id = ? AND l.contact_id IN (?)`,
    [tenantId, tickets.map((ticket) => ticket.contactId)],
  );
  const links = new Map<string, OutletLink[]>();
  for (const row of rows) {
    const list = links.get(row.contact_id) ?? [];
    list.push({ oid: row.oid, fid: row.fid, isPrimary: row.is_primary === 1, isClosed: row.status === 'closed' });
    links.set(row.contact_id, list);
  }
  for (const ticket of tickets) {
    const decision = decideOutletLink(links.get(ticket.contactId) ?? []);
    Object.assign(ticket, decision, { outletName: rows.find((row) => row.oid === decision.oid)?.name ?? null });
  }
}
