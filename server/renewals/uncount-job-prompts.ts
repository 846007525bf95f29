import type { ReminderReason } from '../../types/renewals.ts';
import type { Tx } from '../platform/context.ts';
import type { Log } from '../platform/log.ts';
import { publishJob } from './publish-job.ts';

/** A prompt that will not reach anybody. `claimKey` as in its attempt; `reason` null: nothing speaks against this one itself. */
export interface UncountedPrompt {
  renewalId: string;
  claimKey: string | null;
  reason: ReminderReason | null;
}

const OF_JOB = /^job-(\d+)$/;

/**
 * In the transaction that takes prompts back: those of bulk sendings were counted as sent when they were written, and are counted among the
 * skipped instead, with the reason. What went with another one that is not wanted any more waits again: its sending goes on with it, unless
 * it was stopped. Prompts of no sending, or counted otherwise already, change nothing. The caller holds the locks of the renewals.
 */
export async function uncountJobPrompts(ctx: { tenantId: string; log: Log; tx: Tx }, prompts: readonly UncountedPrompt[]): Promise<void> {
  const { tx, tenantId } = ctx;
  const jobs = new Map<string, UncountedPrompt[]>();
  for (const prompt of prompts) {
    const jobId = OF_JOB.exec(prompt.claimKey ?? '')?.[1];
    if (jobId !== undefined) jobs.set(jobId, [...(jobs.get(jobId) ?? []), prompt]);
  }
  for (const [jobId, its] of [...jobs].toSorted(([one], [other]) => Number(one) - Number(other))) {
    const counts = { skipped: 0, waiting: 0 };
    for (const reason of new Set(its.map((prompt) => prompt.reason))) {
      const state = reason === null ? 'waiting' : 'skipped';
      const { affectedRows } = await tx.execute(
        "UPDATE renewal_job_item SET state = ?, reason = ?, not_before = NULL WHERE tenant_id = ? AND job_id = ? AND renewal_id IN (?) AND state = 'sent'",
        [state, reason, tenantId, jobId, its.filter((prompt) => prompt.reason === reason).map(({ renewalId }) => renewalId)],
      );
      counts[state] += affectedRows;
    }
    if (counts.skipped + counts.waiting === 0) continue;
    await tx.execute(
      `UPDATE renewal_job SET sent = sent - ?, skipped = skipped + ?, finished_at = IF(state = 'done' AND ? > 0, NULL, finished_at),
         state = IF(state = 'done' AND ? > 0, 'running', state) WHERE tenant_id = ? AND id = ?`,
      [counts.skipped + counts.waiting, counts.skipped, counts.waiting, counts.waiting, tenantId, jobId],
    );
    tx.afterCommit(() => publishJob(ctx, jobId));
  }
}
