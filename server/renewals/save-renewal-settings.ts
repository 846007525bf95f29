import type { RenewalSettings } from '../../types/renewal-settings.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { wakeRenewals } from './wake-renewals.ts';

/** Saves what is set about renewals (checked by its schema at the door); every open renewal is decided again by the scheduler. Answers whether anything is different. */
export async function saveRenewalSettings(ctx: Ctx, settings: RenewalSettings): Promise<boolean> {
  const before = await readRenewalSettings(ctx.tenantId);
  const changed = (Object.keys(settings) as (keyof RenewalSettings)[]).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(settings[name]));
  const pick = (from: RenewalSettings): Record<string, unknown> => Object.fromEntries(changed.map((name) => [name, from[name]]));
  await inTransaction(ctx, async ({ tx }) => {
    await tx.execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'renewals', ?) ON DUPLICATE KEY UPDATE value = VALUES(value)", [
      ctx.tenantId,
      JSON.stringify(settings),
    ]);
    if (changed.length === 0) return;
    await wakeRenewals(tx, ctx.tenantId, {}, ctx.now);
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'setting',
        entityId: '0',
        action: 'changed',
        before: pick(before),
        after: pick(settings),
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
  });
  return changed.length > 0;
}
