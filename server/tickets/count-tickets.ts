import { TICKET_VIEWS, type TicketCounts, type TicketViewName } from '../../types/tickets.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideListFilter } from './decide-list-filter.ts';
import { decideScopeLegs } from './decide-scope-legs.ts';

const MOST = 999;
const underWay = new Map<string, Promise<TicketCounts>>();

/** How many tickets each view holds, counted up to 999. Pages of one person that ask at the same moment share the answer. */
export function countTickets(ctx: UserCtx): Promise<TicketCounts> {
  const key = JSON.stringify([ctx.tenantId, ctx.actor.userId, ctx.actor.scope]);
  const known = underWay.get(key);
  if (known) return known;
  const counts = count(ctx).finally(() => underWay.delete(key));
  underWay.set(key, counts);
  return counts;
}

async function count(ctx: UserCtx): Promise<TicketCounts> {
  const legs = decideScopeLegs(ctx.actor.scope);
  const counts: TicketCounts = { mine: 0, unassigned: 0, all: 0, waiting: 0, unlinked: 0, done: 0 };
  if (legs.length === 0) return counts;
  const params: SqlValue[] = [];
  const parts = TICKET_VIEWS.map((view) => {
    const conditions = decideListFilter({ view }, ctx.actor.userId, ctx.now);
    const selects = legs.map((leg) => {
      const every = [...conditions, leg];
      params.push(ctx.tenantId, ...every.flatMap((one) => one.params), MOST);
      return `(SELECT t.id FROM ticket t WHERE t.tenant_id = ? AND ${every.map((one) => one.sql).join(' AND ')} LIMIT ?)`;
    });
    params.push(MOST);
    return `SELECT '${view}' AS view, COUNT(*) AS total FROM (SELECT id FROM (${selects.join(' UNION ')}) y LIMIT ?) x`;
  });
  const rows = await database().query<{ view: TicketViewName; total: string | number }>(parts.join(' UNION ALL '), params);
  for (const row of rows) counts[row.view] = Number(row.total);
  return counts;
}
