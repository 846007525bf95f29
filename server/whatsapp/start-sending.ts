import { z } from 'zod';
import { idSchema } from '../../types/paging.ts';
import { loadOutbound } from '../messages/load-outbound.ts';
import { settleAttempt } from '../messages/settle-attempt.ts';
import { sweepOutbound } from '../messages/sweep-outbound.ts';
import { OUTBOUND_QUEUES } from '../messages/wake-outbound.ts';
import type { Ctx } from '../platform/context.ts';
import type { Log } from '../platform/log.ts';
import { queue, type Delivery, type QueueConsumer, type Verdict } from '../platform/queue.ts';
import { runEvery } from '../platform/run-every.ts';
import { systemContext } from '../platform/system-context.ts';
import { sendMessage } from './send-message.ts';

const CONCURRENCY = { support: 32, bulk: 12 } as const;
const SWEEP_MS = 1_000;
/** A message that trips a bug of ours is tried so often, then fails visibly. */
const BUG_TRIES = 4;

const queuedEvent = z.object({ tenantId: idSchema, payload: z.object({ messageId: idSchema }) });

/** Sends what `wa.send` and, beside it and fewer at once, `wa.send.bulk` announce, and sweeps (role worker). `close` finishes the calls under way. */
export function startSending(log: Log): QueueConsumer {
  const consumers = (['support', 'bulk'] as const).map((lane) => {
    const concurrency = CONCURRENCY[lane];
    return queue().consume(OUTBOUND_QUEUES[lane][0], { concurrency, prefetch: concurrency * 2 }, (delivery) => take(delivery, log));
  });
  const sweep = runEvery(SWEEP_MS, 'outbound sweep', () => sweepOutbound(log, new Date()), log);
  return { close: async () => void (await Promise.all([...consumers, sweep].map((part) => part.close()))) };
}

async function take(delivery: Delivery, log: Log): Promise<Verdict> {
  const event = queuedEvent.safeParse(delivery.body);
  if (!event.success) return 'dead';
  const { messageId } = event.data.payload;
  const ctx = systemContext(event.data.tenantId, 'wa.send', log);
  try {
    await sendMessage(ctx, { messageId });
  } catch (error) {
    ctx.log.error({ err: error, messageId }, 'sending failed on our side');
    await putBack(ctx, messageId).catch((reason: unknown) => ctx.log.warn({ err: reason, messageId }, 'left to the sweep'));
  }
  return 'ack';
}

/** The row, not the delivery, remembers what is to be sent: it comes back by itself, and fails visibly when that does not help. */
async function putBack(ctx: Ctx, messageId: string): Promise<void> {
  const job = await loadOutbound(ctx, messageId);
  if (job?.state !== 'queued') return;
  const result =
    job.tries < BUG_TRIES
      ? ({ kind: 'retry', code: 'internal', detail: 'our own fault', delayMs: 10_000 * 2 ** job.tries } as const)
      : ({ kind: 'failed', code: 'internal', detail: 'our own fault' } as const);
  await settleAttempt(ctx, { messageId, attempt: null, result, httpStatus: null, durationMs: 0 });
}
