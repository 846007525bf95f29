import { announce } from '../platform/announce.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { publishOutlets } from './publish-outlets.ts';

/** Who speaks for these outlets is another one now: recorded with the change (whoever writes to them by itself looks again), and told live after COMMIT. */
export async function tellPeopleChanged(ctx: Ctx & { tx: Tx }, outlets: readonly { oid: string; fid: string }[]): Promise<void> {
  const { tx, tenantId, now } = ctx;
  await announce(tx, [{ tenantId, type: 'outlets.people_changed', payload: { runId: null, oids: outlets.map(({ oid }) => oid) } }], now);
  tx.afterCommit(() => publishOutlets(ctx, outlets));
}
