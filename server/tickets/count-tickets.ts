import { TICKET_VIEWS, type TicketCounts } from '../../types/tickets.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideListFilter } from './decide-list-filter.ts';
import { decideScopeLegs } from './decide-scope-legs.ts';

const MOST = 999;
const COUNTED = [...TICKET_VIEWS, 'unreadMine'] as const satisfies readonly (keyof TicketCounts)[];
const underWay = new Map<string, Promise<TicketCounts>>();

/** How many tickets each view holds, and how many of the person's own are unread, counted up to 999. Pages of one person that ask at the same moment share the answer. */
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
  const counts: TicketCounts = { mine: 0, unassigned: 0, all: 0, waiting: 0, unlinked: 0, done: 0, unreadMine: 0 };
  if (legs.length === 0) return counts;
  const params: SqlValue[] = [];
  const parts = COUNTED.map((name) => {
    const conditions = decideListFilter({ view: name === 'unreadMine' ? 'mine' : name }, ctx.actor.userId, ctx.now);
    // walks the index of the person's own open tickets: an index of its own would cost every inbound message a write
    if (name === 'unreadMine') conditions.push({ sql: 't.unread_count > 0', params: [] });
    const selects = legs.map((leg) => {
      const every = [...conditions, leg];
      params.push(ctx.tenantId, ...every.flatMap((one) => one.params), MOST);
      return `(SELECT t.id FROM ticket t WHERE t.tenant_id = ? AND ${every.map((one) => one.sql).join(' AND ')} LIMIT ?)`;
    });
    params.push(MOST);
    return `SELECT '${name}' AS name, COUNT(*) AS total FROM (SELECT id FROM (${selects.join(' UNION ')}) y LIMIT ?) x`;
  });
  const rows = await database().query<{ name: keyof TicketCounts; total: string | number }>(parts.join(' UNION ALL '), params);
  for (const row of rows) counts[row.name] = Number(row.total);
  return counts;
}
