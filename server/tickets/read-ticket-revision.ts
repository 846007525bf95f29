import { database } from '../platform/database.ts';

/** The ticket's revision as committed now; 0 when there is no such ticket. */
export async function readTicketRevision(tenantId: string, ticketId: string): Promise<number> {
  const [ticket] = await database().query<{ revision: number }>('SELECT revision FROM ticket WHERE tenant_id = ? AND id = ?', [tenantId, ticketId]);
  return ticket?.revision ?? 0;
}
