import { AppError } from '../platform/app-error.ts';
import type { UserCtx } from '../platform/trpc.ts';

const MOST = 2;
const running = new Set<string>();

/**
 * Runs one simulation of a person at a time, and two in this process: each works for seconds beside what serves everybody. Others are
 * `rate_limited` at once.
 */
export async function guardSimulations<Answer>({ tenantId, actor }: UserCtx, run: () => Promise<Answer>): Promise<Answer> {
  const caller = `${tenantId}|${actor.userId}`;
  if (running.has(caller) || running.size >= MOST)
    throw new AppError('rate_limited', 'A simulation is running already. Please try again in a moment.', { retryAfterMs: 3_000 });
  running.add(caller);
  try {
    return await run();
  } finally {
    running.delete(caller);
  }
}
