import type { PosRunState } from '../../types/pos.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { patience } from '../platform/patience.ts';
import { LostPosRun } from './lost-pos-run.ts';

/** A load as the process that works on it knows it. */
export interface PosRunClaim {
  runId: string;
  fence: number;
  kind: 'full' | 'incremental';
  since: Date | null;
}

/**
 * One write transaction of a load: it holds the load's row and proves first that the load is still in this phase and still this process's
 * (fencing), and leaves a sign of life. Throws LostPosRun, also when
 * the process stops: the next one goes on.
 */
export async function inPosRun<T>(ctx: Ctx, claim: PosRunClaim, phase: PosRunState, run: (ctx: Ctx & { tx: Tx }) => Promise<T>): Promise<T> {
  if (patience.isOver()) throw new LostPosRun();
  return inTransaction(ctx, async (open) => {
    const [row] = await open.tx.query<{ fence: string; state: string }>('SELECT fence, state FROM pos_sync_run WHERE tenant_id = ? AND id = ? FOR UPDATE', [
      ctx.tenantId,
      claim.runId,
    ]);
    if (Number(row?.fence) !== claim.fence || row?.state !== phase) throw new LostPosRun();
    await open.tx.execute('UPDATE pos_sync_run SET heartbeat_at = ? WHERE tenant_id = ? AND id = ?', [new Date(), ctx.tenantId, claim.runId]);
    return run(open);
  });
}
