import { setTimeout as wait } from 'node:timers/promises';
import { learnRecipients } from '../contacts/learn-recipients.ts';
import type { StatusOutcome } from '../messages/apply-statuses.ts';
import { settleAttempt, type AttemptResult } from '../messages/settle-attempt.ts';
import type { OutboundJob } from '../messages/load-outbound.ts';
import type { Ctx } from '../platform/context.ts';
import { applyFailureEffect } from './apply-failure-effect.ts';
import { decideSendFailure, type SendFailureDecision } from './decide-send-failure.ts';
import { finishStatuses } from './finish-statuses.ts';
import { readPhone } from './read-phone.ts';
import type { GraphAccepted, GraphAnswer } from './graph-answer-types.ts';

/** The result must be written down even when the database stumbles: what is lost here becomes `unknown`. */
const WRITE_AGAIN_MS = [200, 1_000, 3_000];

/** Turns the provider's answer into the message's next state and the consequences beyond it (stop, opt-out, template, alert). */
export async function settleAnswer(ctx: Ctx, job: OutboundJob, given: { attempt: number | null; answer: GraphAnswer; durationMs: number }): Promise<void> {
  const { answer } = given;
  const decision = decisionOf(job, answer);
  const report = {
    messageId: job.messageId,
    attempt: given.attempt,
    result: resultOf(answer, decision),
    httpStatus: 'httpStatus' in answer && answer.httpStatus ? answer.httpStatus : null,
    durationMs: given.durationMs,
  };
  let early: StatusOutcome | null = null;
  for (let written = 0; ; written++) {
    try {
      early = await settleAttempt(ctx, report);
      break;
    } catch (error) {
      const pause = WRITE_AGAIN_MS[written];
      if (pause === undefined) throw error;
      await wait(pause);
    }
  }
  if (early) await finishStatuses(ctx.tenantId, early, new Date(), ctx.log);
  if (answer.kind === 'accepted') await learnFromAnswer(ctx, job, answer);
  // what we refused by ourselves is known already, and may be mended by now
  if (decision && answer.kind === 'rejected' && answer.httpStatus > 0)
    await applyFailureEffect(
      ctx,
      { numberId: job.number.id, contactId: job.contact.id, messageId: job.messageId, code: answer.code, detail: answer.detail },
      decision,
    );
}

/** The answer names the recipient by the id that was addressed, sometimes in another form; a status names them by all. */
async function learnFromAnswer(ctx: Ctx, job: OutboundJob, answer: GraphAccepted): Promise<void> {
  const phone = readPhone(answer.contactWaId);
  const bsuid = answer.contactUserId;
  if ((phone === null || phone === job.contact.phone) && (bsuid === null || bsuid === job.contact.bsuid)) return;
  await learnRecipients(ctx.tenantId, [{ contactId: job.contact.id, phone, bsuid, parentBsuid: null }], new Date()).catch((error: unknown) =>
    ctx.log.info({ err: error }, 'ids of a recipient were not learnt'),
  );
}

function decisionOf(job: OutboundJob, answer: GraphAnswer): SendFailureDecision | null {
  if (answer.kind === 'accepted' || answer.kind === 'ambiguous') return null;
  const blank = { subcode: null, httpStatus: null, isTransient: true, retryAfterMs: null };
  return decideSendFailure({
    ...(answer.kind === 'rejected' ? answer : { ...blank, code: 'unreachable' }),
    tries: Math.max(1, job.tries),
    random: Math.random(),
  });
}

function resultOf(answer: GraphAnswer, decision: SendFailureDecision | null): AttemptResult {
  if (answer.kind === 'accepted') return { kind: 'accepted', waMessageId: answer.waMessageId };
  if (answer.kind === 'ambiguous') return { kind: 'unknown', code: 'timeout', detail: answer.detail };
  const code = answer.kind === 'rejected' ? answer.code : 'unreachable';
  return decision?.action === 'retry'
    ? { kind: 'retry', code, detail: answer.detail, delayMs: decision.delayMs }
    : { kind: 'failed', code, detail: answer.detail };
}
