import type { ReminderReason } from '../../types/renewals.ts';
import type { Tx } from '../platform/context.ts';
import type { Log } from '../platform/log.ts';
import { publishRenewals } from './publish-renewals.ts';
import { publishJob } from './publish-job.ts';

/** What became of one renewal of a bulk sending. `waitUntil`: not now, but then (quiet hours end): the job goes on with it. */
export interface JobOutcome {
  renewalId: string;
  verdict: 'sent' | 'skipped';
  reason: ReminderReason;
  waitUntil?: Date;
}

/**
 * For the sender, in the transaction of the sending: counts each renewal of a job once, however often its message is delivered, and ends
 * the job with the last one. Renewals that are not of the job, or counted already, change nothing.
 */
export async function recordJobOutcomes(ctx: { tenantId: string; now: Date; log: Log; tx: Tx }, jobId: string, outcomes: readonly JobOutcome[]): Promise<void> {
  const { tx, tenantId, now } = ctx;
  const counts = { sent: 0, skipped: 0 };
  for (const { renewalId, verdict, reason, waitUntil } of outcomes) {
    if (waitUntil) {
      await tx.execute("UPDATE renewal_job_item SET not_before = ?, reason = ? WHERE tenant_id = ? AND job_id = ? AND renewal_id = ? AND state = 'waiting'", [
        waitUntil,
        reason,
        tenantId,
        jobId,
        renewalId,
      ]);
      continue;
    }
    const { affectedRows } = await tx.execute(
      "UPDATE renewal_job_item SET state = ?, reason = ? WHERE tenant_id = ? AND job_id = ? AND renewal_id = ? AND state = 'waiting'",
      [verdict, reason, tenantId, jobId, renewalId],
    );
    counts[verdict] += affectedRows;
  }
  const waiting = outcomes.filter((outcome) => outcome.waitUntil).map(({ renewalId }) => renewalId);
  tx.afterCommit(() => publishRenewals(ctx, waiting));
  if (counts.sent + counts.skipped === 0) return;
  await tx.execute('UPDATE renewal_job SET sent = sent + ?, skipped = skipped + ? WHERE tenant_id = ? AND id = ?', [
    counts.sent,
    counts.skipped,
    tenantId,
    jobId,
  ]);
  await tx.execute("UPDATE renewal_job SET state = 'done', finished_at = ? WHERE tenant_id = ? AND id = ? AND state = 'running' AND sent + skipped >= total", [
    now,
    tenantId,
    jobId,
  ]);
  tx.afterCommit(() => publishJob(ctx, jobId));
}
