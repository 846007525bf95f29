import { setTimeout as wait } from 'node:timers/promises';
import { pos } from '../outlets/pos.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { companyToday } from './company-today.ts';
import { decideDigest } from './decide-digest.ts';
import { decideExpiryChange } from './decide-expiry-change.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import type { ReminderJob } from './send-types.ts';
import { settleRenewal } from './settle-renewal.ts';
import type { Settlement } from './settlement-types.ts';

/** So long a reminder waits for the POS; away, it goes by what we know. */
const PATIENCE_MS = 3_000;
const MOST_ASKED = 50;

/**
 * Right before prompts go, the POS is asked about those outlets once more (it may have been paid a minute ago): a newer expiry settles the
 * renewal as paid, a closed outlet as cancelled. Answers the renewals whose day moved a little: they wait for the next load. A POS that is
 * away, or cannot tell one outlet alone, holds nothing up.
 */
export async function checkPayments(ctx: Ctx, job: ReminderJob): Promise<ReadonlySet<string>> {
  const moved = new Set<string>();
  const point = pos();
  if (!point?.isAvailable || job.renewalIds.length === 0) return moved;
  const settings = await readRenewalSettings(ctx.tenantId);
  const inputs = await loadReminderInputs(database(), ctx.tenantId, job.renewalIds, settings, ctx.now);
  const round = decideDigest(inputs.map((input) => ({ ...input, mode: job.mode, settings, now: ctx.now })));
  const due = new Set(round.messages.flatMap(({ parts }) => parts.map(({ renewalId }) => renewalId)));
  const asked = inputs.filter(({ renewal }) => due.has(renewal.id)).slice(0, MOST_ASKED);
  const impatience = new AbortController();
  const tooLate = wait(PATIENCE_MS, null, { signal: impatience.signal }).catch(() => null);
  await Promise.all(
    asked.map(async ({ renewal, outlet }) => {
      const told = await Promise.race([point.findOutlet(renewal.oid, Date.now()).catch(() => null), tooLate]);
      if (!told || told.expiryDate === renewal.dueOn) return;
      const cycleMonths = await cycleOf(ctx, renewal.oid, settings.cycleMonths);
      const change = decideExpiryChange({ dueOn: renewal.dueOn, expiresOn: told.expiryDate, status: told.status, cycleMonths });
      const paidOn = companyToday(ctx.now);
      const evidence = { kind: 'expiry_moved', from: outlet.expiresOn, to: told.expiryDate, asked: 'before_sending' };
      if (change === 'paid') await settle(ctx, renewal.id, { kind: 'paid', paidOn, evidence });
      else if (change === 'cancelled') await settle(ctx, renewal.id, { kind: 'cancelled', reason: 'outlet_closed', evidence });
      else if (change === 'moved') moved.add(renewal.id);
    }),
  );
  impatience.abort();
  return moved;
}

/** Somebody was faster: the decision that follows sees it. */
async function settle(ctx: Ctx, renewalId: string, settlement: Settlement): Promise<void> {
  await settleRenewal(ctx, renewalId, settlement).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

async function cycleOf(ctx: Ctx, oid: string, usual: number): Promise<number> {
  const [row] = await database().query<{ months: number | null }>(
    `SELECT COALESCE(b.cycle_months, o.cycle_months) AS months FROM outlet o LEFT JOIN outlet_billing b ON b.tenant_id = o.tenant_id AND b.oid = o.oid
     WHERE o.tenant_id = ? AND o.oid = ?`,
    [ctx.tenantId, oid],
  );
  return row?.months ?? usual;
}
