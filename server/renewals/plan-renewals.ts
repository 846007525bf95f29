import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { decideNextLook } from './decide-next-look.ts';
import { decideReminder } from './decide-reminder.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { keepDecisions } from './keep-decisions.ts';
import { saveNextLooks } from './save-next-looks.ts';

/** How many renewals are locked and decided in one transaction. */
const AT_ONCE = 250;

/**
 * Decides these renewals anew and keeps when to look again, for which step and why; nothing is sent: what is due gets `next_at` now, and
 * the scheduler's next round takes it. Joins the caller's transaction. `others`: what somebody else has locked is waited for, or left to
 * them (they decide it too). Answers how many decisions were new.
 */
export async function planRenewals(ctx: Ctx, renewalIds: readonly string[], others: 'wait' | 'skip' = 'wait'): Promise<number> {
  const ids = renewalIds.toSorted(byNumber);
  let changed = 0;
  for (let start = 0; start < ids.length; start += AT_ONCE)
    changed += await inTransaction(ctx, ({ tx }) => planPage({ ...ctx, tx }, ids.slice(start, start + AT_ONCE), others));
  return changed;
}

async function planPage(ctx: Ctx & { tx: Tx }, ids: readonly string[], others: 'wait' | 'skip'): Promise<number> {
  const locked = await ctx.tx.query<{ id: string; next_at: Date | null; next_step: string | null; next_reason: string | null }>(
    `SELECT id, next_at, next_step, next_reason FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE${others === 'skip' ? ' SKIP LOCKED' : ''}`,
    [ctx.tenantId, ids],
  );
  // read under the locks: settings saved meanwhile wake these rows afterwards
  const settings = await readRenewalSettings(ctx.tenantId);
  const inputs = await loadReminderInputs(
    ctx.tx,
    ctx.tenantId,
    locked.map(({ id }) => id),
    settings,
    ctx.now,
  );
  const decided = inputs.map((input) => ({ renewalId: input.renewal.id, decision: decideReminder({ ...input, mode: 'cadence', settings, now: ctx.now }) }));
  await saveNextLooks(
    ctx.tx,
    ctx.tenantId,
    decided.map(({ renewalId, decision }) => ({ renewalId, ...decideNextLook(decision, ctx.now) })),
    locked,
  );
  return keepDecisions(ctx.tx, ctx.tenantId, decided, ctx.now);
}

function byNumber(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}
