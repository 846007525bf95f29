import { z } from 'zod';
import { clock } from '../platform/clock.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { companyToday } from './company-today.ts';
import { decidePosPayment, type OpenCycle } from './decide-pos-payment.ts';
import { settleRenewal } from './settle-renewal.ts';

const number = z.coerce.string().regex(/^[1-9]\d{0,18}$/);

/** What the POS may tell us (X-13); other types are kept and mean nothing yet. */
const event = z.object({
  id: z.string().min(1).max(100),
  type: z.string().max(64),
  oid: number,
  paid_at: z.iso.datetime({ offset: true }),
  amount: z.union([z.number(), z.string().max(20)]).nullish(),
  currency: z.string().max(3).nullish(),
  expiry_date: z.iso.date().nullish(),
  reference: z.string().max(100).nullish(),
});
type Payment = z.output<typeof event>;
const push = z.object({ events: z.array(event).min(1).max(500) });

/** What a push did. `problem` is kept with it; null: everything in it was understood. */
export interface PosPushOutcome {
  paid: number;
  problem: string | null;
}

/**
 * Payments as the POS tells them: the open renewal a payment is for is paid, with the push as evidence. Each counts once, by the POS's own
 * number for it, whichever bodies it comes in. An outlet nobody knows, and a time that cannot be, are told and not remembered: the same
 * push may come again. Safe to repeat.
 */
export async function takePosPush(ctx: Ctx, body: unknown): Promise<PosPushOutcome> {
  const parsed = push.safeParse(body);
  if (!parsed.success) return { paid: 0, problem: `not understood: ${parsed.error.issues[0]?.path.join('.') ?? ''}`.slice(0, 200) };
  const unknown: string[] = [];
  const refused: string[] = [];
  let paid = 0;
  for (const payment of parsed.data.events) {
    if (payment.type !== 'renewal.paid') continue;
    const [outlet] = await database().query('SELECT oid FROM outlet WHERE tenant_id = ? AND oid = ?', [ctx.tenantId, payment.oid]);
    if (!outlet) unknown.push(payment.oid);
    else {
      const taken = await take(ctx, payment);
      if (taken === 'paid') paid += 1;
      if (taken === 'too_early' || taken === 'too_late') refused.push(`${payment.id.slice(0, 40)} (${taken})`);
    }
  }
  const problems = [...told('unknown outlets', unknown), ...told('paid_at cannot be', refused)];
  return { paid, problem: problems.length > 0 ? problems.join('; ').slice(0, 500) : null };
}

function told(what: string, which: readonly string[]): string[] {
  return which.length > 0 ? [`${what}: ${which.slice(0, 5).join(', ')}${which.length > 5 ? ` and ${which.length - 5} more` : ''}`] : [];
}

/** One payment: remembered in the transaction that settles, so that neither is there without the other. */
async function take(ctx: Ctx, payment: Payment): Promise<'paid' | 'nothing' | 'too_early' | 'too_late'> {
  // the moment as the calendar of renewals has it
  const paidAt = Date.parse(payment.paid_at) + clock.now().getTime() - Date.now();
  return inTransaction(ctx, async ({ tx, tenantId, now, ...rest }) => {
    const { affectedRows } = await tx.execute('INSERT IGNORE INTO pos_event (tenant_id, event_id, created_at) VALUES (?, ?, ?)', [tenantId, payment.id, now]);
    if (affectedRows === 0) return 'nothing';
    const open = await lockOpenCycles(tx, tenantId, payment.oid);
    const verdict = decidePosPayment({ paidAt, paidOn: companyToday(new Date(paidAt)), expiresOn: payment.expiry_date ?? null }, open, now.getTime());
    if (verdict.kind === 'refused') {
      await tx.execute('DELETE FROM pos_event WHERE tenant_id = ? AND event_id = ?', [tenantId, payment.id]);
      return verdict.reason;
    }
    if (verdict.kind === 'nothing') return 'nothing';
    const { amount, currency, reference, expiry_date: to, id: eventId } = payment;
    const evidence = { kind: 'pos_push', eventId, amount: amount ?? null, currency: currency ?? null, reference: reference ?? null, to: to ?? null };
    await settleRenewal({ ...rest, tx, tenantId, now }, verdict.renewalId, { kind: 'paid', paidOn: verdict.paidOn, paidAt: new Date(paidAt), evidence });
    await tx.execute('UPDATE pos_event SET renewal_id = ? WHERE tenant_id = ? AND event_id = ?', [verdict.renewalId, tenantId, payment.id]);
    return 'paid';
  });
}

/** Oldest first, held until the payment is settled: two pushes of one moment never pay the same cycle. */
async function lockOpenCycles(tx: Tx, tenantId: string, oid: string): Promise<OpenCycle[]> {
  const ids = await tx.query<{ id: string }>("SELECT id FROM renewal WHERE tenant_id = ? AND oid = ? AND status IN ('due', 'failed')", [tenantId, oid]);
  if (ids.length === 0) return [];
  // by their ids, as everybody locks them
  const rows = await tx.query<OpenCycle & { status: string }>(
    `SELECT id, status, CAST(due_date AS CHAR) AS dueOn, CAST(cycle_start AS CHAR) AS startsOn
     FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE`,
    [tenantId, ids.map(({ id }) => id)],
  );
  return rows.filter(({ status }) => status === 'due' || status === 'failed').toSorted((one, other) => one.dueOn.localeCompare(other.dueOn));
}
