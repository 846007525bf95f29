import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { queue, type Delivery, type QueueConsumer, type Verdict } from '../platform/queue.ts';
import { systemContext } from '../platform/system-context.ts';
import { continuePosRun } from './continue-pos-run.ts';

const wake = z.object({ tenantId: z.string(), runId: z.string() });

/** `pos.sync` → a load of the POS is worked on (role worker). The load's row is the truth: whatever goes wrong here, the clock goes on with it. */
export function startOutletHandlers(log: Log): QueueConsumer {
  return queue().consume('pos.sync', { concurrency: 1, prefetch: 1 }, (delivery) => drive(delivery, log));
}

async function drive(delivery: Delivery, log: Log): Promise<Verdict> {
  const parsed = wake.safeParse(delivery.body);
  if (!parsed.success) return 'dead';
  const { tenantId, runId } = parsed.data;
  await continuePosRun(systemContext(tenantId, 'pos-sync', log), runId).catch((error: unknown) =>
    log.warn({ err: error, runId }, 'a load of the POS broke off; the clock goes on with it'),
  );
  return 'ack';
}
