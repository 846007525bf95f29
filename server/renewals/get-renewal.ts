import type { RenewalView } from '../../types/renewals.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { companyToday } from './company-today.ts';
import { decideBilling } from './decide-billing.ts';
import { decidePlan } from './decide-plan.ts';
import { findUndo } from './find-undo.ts';
import { listRenewalPeople } from './list-renewal-people.ts';
import { listRenewalTickets } from './list-renewal-tickets.ts';
import { loadHistory } from './load-history.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { loadRenewals } from './load-renewals.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import type { LoadedRenewal, TaskRecord } from './renewal-record-types.ts';
import { selectTasks } from './select-tasks.ts';
import { renewalRow, taskView } from './view.ts';

const MOST_TASKS = 50;

/** A renewal with everything that stands beside it. Error: not_found (missing, or out of scope). */
export async function getRenewal(ctx: UserCtx, id: string): Promise<RenewalView> {
  const [renewal] = await loadRenewals(ctx, [id]);
  if (!renewal) throw new AppError('not_found', 'There is no such renewal.');
  const { tenantId } = ctx;
  const [{ history, attempts }, tasks, tickets, people, billing, plan, undo] = await Promise.all([
    loadHistory(tenantId, renewal),
    database().query<TaskRecord>(`${selectTasks} WHERE k.tenant_id = ? AND k.renewal_id = ? ORDER BY k.done_at IS NOT NULL, k.due_on, k.id LIMIT ?`, [
      tenantId,
      id,
      MOST_TASKS,
    ]),
    listRenewalTickets(ctx, renewal),
    listRenewalPeople(ctx, renewal.oid),
    readBilling(ctx, renewal),
    planOf(ctx, id),
    findUndo(database(), { tenantId, userId: ctx.actor.userId, now: ctx.now }, id),
  ]);
  return {
    ...renewalRow(renewal, companyToday(ctx.now)),
    cycleStart: renewal.cycle_start,
    source: renewal.source,
    paymentUrl: billing.paymentUrl,
    billing: billing.own,
    evidence: parseJson(renewal.evidence),
    reason: renewal.reason,
    settledBy: renewal.settled_by_name,
    settledAt: renewal.settled_at?.toISOString() ?? null,
    plan: plan.map((step) =>
      step.result === 'paid' ? { ...step, result: attempts.find((attempt) => attempt.step === step.step)?.result ?? step.result } : step,
    ),
    history,
    tasks: tasks.map(taskView),
    tickets,
    people,
    undoUntil: undo?.until.toISOString() ?? null,
  };
}

/** The line of time as it would go on from here. */
async function planOf(ctx: UserCtx, renewalId: string): Promise<RenewalView['plan']> {
  const settings = await readRenewalSettings(ctx.tenantId);
  const [input] = await loadReminderInputs(database(), ctx.tenantId, [renewalId], settings, ctx.now);
  return input ? decidePlan({ ...input, mode: 'cadence', settings, now: ctx.now }) : [];
}

interface BillingRow {
  amount: string | null;
  currency: string | null;
  cycle_months: number | null;
  payment_url: string | null;
  pos_payment_url: string | null;
}

/** What staff said of the outlet's subscription, and the payment link that counts. */
async function readBilling(ctx: UserCtx, renewal: LoadedRenewal): Promise<{ own: RenewalView['billing']; paymentUrl: string | null }> {
  const settings = await readRenewalSettings(ctx.tenantId);
  const [row] = await database().query<BillingRow>(
    `SELECT b.amount, b.currency, b.cycle_months, b.payment_url, o.payment_url AS pos_payment_url
     FROM outlet o LEFT JOIN outlet_billing b ON b.tenant_id = o.tenant_id AND b.oid = o.oid WHERE o.tenant_id = ? AND o.oid = ?`,
    [ctx.tenantId, renewal.oid],
  );
  const own = {
    amount: row?.amount ?? null,
    currency: row?.currency ?? null,
    cycleMonths: row?.cycle_months ?? null,
    paymentUrl: row?.payment_url ?? null,
  };
  const pos = { amount: null, currency: null, cycleMonths: null, paymentUrl: row?.pos_payment_url ?? null };
  const { oid, fid, due_date: dueOn } = renewal;
  return { own, paymentUrl: decideBilling({ oid, fid, dueOn }, own, pos, settings).paymentUrl };
}
