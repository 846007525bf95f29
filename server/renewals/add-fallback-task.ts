import type { Ctx, Tx } from '../platform/context.ts';
import { companyToday } from './company-today.ts';
import type { ReminderDecision, ReminderQuestion } from './reminder-types.ts';

/** WhatsApp cannot reach anybody with this step: a person is to call, or to write an e-mail; once per step, for whoever has the renewal. */
export async function addFallbackTask(
  ctx: Ctx & { tx: Tx },
  { renewal }: ReminderQuestion,
  { step, channel, reason }: Extract<ReminderDecision, { verdict: 'fallback' }>,
): Promise<void> {
  await ctx.tx.execute(
    `INSERT IGNORE INTO renewal_task (tenant_id, renewal_id, kind, reason, due_on, assigned_user_id, dedupe_key, created_at)
     SELECT r.tenant_id, r.id, ?, ?, ?, r.owner_user_id, ?, ? FROM renewal r WHERE r.tenant_id = ? AND r.id = ?`,
    [channel, reason, companyToday(ctx.now), step, ctx.now, ctx.tenantId, renewal.id],
  );
}
