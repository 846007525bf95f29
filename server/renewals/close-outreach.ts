import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';

const SILENT_MS = 30 * 86_400_000;
const AT_ONCE = 200;

/**
 * Closes tickets that hold nothing but our own question: 30 days after its last message, or when every renewal it asked about is settled. They
 * were in no list before and are in none now; whoever answers after all begins a new one. Answers how many.
 */
export async function closeOutreach(ctx: Ctx): Promise<number> {
  const at = new Date();
  let closed = 0;
  for (let after = '0'; ; ) {
    const rows = await database().query<{ id: string }>(
      `SELECT t.id FROM ticket t WHERE t.tenant_id = ? AND t.is_open = 0 AND t.status = 'new' AND t.prompt_state = 'outreach' AND t.id > ?
         AND (t.last_message_at < ? OR (EXISTS (SELECT 1 FROM renewal_attempt a WHERE a.tenant_id = t.tenant_id AND a.ticket_id = t.id)
           AND NOT EXISTS (SELECT 1 FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id
             WHERE a.tenant_id = t.tenant_id AND a.ticket_id = t.id AND r.status IN ('due', 'failed'))))
       ORDER BY t.id LIMIT ?`,
      [ctx.tenantId, after, new Date(at.getTime() - SILENT_MS), AT_ONCE],
    );
    for (const { id } of rows) if (await closeOne(ctx, id, at)) closed += 1;
    if (rows.length < AT_ONCE) return closed;
    after = rows.at(-1)?.id ?? after;
  }
}

/** False when the merchant answered in this moment. */
async function closeOne(ctx: Ctx, id: string, at: Date): Promise<boolean> {
  return inTransaction(ctx, async ({ tx, tenantId, actor, requestId }) => {
    const { affectedRows } = await tx.execute(
      "UPDATE ticket SET status = 'closed', closed_at = ?, revision = revision + 1 WHERE tenant_id = ? AND id = ? AND status = 'new' AND prompt_state = 'outreach'",
      [at, tenantId, id],
    );
    if (affectedRows === 0) return false;
    const change = { action: 'closed', before: { status: 'new' }, after: { status: 'closed' } };
    await recordAudit(tx, [{ tenantId, actor, entityType: 'ticket', entityId: id, requestId, at, ...change }]);
    return true;
  });
}
