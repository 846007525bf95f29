import type { AttemptResult } from '../../types/renewals.ts';
import type { MessageStatus } from '../../types/messages.ts';
import { decideFailure } from '../messages/decide-failure.ts';

const RANK: Partial<Record<AttemptResult, number>> = { queued: 0, unknown: 1, sent: 2, delivered: 3, read: 4 };
const OF_STATUS: Partial<Record<MessageStatus, AttemptResult>> = {
  queued: 'queued',
  sending: 'queued',
  unknown: 'unknown',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
};

/** `ours`: nothing is wrong with the person; once our side is put right the step may go after all. */
export type AttemptMove = { result: AttemptResult } | 'ours' | null;

/**
 * How an attempt goes on when its message has this status: never back (a late `sent` after `read` says nothing), never away from an answer
 * or a payment; a failed one lives again when somebody had its message tried again. Null: nothing changes.
 */
export function decideAttemptResult(before: AttemptResult, message: { status: MessageStatus; errorCode: string | null }): AttemptMove {
  const isFailed = before === 'failed' || before === 'bounced';
  if (!isFailed && RANK[before] === undefined) return null;
  if (message.status === 'failed') {
    if (isFailed) return null;
    const code = message.errorCode ?? 'unknown';
    if (code === 'withdrawn' || code === 'opted_out') return { result: 'withdrawn' };
    const { key } = decideFailure(code);
    if (key === 'channel_stopped' || key === 'payment' || key === 'template_paused' || key === 'template_missing' || key === 'template_params') return 'ours';
    return { result: key === 'not_on_whatsapp' || key === 'blocked' ? 'bounced' : 'failed' };
  }
  const next = OF_STATUS[message.status];
  if (next === undefined) return null;
  return isFailed || (RANK[next] ?? 0) > (RANK[before] ?? 0) ? { result: next } : null;
}
