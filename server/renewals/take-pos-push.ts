import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { companyToday } from './company-today.ts';
import { settleRenewal } from './settle-renewal.ts';

const number = z.coerce.string().regex(/^[1-9]\d{0,18}$/);

/** What the POS may tell us; other types are kept and mean nothing yet. */
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
const push = z.object({ events: z.array(event).min(1).max(500) });

/** What a push did. `problem` is kept with it; null: everything in it was understood. */
export interface PosPushOutcome {
  paid: number;
  problem: string | null;
}

/**
 * Payments as the POS tells them: the oldest open renewal of the outlet is paid, with the push as evidence. Paid already is no problem; an
 * outlet or shape nobody knows is told. Safe to repeat.
 */
export async function takePosPush(ctx: Ctx, body: unknown): Promise<PosPushOutcome> {
  const parsed = push.safeParse(body);
  if (!parsed.success) return { paid: 0, problem: `not understood: ${parsed.error.issues[0]?.path.join('.') ?? ''}`.slice(0, 200) };
  const unknown: string[] = [];
  let paid = 0;
  for (const payment of parsed.data.events) {
    if (payment.type !== 'renewal.paid') continue;
    const [outlet] = await database().query('SELECT oid FROM outlet WHERE tenant_id = ? AND oid = ?', [ctx.tenantId, payment.oid]);
    if (!outlet) unknown.push(payment.oid);
    else if (await settle(ctx, payment)) paid += 1;
  }
  return { paid, problem: unknown.length > 0 ? `unknown outlets: ${unknown.slice(0, 20).join(', ')}` : null };
}

async function settle(ctx: Ctx, payment: z.output<typeof event>): Promise<boolean> {
  const [renewal] = await database().query<{ id: string }>(
    "SELECT id FROM renewal WHERE tenant_id = ? AND oid = ? AND status IN ('due', 'failed') ORDER BY due_date LIMIT 1",
    [ctx.tenantId, payment.oid],
  );
  if (!renewal) return false;
  // the day as the calendar of renewals has it
  const paidAt = new Date(Date.parse(payment.paid_at) + clock.now().getTime() - Date.now());
  const { amount, currency, reference, expiry_date: to, id: eventId } = payment;
  const evidence = { kind: 'pos_push', eventId, amount: amount ?? null, currency: currency ?? null, reference: reference ?? null, to: to ?? null };
  try {
    await settleRenewal(ctx, renewal.id, { kind: 'paid', paidOn: companyToday(paidAt), evidence });
    return true;
  } catch (error) {
    // settled by somebody else in this moment
    if (error instanceof AppError && error.code === 'conflict') return false;
    throw error;
  }
}
