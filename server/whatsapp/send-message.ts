import { setTimeout as wait } from 'node:timers/promises';
import { callbackData } from '../messages/callback-data.ts';
import { claimOutbound } from '../messages/claim-outbound.ts';
import { loadOutbound, type OutboundJob } from '../messages/load-outbound.ts';
import { postponeOutbound } from '../messages/postpone-outbound.ts';
import { wakeNextOutbound } from '../messages/wake-outbound.ts';
import type { Ctx } from '../platform/context.ts';
import { metrics } from '../platform/metrics.ts';
import { findUnwanted } from '../renewals/find-unwanted.ts';
import { decideGraphBody } from './decide-graph-body.ts';
import type { GraphAnswer, GraphRejection } from './graph-answer-types.ts';
import { graph } from './graph.ts';
import { throughNumberBreaker } from './number-breaker.ts';
import { settleAnswer } from './settle-answer.ts';
import { takeBulkShare } from './take-bulk-share.ts';
import { takeSendSlot } from './take-send-slot.ts';
import { uploadMedia } from './upload-media.ts';

/** How long an open circuit keeps a message away from the probe. */
const CIRCUIT_MS = 2_000;

/** So long a template is not sent to somebody WhatsApp could not reach: asking again and again costs the number its quality. */
const UNDELIVERABLE_MS = 24 * 3_600_000;

/**
 * Sends one queued message: rate limits, for what is automatic whether it is still wanted, claim, Graph call without a transaction, result. Calling it twice, late or from two workers is
 * harmless: the claim decides. A message whose turn it is not is woken by the one before it, one that must wait by `sweepOutbound`.
 */
export async function sendMessage(ctx: Ctx, input: { messageId: string }): Promise<void> {
  const job = await loadOutbound(ctx, input.messageId);
  if (!job || job.state !== 'queued' || job.isBlocked || job.nextAttemptAt.getTime() > Date.now()) return;
  const isDone = await attempt(ctx, job);
  if (isDone) await wakeNextOutbound({ tenantId: ctx.tenantId, numberId: job.number.id, contactId: job.contact.id }, new Date());
}

/** True when the message is out of the way of the next one, or will come back by itself. */
async function attempt(ctx: Ctx, job: OutboundJob): Promise<boolean> {
  const refusal = refusalOf(job);
  if (refusal) {
    metrics.refusedSends.inc({ reason: job.number.stoppedReason === null ? refusal.code : 'stopped' });
    await settleAnswer(ctx, job, { attempt: null, answer: refusal, durationMs: 0 });
    return true;
  }
  let attemptNumber: number | null = null;
  let startedAt = performance.now();
  const passed = await throughNumberBreaker<GraphAnswer | null>(job.number.id, async () => {
    const media = await uploadMedia(ctx, job);
    if ('kind' in media) return media;
    const body = bodyOf(job, media.mediaId);
    if (!body) return refuse('no_content', 'there is nothing to send');
    if (!(await waitForPlace(ctx, job))) return null;
    const unwanted = job.lane === 'bulk' ? await findUnwanted(ctx, job.messageId) : null;
    if (unwanted?.kind === 'withdrawn') return refuse('withdrawn', unwanted.reason);
    if (unwanted) {
      await postponeOutbound(ctx, job.messageId, unwanted.waitMs);
      return null;
    }
    attemptNumber = await claimOutbound(ctx, job.messageId);
    if (attemptNumber === null) return null;
    startedAt = performance.now();
    return graph().sendMessage(job.number.phoneNumberId, body);
  });
  if (!passed) await postponeOutbound(ctx, job.messageId, CIRCUIT_MS);
  const answer = passed?.answer ?? null;
  if (!answer) return false;
  const durationMs = performance.now() - startedAt;
  metrics.sendResults.inc({ result: answer.kind });
  metrics.sendSeconds.observe(durationMs / 1000);
  await settleAnswer(ctx, attemptNumber === null ? job : { ...job, tries: job.tries + 1 }, { attempt: attemptNumber, answer, durationMs });
  return true;
}

/** False: not yet, the sweep wakes it when it is due. */
async function waitForPlace(ctx: Ctx, job: OutboundJob): Promise<boolean> {
  const ask = { numberId: job.number.id, contactId: job.contact.id, messagesPerSecond: job.number.messagesPerSecond, lane: job.lane };
  for (const take of job.lane === 'bulk' ? [takeBulkShare, takeSendSlot] : [takeSendSlot]) {
    const slot = await take(ask, ctx.log);
    if (!slot.isGranted || slot.waitMs > 0) metrics.throttledSends.inc();
    if (!slot.isGranted) {
      await postponeOutbound(ctx, job.messageId, slot.waitMs);
      return false;
    }
    if (slot.waitMs > 0) await wait(slot.waitMs);
  }
  return true;
}

function bodyOf(job: OutboundJob, waMediaId: string | null): Record<string, unknown> | null {
  return decideGraphBody({
    ...job,
    callbackData: callbackData.write(job),
    waMediaId,
    fragment: job.payload?.raw,
    isVoice: job.payload?.voice ?? false,
    filename: job.upload?.filename ?? null,
    phone: job.contact.phone,
    bsuid: job.contact.bsuid,
  });
}

/** Our own refusal in the shape of Meta's. */
function refuse(code: string, detail: string): GraphRejection {
  return { kind: 'rejected', code, detail, subcode: null, httpStatus: 0, retryAfterMs: null, isTransient: false };
}

/** What we know without asking Meta; codes as Meta would give them where it has one. */
function refusalOf(job: OutboundJob): GraphRejection | null {
  if (job.number.stoppedReason !== null) return refuse(job.number.stoppedReason, 'sending from this number is stopped');
  if (job.contact.phone === null && job.contact.bsuid === null) return refuse('no_recipient', 'this contact has no address on WhatsApp any more');
  if (job.type === 'template' && job.contact.isOptedOut) return refuse('opted_out', 'this contact does not want to be written to first');
  if (job.type === 'template' && job.contact.undeliverableAt !== null && job.contact.undeliverableAt.getTime() > Date.now() - UNDELIVERABLE_MS)
    return refuse('undeliverable', 'WhatsApp said a short while ago that it does not reach this contact');
  if (job.type !== 'template' && !job.isWindowOpen) return refuse('131047', 'the customer service window closed before the message could be sent');
  return null;
}
