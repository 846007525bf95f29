import type { PosRunView } from '../../types/pos.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { findPosRun } from './find-pos-run.ts';
import { startPosRun } from './start-pos-run.ts';
import { wakePosRun } from './wake-pos-run.ts';

/**
 * Once more what failed (POS-07), by hand or out of the dead letters: a new load of the same kind, because what the failed one had read is
 * of then. Throws AppError('not_found'), or 'conflict' when the load has not failed.
 */
export async function retryPosRun(ctx: Ctx, runId: string): Promise<PosRunView> {
  const failed = await findPosRun(ctx.tenantId, runId);
  if (failed.state !== 'failed') throw new AppError('conflict', 'Only a load that failed can be run again.');
  const run = await startPosRun(ctx, { kind: failed.kind, cause: ctx.actor.kind === 'user' ? 'admin' : failed.cause });
  await wakePosRun(ctx, run.id);
  return run;
}
