import type { Ctx, Tx } from '../platform/context.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { publishTicket } from '../tickets/publish-ticket.ts';
import { takeTurn } from './take-turn.ts';

interface Ticket {
  id: string;
  fid: string | null;
  oid: string | null;
  category_id: string | null;
  assigned_user_id: string | null;
}
interface Renewal {
  id: string;
  fid: string;
  oid: string;
  owner_user_id: string | null;
  outlet_name: string;
}

/**
 * Gives the ticket with the answer what it lacks: the outlet (when all renewals are about the same), the category Renewal, and somebody who
 * works on renewals and may see it: who has the renewal, else whose turn it is. They keep the renewals nobody has. What a person set stays.
 */
export async function takeUpAnswer(ctx: Ctx & { tx: Tx }, ticketId: string, renewalIds: readonly string[]): Promise<void> {
  const { tx, tenantId, log } = ctx;
  const [ticket] = await tx.query<Ticket>('SELECT id, fid, oid, category_id, assigned_user_id FROM ticket WHERE tenant_id = ? AND id = ? FOR UPDATE', [
    tenantId,
    ticketId,
  ]);
  const renewals = await tx.query<Renewal>(
    `SELECT r.id, r.fid, r.oid, r.owner_user_id, o.name AS outlet_name FROM renewal r JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid
     WHERE r.tenant_id = ? AND r.id IN (?) ORDER BY r.due_date, r.id`,
    [tenantId, renewalIds],
  );
  const [first] = renewals;
  if (!ticket || !first) return;
  const after: Partial<Record<'fid' | 'oid' | 'category_id' | 'assigned_user_id', string>> = {};
  const entries: { action: string; before: Record<string, unknown>; after: Record<string, unknown> }[] = [];
  if (ticket.oid === null && renewals.every(({ oid }) => oid === first.oid)) {
    Object.assign(after, { oid: first.oid, fid: first.fid });
    entries.push({ action: 'outlet_matched', before: {}, after: { outlet: first.outlet_name, oid: first.oid, fid: first.fid } });
  }
  const [category] =
    ticket.category_id === null
      ? await tx.query<{ id: string; name: string }>("SELECT id, name FROM category WHERE tenant_id = ? AND name = 'Renewal'", [tenantId])
      : [];
  if (category) {
    after.category_id = category.id;
    entries.push({ action: 'category_changed', before: { categoryId: null, category: null }, after: { categoryId: category.id, category: category.name } });
  }
  const place = { fid: ticket.fid ?? first.fid, oid: ticket.oid ?? first.oid };
  const assignee =
    ticket.assigned_user_id === null ? await takeTurn(ctx, 'renewal', place, renewals.find((renewal) => renewal.owner_user_id)?.owner_user_id ?? null) : null;
  if (assignee) {
    after.assigned_user_id = assignee.id;
    entries.push({ action: 'assigned', before: { assigneeId: null, assignee: null }, after: { assigneeId: assignee.id, assignee: assignee.name } });
    await keepOwner(ctx, renewals, assignee);
  }
  const names = Object.keys(after);
  if (names.length === 0) return;
  await tx.execute(
    `UPDATE ticket SET ${names.map((name) => `${name} = ?`).join(', ')}${after.oid === undefined ? '' : ", link_state = 'linked'"}, revision = revision + 1 WHERE tenant_id = ? AND id = ?`,
    [...Object.values(after), tenantId, ticketId],
  );
  await recordAudit(
    tx,
    // the thread is of the real time
    entries.map((entry) => ({
      tenantId,
      actor: ctx.actor,
      entityType: 'ticket' as const,
      entityId: ticketId,
      requestId: ctx.requestId,
      at: new Date(),
      ...entry,
    })),
  );
  tx.afterCommit(() => publishTicket({ tenantId, log }, ticketId, { refetch: true, movedFrom: ticket, requestId: ctx.requestId }));
}

async function keepOwner(ctx: Ctx & { tx: Tx }, renewals: readonly Renewal[], owner: { id: string; name: string }): Promise<void> {
  const free = renewals.filter((renewal) => renewal.owner_user_id === null).map(({ id }) => id);
  if (free.length === 0) return;
  await ctx.tx.execute('UPDATE renewal SET owner_user_id = ? WHERE tenant_id = ? AND id IN (?)', [owner.id, ctx.tenantId, free]);
  await recordAudit(
    ctx.tx,
    free.map((entityId) => ({
      tenantId: ctx.tenantId,
      actor: ctx.actor,
      entityType: 'renewal' as const,
      entityId,
      action: 'assigned',
      before: { owner_user_id: null },
      after: { owner_user_id: owner.id, owner: owner.name },
      requestId: ctx.requestId,
      at: ctx.now,
    })),
  );
}
