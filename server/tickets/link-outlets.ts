import type { Sql } from '../platform/sql.ts';
import { decideOutletLink } from './decide-outlet-link.ts';
import { loadOutletLinks } from './load-outlet-links.ts';
import type { TicketState } from './thread-state-types.ts';

/** Gives new tickets the outlet their contact speaks for, where that is certain (POS-09). */
export async function linkOutlets(sql: Sql, tenantId: string, tickets: readonly TicketState[], now: Date): Promise<void> {
  if (tickets.length === 0) return;
  const contactIds = tickets.map((ticket) => ticket.contactId);
  const links = await loadOutletLinks(sql, tenantId, contactIds, now);
  for (const ticket of tickets) {
    const own = links.get(ticket.contactId) ?? [];
    const decision = decideOutletLink(own);
    Object.assign(ticket, decision, { outletName: own.find(({ oid }) => oid === decision.oid)?.name ?? null });
  }
}
