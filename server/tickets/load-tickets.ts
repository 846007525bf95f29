import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { selectTickets } from './select-tickets.ts';
import type { TicketRecord } from './ticket-types.ts';

/** The named tickets the person may see, in the order given; others are left out silently. */
export async function loadTickets(ctx: UserCtx, ids: readonly string[]): Promise<TicketRecord[]> {
  if (ids.length === 0) return [];
  const scope = scopeSql(ctx.actor.scope, 't');
  const rows = await database().query<TicketRecord>(`${selectTickets} WHERE t.tenant_id = ? AND t.id IN (?) AND ${scope.sql}`, [
    ctx.tenantId,
    ids,
    ...scope.params,
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
