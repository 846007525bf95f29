import { announce } from '../platform/announce.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { publishTicket } from './publish-ticket.ts';

const AT_ONCE = 500;

interface Moved {
  id: string;
  oid: string;
  fid: string;
  new_fid: string;
}

/**
 * An outlet was sold: the POS lists it under another franchise, and its tickets go there with it, so that the new franchise's people see
 * them and the old one's no longer do (AUTH-03). Audited with the franchise before (TICKET-09). Returns how many moved.
 */
export async function followOutlets(ctx: Ctx): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await database().query<Moved>(
      `SELECT t.id, t.oid, t.fid, o.fid AS new_fid FROM ticket t JOIN outlet o ON o.tenant_id = t.tenant_id AND o.oid = t.oid
       WHERE t.tenant_id = ? AND t.fid <> o.fid ORDER BY t.id LIMIT ?`,
      [ctx.tenantId, AT_ONCE],
    );
    for (const row of rows) if (await moveOne(ctx, row)) count += 1;
    if (rows.length < AT_ONCE) return count;
  }
}

/** False when somebody linked the ticket elsewhere meanwhile. */
async function moveOne(ctx: Ctx, { id, oid, fid, new_fid: newFid }: Moved): Promise<boolean> {
  return inTransaction(ctx, async ({ tx, tenantId }) => {
    const { affectedRows } = await tx.execute('UPDATE ticket SET fid = ?, revision = revision + 1 WHERE tenant_id = ? AND id = ? AND oid = ? AND fid = ?', [
      newFid,
      tenantId,
      id,
      oid,
      fid,
    ]);
    if (affectedRows === 0) return false;
    await recordAudit(tx, [
      {
        tenantId,
        actor: ctx.actor,
        entityType: 'ticket',
        entityId: id,
        action: 'franchise_changed',
        before: { oid, fid },
        after: { oid, fid: newFid },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    await announce(tx, [{ tenantId, type: 'ticket.changed', payload: { ticketId: id, fields: ['outlet'] } }], ctx.now);
    tx.afterCommit(() => publishTicket(ctx, id, { refetch: true, movedFrom: { fid, oid } }));
    return true;
  });
}
