import type { OutletTickets } from '../../types/tickets.ts';
import { findOutlet } from '../outlets/find-outlet.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { loadTickets } from './load-tickets.ts';
import { ticketRow } from './view.ts';

const MOST_OPEN = 20;
const MOST_DONE = 20;

/** What the panel beside an outlet record shows: its open tickets, newest first, and what was finished before. */
export async function listOutletTickets(ctx: UserCtx, oid: string): Promise<OutletTickets> {
  const outlet = await findOutlet(ctx, oid);
  if (!outlet) throw new AppError('not_found', 'There is no such outlet.');
  const ids = await database().query<{ id: string; is_open: number }>(
    `(SELECT id, is_open FROM ticket WHERE tenant_id = ? AND oid = ? AND is_open = 1 ORDER BY last_message_at DESC, id DESC LIMIT ?)
     UNION ALL (SELECT id, is_open FROM ticket WHERE tenant_id = ? AND oid = ? AND is_open = 0 AND prompt_state <> 'outreach' ORDER BY last_message_at DESC, id DESC LIMIT ?)`,
    [ctx.tenantId, oid, MOST_OPEN, ctx.tenantId, oid, MOST_DONE],
  );
  const records = await loadTickets(
    ctx,
    ids.map((row) => row.id),
  );
  const newestFirst = records.sort((a, b) => b.last_message_at.getTime() - a.last_message_at.getTime());
  const rows = newestFirst.map(ticketRow);
  const isDone = (status: string): boolean => status === 'resolved' || status === 'closed';
  return { outlet, open: rows.filter((row) => !isDone(row.status)), history: rows.filter((row) => isDone(row.status)) };
}
