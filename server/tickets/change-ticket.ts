import type { ChangeTicketInput } from '../../types/tickets.ts';
import { listColleagues } from '../access/list-colleagues.ts';
import { maskView } from '../access/mask-view.ts';
import { waitingSinceSql } from '../messages/waiting-since-sql.ts';
import { announce } from '../platform/announce.ts';
import { AppError } from '../platform/app-error.ts';
import type { Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { NewEvent } from '../platform/record-events.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideTakenBack } from './decide-taken-back.ts';
import { type ChangeOfTicket, decideTicketChange, type FieldChange } from './decide-ticket-change.ts';
import { findFinishing } from './find-finishing.ts';
import { lockTicket } from './lock-ticket.ts';
import { publishTicket } from './publish-ticket.ts';
import type { LockedTicket } from './ticket-types.ts';

const COLUMNS = { status: 'status', priority: 'priority', assignee: 'assigned_user_id', category: 'category_id', subject: 'subject' } as const;

/**
 * Changes fields of a ticket by compare-and-set (TICKET-02, 03, 10…12). Errors: not_found, conflict (details.current), not_linked,
 * invalid_input (an assignee or category that is none).
 */
export async function changeTicket(ctx: UserCtx, input: ChangeTicketInput): Promise<void> {
  await inTransaction(ctx, async ({ tx }) => {
    const ticket = await lockTicket({ ...ctx, tx }, input.ticketId);
    const finishing = ticket.status === 'resolved' || ticket.status === 'closed' ? await findFinishing(tx, ctx.tenantId, ticket.id) : null;
    const decision = decideTicketChange(asSeen(ctx, ticket), input, decideTakenBack(finishing, { by: ctx.actor.userId, at: ctx.now }));
    if (decision.kind === 'nothing') return;
    if (decision.kind === 'conflict') throw new AppError('conflict', 'Somebody changed this ticket first.', { current: decision.current });
    if (decision.kind === 'not_linked') throw new AppError('not_linked', 'Say which outlet this ticket is about before finishing it.');
    const { changes, reopens } = decision;
    const names = { assignee: await assigneeNames(ctx, tx, ticket, changes), category: await categoryNames(ctx, tx, changes) };
    await writeChanges(ctx, tx, ticket, decision);
    const named = (field: FieldChange['field'], value: string | null): Record<string, string | null> =>
      field === 'assignee' || field === 'category'
        ? { [`${field}Id`]: value, [field]: value === null ? null : (names[field].get(value) ?? value) }
        : { [field]: value };
    await recordAudit(
      tx,
      changes.map(({ field, action, from, to }) => ({
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'ticket' as const,
        entityId: ticket.id,
        action,
        requestId: ctx.requestId,
        at: ctx.now,
        before: named(field, field === 'subject' ? ticket.subject : from),
        after: named(field, to),
      })),
    );
    await announce(tx, eventsOf(ctx.tenantId, ticket.id, changes, reopens), ctx.now);
    const refetch = changes.some(({ field }) => field !== 'status' && field !== 'priority');
    tx.afterCommit(() => publishTicket(ctx, ticket.id, { refetch, requestId: ctx.requestId }));
  });
}

/** What the person's `from` is compared with: a comparison with what they cannot read would tell them whether they guessed it (AUTH-04). */
function asSeen(ctx: UserCtx, ticket: LockedTicket): LockedTicket {
  return ctx.actor.pii === 'masked' ? { ...ticket, ...maskView({ subject: ticket.subject }) } : ticket;
}

async function writeChanges(ctx: UserCtx, tx: Tx, ticket: LockedTicket, { changes, opens, reopens }: ChangeOfTicket): Promise<void> {
  const sets = changes.map(({ field }) => `${COLUMNS[field]} = ?`);
  const params: SqlValue[] = changes.map(({ to }) => to);
  const status = changes.find(({ field }) => field === 'status')?.to;
  // the person says that it is the merchant's turn; opened in any other status, whoever had no answer waits again
  if (status === 'pending_merchant') sets.push('awaiting_since = NULL');
  else if (opens) sets.push(`awaiting_since = ${waitingSinceSql.since}`);
  if (status === 'resolved') sets.push('resolved_at = ?', 'awaiting_since = NULL', 'unread_count = 0');
  if (status === 'closed') sets.push('closed_at = ?', 'resolved_at = COALESCE(resolved_at, ?)', 'awaiting_since = NULL', 'unread_count = 0');
  if (status === 'resolved') params.push(ctx.now);
  if (status === 'closed') params.push(ctx.now, ctx.now);
  if (opens) sets.push('resolved_at = NULL', 'closed_at = NULL');
  if (reopens) sets.push('reopen_count = reopen_count + 1');
  await tx.execute(
    `UPDATE ticket t SET ${sets.join(', ')}, prompt_state = IF(prompt_state = 'outreach', 'asked', prompt_state), revision = revision + 1 WHERE tenant_id = ? AND id = ?`,
    [...params, ctx.tenantId, ticket.id],
  );
  if (opens) {
    await tx.execute('UPDATE conversation SET current_ticket_id = COALESCE(current_ticket_id, ?) WHERE tenant_id = ? AND number_id = ? AND contact_id = ?', [
      ticket.id,
      ctx.tenantId,
      ticket.number_id,
      ticket.contact_id,
    ]);
  }
}

/** Names for the audit; the new assignee must be an active colleague who may see the ticket. */
async function assigneeNames(ctx: UserCtx, tx: Tx, ticket: LockedTicket, changes: readonly FieldChange[]): Promise<Map<string, string>> {
  const change = changes.find(({ field }) => field === 'assignee');
  if (!change) return new Map();
  if (change.to !== null && change.to !== ctx.actor.userId) {
    const colleagues = await listColleagues(ctx, ticket);
    if (!colleagues.some(({ id }) => id === change.to))
      throw new AppError('invalid_input', 'This colleague does not see this outlet.', { fields: ['assignee'] });
  }
  const ids = [change.from, change.to].filter((id) => id !== null);
  const rows = await tx.query<{ id: string; name: string }>('SELECT id, name FROM user WHERE tenant_id = ? AND id IN (?)', [ctx.tenantId, ids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function categoryNames(ctx: UserCtx, tx: Tx, changes: readonly FieldChange[]): Promise<Map<string, string>> {
  const change = changes.find(({ field }) => field === 'category');
  if (!change) return new Map();
  const ids = [change.from, change.to].filter((id) => id !== null);
  const rows = await tx.query<{ id: string; name: string }>('SELECT id, name FROM category WHERE tenant_id = ? AND id IN (?)', [ctx.tenantId, ids]);
  if (change.to !== null && !rows.some(({ id }) => id === change.to))
    throw new AppError('invalid_input', 'There is no such category.', { fields: ['category'] });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function eventsOf(tenantId: string, ticketId: string, changes: readonly FieldChange[], reopens: boolean): NewEvent[] {
  const events: NewEvent[] = [{ tenantId, type: 'ticket.changed', payload: { ticketId, fields: changes.map(({ field }) => field) } }];
  if (changes.some(({ action }) => action === 'resolved')) events.push({ tenantId, type: 'ticket.resolved', payload: { ticketId } });
  if (reopens) events.push({ tenantId, type: 'ticket.reopened', payload: { ticketId } });
  return events;
}
