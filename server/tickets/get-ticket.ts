import type { TicketView } from '../../types/tickets.ts';
import { listColleagues } from '../access/list-colleagues.ts';
import { rightsOf } from '../access/rights-of.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { findOutlet } from '../outlets/find-outlet.ts';
import { listCandidates } from '../outlets/list-candidates.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { loadTickets } from './load-tickets.ts';
import type { TicketRecord } from './ticket-types.ts';
import { ticketView, type TicketSurroundings } from './view.ts';

/** A ticket with what stands beside it (TICKET-13). `not_found` when it is missing or out of scope. */
export async function getTicket(ctx: UserCtx, ticketId: string): Promise<TicketView> {
  const [record] = await loadTickets(ctx, [ticketId]);
  if (!record) throw new AppError('not_found', 'There is no such ticket.');
  const scope = scopeSql(ctx.actor.scope, 't');
  const of = [ctx.tenantId, record.contact_id] as const;
  const sql = database();
  const [contacts, numbers, previous, former, outlet, candidates, assignees] = await Promise.all([
    sql.query<TicketSurroundings['contact']>(
      `SELECT c.email, c.locale, c.created_at, (SELECT COUNT(*) FROM ticket t WHERE t.tenant_id = c.tenant_id AND t.contact_id = c.id AND ${scope.sql}) AS ticket_count
       FROM contact c WHERE c.tenant_id = ? AND c.id = ?`,
      [...scope.params, ...of],
    ),
    sql.query<TicketSurroundings['number']>('SELECT id, display_phone, name, stopped_reason FROM whatsapp_number WHERE tenant_id = ? AND id = ?', [
      ctx.tenantId,
      record.number_id,
    ]),
    sql.query<Pick<TicketRecord, 'id' | 'subject' | 'status' | 'created_at' | 'last_message_at'>>(
      `SELECT t.id, t.subject, t.status, t.created_at, t.last_message_at FROM ticket t WHERE t.tenant_id = ? AND t.contact_id = ? AND t.id <> ? AND ${scope.sql} ORDER BY t.id DESC LIMIT 10`,
      [...of, record.id, ...scope.params],
    ),
    record.former_ticket_id === null ? [] : loadTickets(ctx, [record.former_ticket_id]),
    record.oid === null ? null : findOutlet(ctx, record.oid),
    record.oid === null ? listCandidates(ctx, record.contact_id) : [],
    rightsOf(ctx.actor).assign ? listColleagues(ctx, record) : null,
  ]);
  const [contact] = contacts;
  const [number] = numbers;
  if (!contact || !number) throw new Error('a ticket without its contact or number');
  return ticketView({ ...record, former_ticket_id: former[0]?.id ?? null }, { contact, number, previous, outlet, candidates, assignees });
}
