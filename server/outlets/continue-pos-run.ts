import type { Ctx } from '../platform/context.ts';
import { AppError } from '../platform/app-error.ts';
import { findPosRun } from './find-pos-run.ts';
import { drivePosRun } from './drive-pos-run.ts';
import { retryPosRun } from './retry-pos-run.ts';

/** A wake of a load: goes on with one that is under way; one that failed, out of the dead letters, is begun anew. What is gone, or done, needs nothing. */
export async function continuePosRun(ctx: Ctx, runId: string): Promise<void> {
  try {
    const { state } = await findPosRun(ctx.tenantId, runId);
    if (state === 'failed') await retryPosRun(ctx, runId);
    else await drivePosRun(ctx, runId);
  } catch (error) {
    if (!(error instanceof AppError && ['not_found', 'conflict'].includes(error.code))) throw error;
  }
}
