import type { Ctx } from '../platform/context.ts';
import { hasPos } from './has-pos.ts';
import { startPosRun } from './start-pos-run.ts';
import { wakePosRun } from './wake-pos-run.ts';

/**
 * The POS has told of payments: what changed there, above all the new end of the subscriptions, is taken over at once, so that nobody reads
 * the old one beside a renewal that is paid. Many payments together are one load, as only one runs at a time. Nothing is lost when it cannot
 * begin (the next load by the clock says it too), so that this never throws.
 */
export async function syncAfterPayment(ctx: Ctx): Promise<void> {
  try {
    if (!(await hasPos(ctx.tenantId))) return;
    const run = await startPosRun({ ...ctx, now: new Date() }, { kind: 'incremental', cause: 'push' });
    if (run.state === 'reading') await wakePosRun(ctx, run.id);
  } catch (error) {
    ctx.log.warn({ err: error }, 'what was paid is read with the next load of the POS');
  }
}
