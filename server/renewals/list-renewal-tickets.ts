import type { RenewalView } from '../../types/renewals.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { ticketReference } from '../tickets/ticket-reference.ts';
import type { LoadedRenewal } from './renewal-record-types.ts';
import { troubleSql } from './trouble-sql.ts';

const MOST = 20;

interface Row {
  id: string;
  status: string;
  created_at: Date;
  at: Date;
}

/** Tickets beside a renewal, within scope: open ones of its outlet or person that hold reminders back, then those its prompts went into, newest first. */
export async function listRenewalTickets(ctx: UserCtx, { id, oid, contact_id: contactId }: LoadedRenewal): Promise<RenewalView['tickets']> {
  const scope = scopeSql(ctx.actor.scope, 't');
  const holding = (column: 'oid' | 'contact_id', value: string | null): Promise<Row[]> =>
    value === null
      ? Promise.resolve([])
      : database().query<Row>(
          `SELECT t.id, t.status, t.created_at, t.created_at AS at FROM ticket t LEFT JOIN category k ON k.tenant_id = t.tenant_id AND k.id = t.category_id
           WHERE t.tenant_id = ? AND t.is_open = 1 AND t.${column} = ? AND ${troubleSql} AND ${scope.sql} ORDER BY t.id DESC LIMIT ?`,
          [ctx.tenantId, value, ...scope.params, MOST],
        );
  const [ofOutlet, ofPerson, prompted] = await Promise.all([
    holding('oid', oid),
    holding('contact_id', contactId),
    database().query<Row>(
      `SELECT t.id, t.status, t.created_at, MAX(a.created_at) AS at FROM renewal_attempt a JOIN ticket t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id
       WHERE a.tenant_id = ? AND a.renewal_id = ? AND ${scope.sql} GROUP BY t.id, t.status, t.created_at ORDER BY at DESC, t.id DESC LIMIT ?`,
      [ctx.tenantId, id, ...scope.params, MOST],
    ),
  ]);
  const held = new Set([...ofOutlet, ...ofPerson].map((row) => row.id));
  const each = new Map([...ofOutlet, ...ofPerson, ...prompted].map((row) => [row.id, row]));
  return [...each.values()].map((row) => ({
    id: row.id,
    reference: ticketReference(row.id, row.created_at),
    status: row.status,
    at: row.at.toISOString(),
    holdsBack: held.has(row.id),
  }));
}
