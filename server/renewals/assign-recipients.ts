import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { companyToday } from './company-today.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { refreshOpenRenewals } from './refresh-open-renewals.ts';

/**
 * Who is written to about these outlets may be another person now (a payer was chosen, a link changed): their open renewals take the
 * recipient and the price of today and are decided anew. Joins the caller's transaction.
 */
export async function assignRecipients(ctx: Ctx, oids: readonly string[]): Promise<void> {
  if (oids.length === 0) return;
  const settings = await readRenewalSettings(ctx.tenantId, ctx.now);
  await inTransaction(ctx, async ({ tx }) => {
    const rows = await tx.query<{ id: string }>("SELECT id FROM renewal WHERE tenant_id = ? AND oid IN (?) AND status IN ('due', 'failed') ORDER BY id", [
      ctx.tenantId,
      oids,
    ]);
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await refreshOpenRenewals({ ...ctx, tx }, ids, { settings, today: companyToday(ctx.now), runId: null });
  });
}
