import type { z } from 'zod';
import type { setBillingInput } from '../../types/renewals.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { publishRenewals } from './publish-renewals.ts';

interface BillingRow {
  amount: string | null;
  currency: string | null;
  cycle_months: number | null;
  payment_url: string | null;
}

/**
 * What an outlet pays, how often and where, when the POS says nothing or something wrong (X-22, G-05); empty goes back to the POS, else
 * to the setting. A cycle that is still open takes the new price; what is paid keeps its own. Errors: not_found.
 */
export async function setBilling(ctx: UserCtx, { oid, amount, currency, cycleMonths, paymentUrl }: z.output<typeof setBillingInput>): Promise<void> {
  await inTransaction(ctx, async ({ tx }) => {
    const scope = scopeSql(ctx.actor.scope, 'o');
    const [outlet] = await tx.query<BillingRow>(
      `SELECT o.amount, o.currency, o.cycle_months, o.payment_url FROM outlet o WHERE o.tenant_id = ? AND o.oid = ? AND ${scope.sql} FOR UPDATE`,
      [ctx.tenantId, oid, ...scope.params],
    );
    if (!outlet) throw new AppError('not_found', 'There is no such outlet.');
    const [before] = await tx.query<BillingRow>(
      'SELECT amount, currency, cycle_months, payment_url FROM outlet_billing WHERE tenant_id = ? AND oid = ? FOR UPDATE',
      [ctx.tenantId, oid],
    );
    await tx.execute(
      `INSERT INTO outlet_billing (tenant_id, oid, amount, currency, cycle_months, payment_url, updated_by_user_id) VALUES (?)
       ON DUPLICATE KEY UPDATE amount = VALUES(amount), currency = VALUES(currency), cycle_months = VALUES(cycle_months), payment_url = VALUES(payment_url), updated_by_user_id = VALUES(updated_by_user_id)`,
      [[ctx.tenantId, oid, amount, currency, cycleMonths, paymentUrl, ctx.actor.userId]],
    );
    const open = await tx.query<{ id: string }>("SELECT id FROM renewal WHERE tenant_id = ? AND oid = ? AND status IN ('due', 'failed') FOR UPDATE", [
      ctx.tenantId,
      oid,
    ]);
    const ids = open.map(({ id }) => id);
    const price = { amount: amount ?? outlet.amount, currency: currency ?? outlet.currency };
    if (ids.length > 0)
      await tx.execute(
        'UPDATE renewal SET amount = COALESCE(?, amount), currency = COALESCE(?, currency), revision = revision + 1 WHERE tenant_id = ? AND id IN (?)',
        [price.amount, price.currency, ctx.tenantId, ids],
      );
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'outlet',
        entityId: oid,
        action: 'billing',
        before: before ? { ...before } : null,
        after: { amount, currency, cycle_months: cycleMonths, payment_url: paymentUrl },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    tx.afterCommit(() => publishRenewals(ctx, ids));
  });
}
