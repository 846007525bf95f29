import { metrics } from './metrics.ts';
import { queue } from './queue.ts';
import { deadLetterQueueOf } from './dead-letter-queue-of.ts';
import { RETRY_DELAYS_MS } from './topology.ts';

const STEPS = Object.keys(RETRY_DELAYS_MS) as (keyof typeof RETRY_DELAYS_MS)[];

/**
 * Hands work that failed to the next retry queue (5 s, 30 s, 5 min, ± 20 % so that a burst does not come back as a burst),
 * or to the dead-letter queue with its reason when all steps (or `attempts`, the last step repeated) are used up. Resolves on the broker's confirm:
 * acknowledge the original only after it.
 */
export async function retryLater(
  target: string,
  body: unknown,
  failure: { attempt: number; reason: string; error: string; attempts?: number },
): Promise<'retry' | 'dead'> {
  const step = failure.attempt < (failure.attempts ?? STEPS.length) ? STEPS[Math.min(failure.attempt, STEPS.length - 1)] : undefined;
  const headers = {
    'x-engage-attempt': failure.attempt + 1,
    'x-engage-queue': target,
    'x-engage-reason': failure.reason.slice(0, 100),
    'x-engage-error': failure.error.slice(0, 300),
    'x-engage-failed-at': new Date().toISOString(),
  };
  const family = deadLetterQueueOf(target).replace(/\.dlq$/, '');
  (step ? metrics.retriedItems : metrics.deadLettered).inc({ queue: family });
  if (!step) {
    await queue().publish({ routingKey: deadLetterQueueOf(target), body, headers });
    return 'dead';
  }
  await queue().publish({
    exchange: step,
    routingKey: queue().nameOf(target),
    body,
    headers,
    expirationMs: RETRY_DELAYS_MS[step] * (0.8 + Math.random() * 0.4),
  });
  return 'retry';
}
