import type { ReminderReason } from '../../types/renewals.ts';
import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { publishRenewals } from './publish-renewals.ts';
import { recordDecisions } from './record-decisions.ts';
import { uncountJobPrompts } from './uncount-job-prompts.ts';

/** A prompt of a message that will not reach anybody; `reason` null: nothing speaks against this one itself. */
export interface TakenBack {
  id: string;
  renewalId: string;
  reason: ReminderReason | null;
}

/** These may be over tomorrow, or speak only against this message: the step is free again, and decided anew. */
const PASSING: ReadonlySet<ReminderReason | null> = new Set([
  ...([null, 'snoozed', 'complaint', 'template', 'number_stopped'] as const),
  ...(['other_recipient', 'reminders_off', 'step_passed', 'gap', 'pressure'] as const),
]);

/** What is wrong on our side is not put right at once; when it is, it wakes them (wake-for-templates.ts). */
const OURS_MS = 10 * 60_000;

/**
 * A message of prompts was not sent, and will not be. Prompts that are not wanted for good stay as `withdrawn`; the others leave the history
 * of attempts (the log of decisions keeps why), so that their step can be sent later, and count for no budget. A bulk sending no longer counts them as sent. Safe to repeat.
 */
export async function takeBackPrompts(ctx: Ctx, messageId: string, given: readonly TakenBack[]): Promise<void> {
  const now = clock.now();
  await inTransaction(ctx, async ({ tx, tenantId }) => {
    if (given.length === 0) return;
    const locked = [...new Set(given.map(({ renewalId }) => renewalId))];
    await tx.query('SELECT id FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE', [tenantId, locked]);
    // somebody else may have been here meanwhile
    const still = await tx.query<{ id: string; claim_key: string | null }>(
      "SELECT id, claim_key FROM renewal_attempt WHERE tenant_id = ? AND id IN (?) AND result <> 'withdrawn'",
      [tenantId, given.map(({ id }) => id)],
    );
    const claims = new Map(still.map((row) => [row.id, row.claim_key]));
    const prompts = given.filter(({ id }) => claims.has(id));
    const renewalIds = [...new Set(prompts.map(({ renewalId }) => renewalId))];
    if (renewalIds.length === 0) return;
    const passing = prompts.filter(({ reason }) => PASSING.has(reason)).map(({ id }) => id);
    const final = prompts.filter(({ reason }) => !PASSING.has(reason)).map(({ id }) => id);
    if (final.length > 0) await tx.execute("UPDATE renewal_attempt SET result = 'withdrawn' WHERE tenant_id = ? AND id IN (?)", [tenantId, final]);
    const freed =
      passing.length === 0 ? { affectedRows: 0 } : await tx.execute('DELETE FROM renewal_attempt WHERE tenant_id = ? AND id IN (?)', [tenantId, passing]);
    if (freed.affectedRows > 0)
      await tx.execute("UPDATE automatic_message SET claim_key = CONCAT('taken-back:', id) WHERE tenant_id = ? AND message_id = ?", [tenantId, messageId]);
    const ours = prompts.find(({ reason }) => reason === 'number_stopped' || reason === 'template')?.reason ?? null;
    const again = ours === null ? now : new Date(now.getTime() + OURS_MS);
    await tx.execute(
      "UPDATE renewal SET next_at = ?, next_reason = COALESCE(?, next_reason), revision = revision + 1 WHERE tenant_id = ? AND id IN (?) AND status IN ('due', 'failed')",
      [again, ours, tenantId, renewalIds],
    );
    await recordDecisions(
      tx,
      tenantId,
      prompts.map(({ renewalId, reason }) => ({
        renewalId,
        verdict: PASSING.has(reason) ? ('wait' as const) : ('stop' as const),
        step: null,
        reason: reason ?? 'digest',
        until: PASSING.has(reason) ? again : null,
        facts: { withdrawn: true, messageId },
      })),
      now,
    );
    const { log } = ctx;
    await uncountJobPrompts(
      { tx, tenantId, log },
      prompts.map(({ id, renewalId, reason }) => ({ renewalId, reason, claimKey: claims.get(id) ?? null })),
    );
    tx.afterCommit(() => publishRenewals({ tenantId, log }, renewalIds));
  });
}
