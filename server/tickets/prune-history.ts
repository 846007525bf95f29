import { readSettings } from '../access/read-settings.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { eraseTickets } from './erase-tickets.ts';

const TICKETS_AT_ONCE = 50;
const AUDIT_AT_ONCE = 2_000;

/**
 * Retention (SEC-05, X-76): finished conversations older than `retention_months` lose their content, audit rows of that age go.
 * A ticket without a preview text and subject whose messages are all deleted is done already. Returns what it did.
 */
export async function pruneHistory(ctx: Ctx): Promise<{ tickets: number; auditRows: number }> {
  const settings = await readSettings(ctx.tenantId, ctx.now);
  const before = new Date(ctx.now);
  before.setUTCMonth(before.getUTCMonth() - settings.retention_months);
  let tickets = 0;
  for (let after = '0'; ; ) {
    const rows = await database().query<{ id: string }>(
      `SELECT t.id FROM ticket t WHERE t.tenant_id = ? AND t.id > ? AND t.is_open = 0 AND t.last_message_at < ?
         AND (t.subject IS NOT NULL OR t.preview_text IS NOT NULL OR EXISTS (SELECT 1 FROM message m WHERE m.tenant_id = t.tenant_id AND m.ticket_id = t.id AND m.deleted_at IS NULL))
       ORDER BY t.id LIMIT ?`,
      [ctx.tenantId, after, before, TICKETS_AT_ONCE],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) {
      await inTransaction(ctx, async ({ tx }) => {
        const erased = await eraseTickets({ ...ctx, tx }, ids);
        await recordAudit(
          tx,
          ids.map((id) => ({
            tenantId: ctx.tenantId,
            actor: ctx.actor,
            entityType: 'ticket' as const,
            entityId: id,
            action: 'pruned',
            requestId: ctx.requestId,
            at: ctx.now,
          })),
        );
        tickets += erased.tickets;
      });
    }
    const last = ids.at(-1);
    if (ids.length < TICKETS_AT_ONCE || last === undefined) break;
    after = last;
  }
  let auditRows = 0;
  for (let removed = AUDIT_AT_ONCE; removed === AUDIT_AT_ONCE; auditRows += removed) {
    ({ affectedRows: removed } = await database().execute('DELETE FROM audit_log WHERE tenant_id = ? AND created_at < ? LIMIT ?', [
      ctx.tenantId,
      before,
      AUDIT_AT_ONCE,
    ]));
  }
  return { tickets, auditRows };
}
