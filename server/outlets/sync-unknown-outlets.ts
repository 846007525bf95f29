import { cache } from '../platform/cache.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { syncOutlets } from './sync-outlets.ts';

/** An outlet the POS names but does not list is not asked for again so soon. */
const ASK_AGAIN_SECONDS = 3_600;

/** Outlets the POS speaks of and we have never heard of are new there: its lists are taken over once more. Throws AppError('unavailable', 'conflict'). */
export async function syncUnknownOutlets(ctx: Ctx, oids: readonly string[]): Promise<void> {
  if (oids.length === 0 || cache().status !== 'ready') return;
  const rows = await database().query<{ oid: string }>('SELECT oid FROM outlet WHERE tenant_id = ? AND oid IN (?)', [ctx.tenantId, oids]);
  const known = new Set(rows.map((row) => String(row.oid)));
  const keys = oids.filter((oid) => !known.has(oid)).map((oid) => `pos:unknown:${ctx.tenantId}:${oid}`);
  if (keys.length === 0 || (await cache().mget(keys)).every((asked) => asked !== null)) return;
  await syncOutlets(ctx);
  for (const key of keys) await cache().set(key, '1', 'EX', ASK_AGAIN_SECONDS);
}
