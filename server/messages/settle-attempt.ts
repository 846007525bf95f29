import { announce } from '../platform/announce.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { publishLive } from '../platform/publish-live.ts';
import type { StatusOutcome } from './apply-statuses.ts';
import { applyParkedStatuses } from './apply-parked-statuses.ts';
import { markPreview } from './mark-preview.ts';
import { publishStatus } from './publish-status.ts';
import { refreshReactions } from './refresh-reactions.ts';
import { restoreWaiting } from './restore-waiting.ts';

/** How one attempt ended. Codes are the provider's as text, or ours (`unreachable`, `timeout`, `window_closed` …). */
export type AttemptResult =
  | { kind: 'accepted'; waMessageId: string }
  /** not taken, will be tried again */
  | { kind: 'retry'; code: string; detail: string; delayMs: number }
  /** not taken, and trying again by itself would not help */
  | { kind: 'failed'; code: string; detail: string }
  /** may have been taken: only a status webhook or a person can tell */
  | { kind: 'unknown'; code: string; detail: string };

export interface AttemptReport {
  messageId: string;
  /** from `claimOutbound`; null when the message was refused before it was claimed */
  attempt: number | null;
  result: AttemptResult;
  httpStatus: number | null;
  durationMs: number;
}

const STORED = { accepted: 'accepted', retry: 'retry', failed: 'rejected', unknown: 'timeout' } as const;

/**
 * Records an attempt and moves its message on. A result that comes late (the sweep had given up, a status webhook was faster, a person
 * had it tried again) is kept in `message_attempt` and changes the message only where that is still true.
 * Returns what statuses did that had come before the answer: to be finished by the channel.
 */
export async function settleAttempt(ctx: Ctx, report: AttemptReport): Promise<StatusOutcome | null> {
  const { messageId, result } = report;
  return inTransaction(ctx, async (ctx) => {
    const [message] = await ctx.tx.query<{ status: string; attempts: number; wa_message_id: string | null; ticket_id: string }>(
      'SELECT status, attempts, wa_message_id, ticket_id FROM message WHERE tenant_id = ? AND id = ? FOR UPDATE',
      [ctx.tenantId, messageId],
    );
    if (!message) return null;
    const code = result.kind === 'accepted' ? null : result.code.slice(0, 64);
    const detail = result.kind === 'accepted' ? null : result.detail.slice(0, 500);
    await ctx.tx.execute(
      'INSERT INTO message_attempt (tenant_id, message_id, attempt, result, wa_message_id, http_status, error_code, error_detail, duration_ms, created_at) VALUES (?)',
      [
        [
          ctx.tenantId,
          messageId,
          report.attempt ?? message.attempts,
          report.attempt === null ? 'skipped' : STORED[result.kind],
          result.kind === 'accepted' ? result.waMessageId : null,
          report.httpStatus,
          code,
          detail,
          Math.round(report.durationMs),
          new Date(),
        ],
      ],
    );
    const isOurs =
      report.attempt === null
        ? message.status === 'queued'
        : message.attempts === report.attempt && (message.status === 'sending' || message.status === 'unknown');
    if (!isOurs) return null;
    const at = new Date();
    const key = [ctx.tenantId, messageId];
    if (result.kind === 'accepted') {
      await ctx.tx.execute(
        "UPDATE message SET status = 'sent', wa_message_id = ?, sent_at = ?, error_code = NULL, error_detail = NULL WHERE tenant_id = ? AND id = ?",
        [result.waMessageId, at, ...key],
      );
      await ctx.tx.execute('DELETE FROM outbound WHERE tenant_id = ? AND message_id = ?', key);
    } else if (result.kind === 'failed') {
      await ctx.tx.execute("UPDATE message SET status = 'failed', failed_at = ?, error_code = ?, error_detail = ? WHERE tenant_id = ? AND id = ?", [
        at,
        code,
        detail,
        ...key,
      ]);
      await ctx.tx.execute('DELETE FROM outbound WHERE tenant_id = ? AND message_id = ?', key);
      await restoreWaiting(ctx.tx, ctx.tenantId, [message.ticket_id]);
      const deltas = await refreshReactions(ctx.tx, ctx.tenantId, [messageId], at);
      ctx.tx.afterCommit(() => publishLive(ctx.tenantId, deltas, ctx.log));
      await announce(ctx.tx, [{ tenantId: ctx.tenantId, type: 'message.failed', payload: { messageId, ticketId: message.ticket_id, code: result.code } }], at);
    } else if (result.kind === 'unknown') {
      await ctx.tx.execute("UPDATE message SET status = 'unknown', error_code = ?, error_detail = ? WHERE tenant_id = ? AND id = ?", [code, detail, ...key]);
      await ctx.tx.execute("UPDATE outbound SET state = 'unknown', woken_at = NULL WHERE tenant_id = ? AND message_id = ?", key);
    } else {
      const due = new Date(at.getTime() + result.delayMs);
      await ctx.tx.execute("UPDATE message SET status = 'queued', next_attempt_at = ?, error_code = ?, error_detail = ? WHERE tenant_id = ? AND id = ?", [
        due,
        code,
        detail,
        ...key,
      ]);
      await ctx.tx.execute(
        "UPDATE outbound SET state = 'queued', next_attempt_at = ?, woken_at = NULL, tries = tries + ? WHERE tenant_id = ? AND message_id = ?",
        [due, report.attempt === null ? 1 : 0, ...key],
      );
    }
    await markPreview(ctx.tx, ctx.tenantId, messageId);
    const { tenantId, log } = ctx;
    const parked = result.kind === 'accepted' ? await applyParkedStatuses(ctx.tx, tenantId, [result.waMessageId], at) : null;
    ctx.tx.afterCommit(() => publishStatus({ tenantId, log }, messageId));
    return parked;
  });
}
