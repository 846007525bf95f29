import type { Ctx, Tx } from '../platform/context.ts';
import { recordDecisions } from './record-decisions.ts';

/** A renewal whose day moved on by a part of its cycle. */
interface Round {
  renewalId: string;
  from: string;
  to: string;
}

/**
 * A part of the price was paid and the day moved on: the same renewal is reminded of anew, from the first step. Prompts, answers and tasks
 * of before stay in the history and count no more, their claims are free, and prompts that still wait to go are taken back: they tell
 * the old day. Joins the transaction that holds the renewals' locks.
 */
export async function startRounds(ctx: Ctx & { tx: Tx }, rounds: readonly Round[]): Promise<void> {
  if (rounds.length === 0) return;
  const { tx, tenantId, now } = ctx;
  const ids = rounds.map(({ renewalId }) => renewalId);
  await tx.execute('UPDATE renewal SET round_started_at = ? WHERE tenant_id = ? AND id IN (?)', [now, tenantId, ids]);
  await tx.execute(
    `UPDATE automatic_message m JOIN renewal_attempt a ON a.tenant_id = m.tenant_id AND a.message_id = m.message_id
     SET m.claim_key = CONCAT('round:', m.id) WHERE a.tenant_id = ? AND a.renewal_id IN (?) AND m.claim_key = CONCAT('renewal:', a.renewal_id, ':', a.step)`,
    [tenantId, ids],
  );
  await tx.execute(
    `UPDATE renewal_attempt SET result = IF(result = 'queued', 'withdrawn', result), claim_key = IF(claim_key = step, CONCAT('round:', id), claim_key)
     WHERE tenant_id = ? AND renewal_id IN (?)`,
    [tenantId, ids],
  );
  await tx.execute("UPDATE renewal_task SET dedupe_key = NULL WHERE tenant_id = ? AND renewal_id IN (?) AND dedupe_key NOT LIKE 'pos %'", [tenantId, ids]);
  await recordDecisions(
    tx,
    tenantId,
    rounds.map(({ renewalId, from, to }) => ({
      renewalId,
      verdict: 'wait' as const,
      step: null,
      reason: 'expiry_changed' as const,
      until: now,
      facts: { from, dueOn: to, isNewRound: true },
    })),
    now,
  );
}
