import { canSee } from '../access/can-see.ts';
import { database } from '../platform/database.ts';
import type { UserActor } from '../platform/context.ts';

/** Whether the person may see the ticket now: asked when a socket wants its details, and again when the ticket moves. */
export async function canWatchTicket({ tenantId, actor }: { tenantId: string; actor: UserActor }, ticketId: string): Promise<boolean> {
  const [ticket] = await database().query<{ fid: string | null; oid: string | null }>('SELECT fid, oid FROM ticket WHERE tenant_id = ? AND id = ?', [
    tenantId,
    ticketId,
  ]);
  return ticket !== undefined && canSee(actor.scope, ticket);
}
