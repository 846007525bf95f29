import { AppError } from '../platform/app-error.ts';
import { cache } from '../platform/cache.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { drivePosRun } from './drive-pos-run.ts';
import { startPosRun } from './start-pos-run.ts';

/** An outlet the POS names but does not list is not asked for again so soon. */
const ASK_AGAIN_SECONDS = 3_600;

/**
 * Outlets the POS speaks of and we have never heard of are new there: what changed there is taken over at once. While a load waits for a
 * person they stay unknown. Throws AppError('unavailable', 'conflict' while another process is at it).
 */
export async function syncUnknownOutlets(ctx: Ctx, oids: readonly string[]): Promise<void> {
  if (oids.length === 0 || cache().status !== 'ready') return;
  const rows = await database().query<{ oid: string }>('SELECT oid FROM outlet WHERE tenant_id = ? AND oid IN (?)', [ctx.tenantId, oids]);
  const known = new Set(rows.map((row) => String(row.oid)));
  const keys = oids.filter((oid) => !known.has(oid)).map((oid) => `pos:unknown:${ctx.tenantId}:${oid}`);
  if (keys.length === 0 || (await cache().mget(keys)).every((asked) => asked !== null)) return;
  const run = await startPosRun(ctx, { kind: 'incremental', cause: 'unknown_outlet' });
  const state = run.state === 'held' ? 'held' : await drivePosRun(ctx, run.id);
  if (state === null) throw new AppError('conflict', 'The outlets are being taken over already.');
  if (state === 'failed') throw new AppError('unavailable', 'The POS does not answer.');
  for (const key of keys) await cache().set(key, '1', 'EX', ASK_AGAIN_SECONDS);
}
