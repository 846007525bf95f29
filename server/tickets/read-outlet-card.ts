import type { OutletCard, OutletTicket } from '../../types/outlets.ts';
import { rightsOf } from '../access/rights-of.ts';
import { listOutletPeople } from '../contacts/list-outlet-people.ts';
import { findOutlet } from '../outlets/find-outlet.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { ticketReference } from './ticket-reference.ts';
import type { TicketRecord } from './ticket-types.ts';

const MOST_OPEN = 20;

type OpenTicket = Pick<TicketRecord, 'id' | 'subject' | 'status' | 'last_message_at' | 'created_at' | 'unread_count'> & { is_lead: number | null };

/** Everything about one outlet beside its record in the POS: its facts, who speaks for it, what is being worked on. `not_found` outside the person's scope. */
export async function readOutletCard(ctx: UserCtx, oid: string): Promise<OutletCard> {
  const outlet = await findOutlet(ctx, oid);
  if (!outlet) throw new AppError('not_found', 'There is no such outlet.');
  const of = [ctx.tenantId, oid];
  const sql = database();
  const [links, missing, open, done] = await Promise.all([
    listOutletPeople(ctx, oid),
    sql.query<{ missing_since: Date | null }>('SELECT missing_since FROM outlet WHERE tenant_id = ? AND oid = ?', of),
    sql.query<OpenTicket>(
      `SELECT t.id, t.subject, t.status, t.last_message_at, t.created_at, t.unread_count, g.is_lead FROM ticket t
       LEFT JOIN category g ON g.tenant_id = t.tenant_id AND g.id = t.category_id
       WHERE t.tenant_id = ? AND t.oid = ? AND t.is_open = 1 ORDER BY t.last_message_at DESC, t.id DESC LIMIT ?`,
      [...of, MOST_OPEN],
    ),
    sql.query<{ total: string }>("SELECT COUNT(*) AS total FROM ticket WHERE tenant_id = ? AND oid = ? AND is_open = 0 AND prompt_state <> 'outreach'", of),
  ]);
  const { linkOutlet: link, renew } = rightsOf(ctx.actor);
  return {
    ...outlet,
    missingSince: missing[0]?.missing_since?.toISOString() ?? null,
    ...links,
    openTickets: open.filter((ticket) => ticket.is_lead !== 1).map(lineOf),
    doneTickets: Number(done[0]?.total ?? 0),
    leads: open.filter((ticket) => ticket.is_lead === 1).map(lineOf),
    can: { link, renew },
  };
}

function lineOf(ticket: OpenTicket): OutletTicket {
  return {
    id: ticket.id,
    reference: ticketReference(ticket.id, ticket.created_at),
    subject: ticket.subject,
    status: ticket.status,
    lastMessageAt: ticket.last_message_at.toISOString(),
    unread: ticket.unread_count,
  };
}
