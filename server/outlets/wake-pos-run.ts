import type { Ctx } from '../platform/context.ts';
import { queue } from '../platform/queue.ts';

/** Asks a worker to go on with a load. The queue only wakes: a load nobody was told of is found by the clock within a minute. */
export async function wakePosRun(ctx: Ctx, runId: string): Promise<void> {
  try {
    await queue().publish({ routingKey: 'pos.sync', body: { tenantId: ctx.tenantId, runId } });
  } catch (error) {
    ctx.log.info({ err: error, runId }, 'no worker could be told of a load of the POS: the clock will');
  }
}
