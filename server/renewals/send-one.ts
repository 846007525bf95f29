import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { SendOneResult, sendOneInput } from '../../types/renewals.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { loadRenewals } from './load-renewals.ts';
import { sendReminder } from './send-reminder.ts';

/**
 * One reminder because a person asked for it: what became of it, or why not. The same `clientKey` sends once; without one, a second click
 * is refused by the rules (the gap between two prompts, the budget of the person). Errors: not_found, conflict (somebody else is to be
 * written to by now), unavailable (a service is away: nothing was sent).
 */
export async function sendOne(ctx: UserCtx, { id, clientKey }: z.output<typeof sendOneInput>): Promise<Omit<SendOneResult, 'renewal'>> {
  const [renewal] = await loadRenewals(ctx, [id]);
  if (!renewal) throw new AppError('not_found', 'There is no such renewal.');
  const claim = `one-${clientKey ?? randomUUID()}`;
  const job = { contactId: renewal.contact_id, renewalIds: [id], mode: 'manual' as const, authorUserId: ctx.actor.userId, claim };
  const [outcome] = await sendReminder(ctx, job);
  if (outcome) return { verdict: outcome.verdict === 'sent' ? 'send' : outcome.verdict, reason: outcome.reason, until: outcome.until?.toISOString() ?? null };
  const [written] = await database().query('SELECT id FROM renewal_attempt WHERE tenant_id = ? AND renewal_id = ? AND claim_key = ?', [
    ctx.tenantId,
    id,
    claim,
  ]);
  if (!written) throw new AppError('conflict', 'Somebody else is to be written to by now.');
  return { verdict: 'send', reason: 'manual', until: null };
}
