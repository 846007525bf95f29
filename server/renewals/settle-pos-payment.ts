import type { Ctx, Tx } from '../platform/context.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { companyToday } from './company-today.ts';
import { decidePosPayment, type OpenCycle } from './decide-pos-payment.ts';
import { planRenewals } from './plan-renewals.ts';
import { publishRenewals } from './publish-renewals.ts';
import { settleRenewal } from './settle-renewal.ts';

/** A pushed payment as it is kept; `paidAt` in milliseconds of the calendar of renewals. */
export interface SaidPayment {
  eventId: string;
  oid: string;
  paidAt: number;
  amount: string | null;
  currency: string | null;
  expiresOn: string | null;
  reference: string | null;
}

const PART = 'part_payment';

/**
 * The open cycle a pushed payment is for is paid, with the push as evidence; of less than its price renewal staff is told, once per payment,
 * and reminders wait until somebody has looked. `ctx.actor` is the POS. Joins the transaction.
 */
export async function settlePosPayment(ctx: Ctx & { tx: Tx }, said: SaidPayment): Promise<'paid' | 'part' | 'nothing' | 'too_early' | 'too_late'> {
  const { tx, tenantId, now } = ctx;
  const { eventId, oid, amount, currency, expiresOn, reference } = said;
  const paidAt = new Date(said.paidAt);
  const open = await lockOpenCycles(tx, tenantId, oid);
  const verdict = decidePosPayment({ paidAt: said.paidAt, paidOn: companyToday(paidAt), expiresOn, amount, currency }, open, now.getTime());
  if (verdict.kind === 'refused') return verdict.reason;
  if (verdict.kind === 'nothing') return 'nothing';
  if (verdict.kind === 'part') {
    await addTask(ctx, verdict.renewalId, eventId, `${verdict.told} / ${verdict.price}`);
    return 'part';
  }
  const evidence = { kind: 'pos_push', eventId, amount, currency, reference, to: expiresOn };
  await settleRenewal(ctx, verdict.renewalId, { kind: 'paid', paidOn: verdict.paidOn, paidAt, evidence });
  await tx.execute('UPDATE pos_event SET renewal_id = ? WHERE tenant_id = ? AND event_id = ?', [verdict.renewalId, tenantId, eventId]);
  return 'paid';
}

/** For whoever has the renewal: what the POS told is not its price. */
async function addTask(ctx: Ctx & { tx: Tx }, id: string, eventId: string, title: string): Promise<void> {
  const { tx, tenantId, now } = ctx;
  const { affectedRows } = await tx.execute(
    `INSERT IGNORE INTO renewal_task (tenant_id, renewal_id, kind, reason, title, due_on, assigned_user_id, dedupe_key, created_at)
     SELECT r.tenant_id, r.id, 'follow_up', ?, ?, ?, r.owner_user_id, CONCAT('part ', LEFT(SHA2(?, 256), 32)), ? FROM renewal r WHERE r.tenant_id = ? AND r.id = ?`,
    [PART, title, companyToday(now), eventId, now, tenantId, id],
  );
  if (affectedRows === 0) return;
  await tx.execute('UPDATE renewal SET revision = revision + 1 WHERE tenant_id = ? AND id = ?', [tenantId, id]);
  await recordAudit(tx, [
    {
      ...{ tenantId, actor: ctx.actor, entityType: 'renewal', entityId: id, action: 'task_added', requestId: ctx.requestId, at: now },
      after: { kind: 'follow_up', reason: PART, title, eventId },
    },
  ]);
  await planRenewals(ctx, [id]);
  tx.afterCommit(() => publishRenewals(ctx, [id]));
}

/** Oldest first, held until the payment is settled: two pushes of one moment never pay the same cycle. */
async function lockOpenCycles(tx: Tx, tenantId: string, oid: string): Promise<OpenCycle[]> {
  const ids = await tx.query<{ id: string }>("SELECT id FROM renewal WHERE tenant_id = ? AND oid = ? AND status IN ('due', 'failed')", [tenantId, oid]);
  if (ids.length === 0) return [];
  // by their ids, as everybody locks them
  const rows = await tx.query<OpenCycle & { status: string }>(
    `SELECT id, status, CAST(due_date AS CHAR) AS dueOn, CAST(cycle_start AS CHAR) AS startsOn, CAST(amount AS CHAR) AS amount, currency
     FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE`,
    [tenantId, ids.map(({ id }) => id)],
  );
  return rows.filter(({ status }) => status === 'due' || status === 'failed').toSorted((one, other) => one.dueOn.localeCompare(other.dueOn));
}
