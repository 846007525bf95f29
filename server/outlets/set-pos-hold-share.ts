import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { readPosSettings } from './read-pos-settings.ts';

/** How much of what we know a load may change by itself (0.01 to 1); audited. */
export async function setPosHoldShare(ctx: Ctx, share: number): Promise<{ share: number }> {
  const { holdShare } = await readPosSettings(ctx.tenantId);
  if (share === holdShare) return { share };
  return inTransaction(ctx, async ({ tx, tenantId }) => {
    await tx.execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'pos_hold_share', ?) ON DUPLICATE KEY UPDATE value = VALUES(value)", [
      tenantId,
      JSON.stringify(share),
    ]);
    await recordAudit(tx, [
      {
        tenantId,
        actor: ctx.actor,
        entityType: 'setting',
        entityId: tenantId,
        action: 'pos_hold_share_changed',
        before: { share: holdShare },
        after: { share },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    return { share };
  });
}
