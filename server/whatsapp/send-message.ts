import { setTimeout as wait } from 'node:timers/promises';
import { claimOutbound } from '../messages/claim-outbound.ts';
import { loadOutbound, type OutboundJob } from '../messages/load-outbound.ts';
import { postponeOutbound } from '../messages/postpone-outbound.ts';
import { wakeNextOutbound } from '../messages/wake-outbound.ts';
import type { Ctx } from '../platform/context.ts';
import { metrics } from '../platform/metrics.ts';
import { decideGraphBody } from './decide-graph-body.ts';
import type { GraphAnswer } from './graph-answer-types.ts';
import { graph } from './graph.ts';
import { throughNumberBreaker } from './number-breaker.ts';
import { settleAnswer } from './settle-answer.ts';
import { takeSendSlot } from './take-send-slot.ts';
import { uploadMedia } from './upload-media.ts';

/** How long an open circuit keeps a message away from the probe. */
const CIRCUIT_MS = 2_000;

/**
 * Sends one queued message: rate limits, claim, Graph call without a transaction, result. Calling it twice, late or from two workers is
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
    await settleAnswer(ctx, job, {
      attempt: null,
      answer: { kind: 'rejected', subcode: null, httpStatus: 0, retryAfterMs: null, isTransient: false, ...refusal },
      durationMs: 0,
    });
    return true;
  }
  const media = await uploadMedia(ctx, job);
  if ('kind' in media) {
    await settleAnswer(ctx, job, { attempt: null, answer: media, durationMs: 0 });
    return true;
  }
  const body = decideGraphBody({
    ...job,
    fragment: job.payload?.raw,
    isVoice: job.payload?.voice ?? false,
    filename: job.upload?.filename ?? null,
    waMediaId: media.mediaId,
    phone: job.contact.phone,
    bsuid: job.contact.bsuid,
  });
  if (!body) {
    await settleAnswer(ctx, job, {
      attempt: null,
      answer: {
        kind: 'rejected',
        code: 'no_content',
        subcode: null,
        detail: 'there is nothing to send',
        httpStatus: 0,
        retryAfterMs: null,
        isTransient: false,
      },
      durationMs: 0,
    });
    return true;
  }
  const slot = await takeSendSlot({ numberId: job.number.id, contactId: job.contact.id, messagesPerSecond: job.number.messagesPerSecond }, ctx.log);
  if (!slot.isGranted || slot.waitMs > 0) metrics.throttledSends.inc();
  if (!slot.isGranted) {
    await postponeOutbound(ctx, job.messageId, slot.waitMs);
    return false;
  }
  if (slot.waitMs > 0) await wait(slot.waitMs);
  let claim: { attempt: number; startedAt: number } | null = null;
  const passed = await throughNumberBreaker<GraphAnswer | null>(job.number.id, async () => {
    const number = await claimOutbound(ctx, job.messageId);
    if (number === null) return null;
    claim = { attempt: number, startedAt: performance.now() };
    return graph().sendMessage(job.number.phoneNumberId, body);
  });
  if (!passed) {
    await postponeOutbound(ctx, job.messageId, CIRCUIT_MS);
    return false;
  }
  const claimed = claim as { attempt: number; startedAt: number } | null;
  if (!claimed || passed.answer === null) return false;
  metrics.sendResults.inc({ result: passed.answer.kind });
  metrics.sendSeconds.observe((performance.now() - claimed.startedAt) / 1000);
  await settleAnswer(
    ctx,
    { ...job, tries: job.tries + 1 },
    { attempt: claimed.attempt, answer: passed.answer, durationMs: performance.now() - claimed.startedAt },
  );
  return true;
}

/** What we know without asking Meta; codes as Meta would give them where it has one. */
function refusalOf(job: OutboundJob): { code: string; detail: string } | null {
  if (job.number.stoppedReason !== null) return { code: job.number.stoppedReason, detail: 'sending from this number is stopped' };
  if (job.contact.phone === null && job.contact.bsuid === null) return { code: 'no_recipient', detail: 'this contact has no address on WhatsApp any more' };
  if (job.type !== 'template' && !job.isWindowOpen) return { code: '131047', detail: 'the customer service window closed before the message could be sent' };
  return null;
}
