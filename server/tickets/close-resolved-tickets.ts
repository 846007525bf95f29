import { readSettings } from '../access/read-settings.ts';
import { announce } from '../platform/announce.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { publishTicket } from './publish-ticket.ts';

const AT_ONCE = 100;

/** Closes (archives) what was resolved so long ago that the merchant could no longer reopen it. Returns how many. */
export async function closeResolvedTickets(ctx: Ctx): Promise<number> {
  const settings = await readSettings(ctx.tenantId, ctx.now);
  const before = new Date(ctx.now.getTime() - settings.reopen_within_hours * 3_600_000);
  let closed = 0;
  for (;;) {
    const rows = await database().query<{ id: string }>(
      "SELECT id FROM ticket WHERE tenant_id = ? AND status = 'resolved' AND resolved_at <= ? ORDER BY id LIMIT ?",
      [ctx.tenantId, before, AT_ONCE],
    );
    for (const { id } of rows) if (await closeOne(ctx, id, before)) closed += 1;
    if (rows.length < AT_ONCE) return closed;
  }
}

/** False when the merchant or a colleague was faster. */
async function closeOne(ctx: Ctx, id: string, before: Date): Promise<boolean> {
  return inTransaction(ctx, async ({ tx }) => {
    const { affectedRows } = await tx.execute(
      "UPDATE ticket SET status = 'closed', closed_at = ?, revision = revision + 1 WHERE tenant_id = ? AND id = ? AND status = 'resolved' AND resolved_at <= ?",
      [ctx.now, ctx.tenantId, id, before],
    );
    if (affectedRows === 0) return false;
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'ticket',
        entityId: id,
        action: 'closed',
        before: { status: 'resolved' },
        after: { status: 'closed' },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    await announce(tx, [{ tenantId: ctx.tenantId, type: 'ticket.changed', payload: { ticketId: id, fields: ['status'] } }], ctx.now);
    tx.afterCommit(() => publishTicket(ctx, id, { requestId: ctx.requestId }));
    return true;
  });
}
