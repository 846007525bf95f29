import type { z } from 'zod';
import type { setBillingInput } from '../../types/renewals.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideBilling } from './decide-billing.ts';
import { publishRenewals } from './publish-renewals.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';

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
  const settings = await readRenewalSettings(ctx.tenantId);
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
    const open = await tx.query<{ id: string; fid: string; due_on: string }>(
      "SELECT id, fid, CAST(due_date AS CHAR) AS due_on FROM renewal WHERE tenant_id = ? AND oid = ? AND status IN ('due', 'failed') ORDER BY id FOR UPDATE",
      [ctx.tenantId, oid],
    );
    const ids = open.map(({ id }) => id);
    const pos = { amount: outlet.amount, currency: outlet.currency, cycleMonths: outlet.cycle_months, paymentUrl: outlet.payment_url };
    for (const { id, fid, due_on: dueOn } of open) {
      const price = decideBilling({ oid, fid, dueOn }, { amount, currency, cycleMonths, paymentUrl }, pos, settings);
      await tx.execute('UPDATE renewal SET amount = ?, currency = ?, source = ?, revision = revision + 1 WHERE tenant_id = ? AND id = ?', [
        price.amount,
        price.currency,
        price.source,
        ctx.tenantId,
        id,
      ]);
    }
    const places = [{ entityType: 'outlet' as const, entityId: oid }, ...ids.map((id) => ({ entityType: 'renewal' as const, entityId: id }))];
    await recordAudit(
      tx,
      places.map((place) => ({
        ...place,
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        action: 'billing',
        before: before ? { ...before } : null,
        after: { amount, currency, cycle_months: cycleMonths, payment_url: paymentUrl },
        requestId: ctx.requestId,
        at: ctx.now,
      })),
    );
    tx.afterCommit(() => publishRenewals(ctx, ids));
  });
}
