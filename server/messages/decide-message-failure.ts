import type { MessageFailure, MessageStatus } from '../../types/messages.ts';
import { decideFailure } from './decide-failure.ts';

/** How long a message whose fate is not known waits for its status webhook before a person may send it again. */
export const MESSAGE_SETTLE_MS = 10 * 60_000;

/** What to tell about a message that failed or that nobody confirmed; null for all others. While Meta may still confirm it there is nothing to try again. */
export function decideMessageFailure(message: { status: MessageStatus; errorCode: string | null; claimedAt: Date | null }, now: Date): MessageFailure | null {
  if (message.status === 'failed') return decideFailure(message.errorCode ?? 'unknown');
  if (message.status !== 'unknown') return null;
  const isOld = message.claimedAt === null || now.getTime() - message.claimedAt.getTime() >= MESSAGE_SETTLE_MS;
  return { ...decideFailure('not_confirmed'), canRetry: isOld };
}
