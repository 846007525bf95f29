import type { SendOneResult } from '../../types/renewals.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { queue } from '../platform/queue.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideReminder } from './decide-reminder.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { loadRenewals } from './load-renewals.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';

/** One reminder because a person asked for it: sent, or the reason why not. Errors: not_found, unavailable (the broker is away). */
export async function sendOne(ctx: UserCtx, id: string): Promise<Omit<SendOneResult, 'renewal'>> {
  const [renewal] = await loadRenewals(ctx, [id]);
  if (!renewal) throw new AppError('not_found', 'There is no such renewal.');
  const settings = await readRenewalSettings(ctx.tenantId, ctx.now);
  const [input] = await loadReminderInputs(database(), ctx.tenantId, [id], settings, ctx.now);
  if (!input) throw new AppError('not_found', 'There is no such renewal.');
  const decision = decideReminder({ ...input, mode: 'manual', settings, now: ctx.now });
  if (decision.verdict === 'send')
    await queue().publish({
      routingKey: 'renewal.sender',
      body: { tenantId: ctx.tenantId, contactId: renewal.contact_id, renewalIds: [id], mode: 'manual' },
    });
  return { verdict: decision.verdict, reason: decision.reason, until: decision.verdict === 'wait' ? decision.until.toISOString() : null };
}
