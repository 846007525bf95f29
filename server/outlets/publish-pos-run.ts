import type { PosRunState } from '../../types/pos.ts';
import type { Ctx } from '../platform/context.ts';
import { publishLive } from '../platform/publish-live.ts';

/** Tells everybody who sees the whole company that a load moved on; after commit. */
export async function publishPosRun(ctx: Ctx, runId: string, state: PosRunState): Promise<void> {
  await publishLive(ctx.tenantId, [{ rooms: ['all'], delta: { t: 'posRun', id: runId, state } }], ctx.log);
}
