import type { MessageStatus } from '../../types/messages.ts';
import { ATTEMPT_RESULTS, type AttemptResult } from '../../types/renewals.ts';
import { decideAttemptResult } from './decide-attempt-result.ts';

/** An attempt as it is stored, with its message, and what its renewal keeps as evidence of the payment. */
export interface StoredAttempt {
  id: string;
  result: AttemptResult;
  answeredAt: Date | null;
  messageStatus: MessageStatus | null;
  evidence: Readonly<Record<string, unknown>> | null;
}

/**
 * What people see of an attempt: how it arrived, or what came of it. The one a payment is owed to is stored as `paid`; the payment is an
 * event of its own, with a time of its own, so the attempt goes on saying what it said before: its answer, how far its message got (told
 * later, too), else what the evidence kept of it.
 */
export function decideShownResult({ id, result, answeredAt, messageStatus, evidence }: StoredAttempt): AttemptResult {
  if (result !== 'paid') return result;
  if (answeredAt) return 'replied';
  const move = messageStatus && decideAttemptResult('queued', { status: messageStatus, errorCode: null });
  if (move && move !== 'ours') return move.result;
  const kept = evidence?.['attemptId'] === id ? evidence['attemptResult'] : null;
  return ATTEMPT_RESULTS.find((one) => one === kept) ?? 'paid';
}
