import type { PosRunState } from '../../types/pos.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { metrics } from '../platform/metrics.ts';
import { patience } from '../platform/patience.ts';
import { retryLater } from '../platform/retry-later.ts';
import { applyPosRun } from './apply-pos-run.ts';
import { comparePosRun } from './compare-pos-run.ts';
import { findPosRun } from './find-pos-run.ts';
import type { PosRunClaim } from './in-pos-run.ts';
import { LostPosRun } from './lost-pos-run.ts';
import { publishPosRun } from './publish-pos-run.ts';
import { stagePosLists } from './stage-pos-lists.ts';
import { takePosLock } from './take-pos-lock.ts';

/** Times a load may break off for a reason of ours (a crash, the database away) in one phase before it is given up. */
const MOST_TRIES = 5;
/** What was read longer ago than this is read anew: it would overwrite what is newer. */
const STALE_MS = 3_600_000;
const UNDER_WAY: readonly PosRunState[] = ['reading', 'comparing', 'applying'];

/**
 * Works on a load from wherever it is to its end: `reading` → `comparing` → `held`, or `applying` → `done`. Only one process does at a time;
 * null: another one is at it, or took it over. When the POS stays away the load is `failed`, with a dead letter that can be replayed
 * (POS-07). Breaking off for a reason of ours leaves it where it is: the clock goes on with it. Answers the state it came to.
 */
export async function drivePosRun(ctx: Ctx, runId: string): Promise<PosRunState | null> {
  const lock = await takePosLock(ctx.tenantId, ctx.log);
  if (!lock) return null;
  try {
    const claim = await claimRun(ctx, runId, lock.fence);
    if (!claim) return (await findPosRun(ctx.tenantId, runId)).state;
    return await walk(ctx, claim);
  } catch (error) {
    if (error instanceof LostPosRun) {
      ctx.log.info({ runId }, 'a load of the POS is in other hands');
      return null;
    }
    throw error;
  } finally {
    await lock.release();
  }
}

async function walk(ctx: Ctx, claim: PosRunClaim): Promise<PosRunState> {
  const { runId } = claim;
  for (;;) {
    const { state, tries } = await findPosRun(ctx.tenantId, runId);
    try {
      if (state === 'reading') await stagePosLists(ctx, claim);
      else if (state === 'comparing') await comparePosRun(ctx, claim);
      else if (state === 'applying') await applyPosRun(ctx, claim);
      else return await finished(ctx, runId);
      await publishPosRun(ctx, runId, (await findPosRun(ctx.tenantId, runId)).state);
    } catch (error) {
      if (error instanceof LostPosRun || patience.isOver()) throw error;
      const isAway = error instanceof AppError && error.code === 'unavailable';
      if (!isAway && tries < MOST_TRIES) throw error;
      await giveUp(ctx, claim, error);
      return 'failed';
    }
  }
}

/** Null: the load is not under way (any more). */
async function claimRun(ctx: Ctx, runId: string, fence: number): Promise<PosRunClaim | null> {
  return inTransaction(ctx, async ({ tx, tenantId }) => {
    await tx.query('SELECT id FROM pos_sync_run WHERE tenant_id = ? AND id = ? FOR UPDATE', [tenantId, runId]);
    const run = await findPosRun(tenantId, runId, tx);
    if (!UNDER_WAY.includes(run.state) || Number(run.fence) > fence) return null;
    const now = new Date();
    await tx.execute('UPDATE pos_sync_run SET fence = ?, tries = tries + 1, heartbeat_at = ? WHERE tenant_id = ? AND id = ?', [fence, now, tenantId, runId]);
    if (run.state !== 'applying' && run.heartbeat_at.getTime() < now.getTime() - STALE_MS) {
      for (const table of ['pos_staged_franchise', 'pos_staged_outlet', 'pos_sync_reject', 'pos_sync_change'])
        await tx.execute(`DELETE FROM ${table} WHERE tenant_id = ? AND run_id = ?`, [tenantId, runId]);
      await tx.execute(
        `UPDATE pos_sync_run SET state = 'reading', page_cursor = NULL, started_at = ?, listed_franchises = 0, listed_outlets = 0, rejected = 0, duplicates = 0,
           contacts = 0 WHERE tenant_id = ? AND id = ?`,
        [now, tenantId, runId],
      );
    }
    return { runId, fence, kind: run.kind, since: run.since };
  });
}

async function giveUp(ctx: Ctx, { runId, fence }: PosRunClaim, error: unknown): Promise<void> {
  const message = error instanceof AppError ? error.message : 'A fault of ours; the log says more.';
  const isFirst = await inTransaction(ctx, async ({ tx, tenantId }) => {
    const { affectedRows } = await tx.execute(
      "UPDATE pos_sync_run SET state = 'failed', error = ?, finished_at = ? WHERE tenant_id = ? AND id = ? AND fence = ?",
      [...[message.slice(0, 500), new Date(), tenantId, runId, fence]],
    );
    if (affectedRows === 0) throw new LostPosRun();
    for (const table of ['pos_staged_franchise', 'pos_staged_outlet'])
      await tx.execute(`DELETE FROM ${table} WHERE tenant_id = ? AND run_id = ?`, [tenantId, runId]);
    const [former] = await tx.query<{ state: string }>(
      "SELECT state FROM pos_sync_run WHERE tenant_id = ? AND id < ? AND state IN ('done', 'failed') ORDER BY id DESC LIMIT 1",
      [tenantId, runId],
    );
    return former?.state !== 'failed';
  });
  metrics.posFailures.inc();
  ctx.log.warn({ err: error, runId }, 'a load of the POS failed');
  await publishPosRun(ctx, runId, 'failed');
  // the clock tries again and again: one letter for as long as the POS is away
  if (!isFirst) return;
  await retryLater('pos.sync', { tenantId: ctx.tenantId, runId }, { attempt: 1, attempts: 1, reason: 'pos', error: message }).catch((fault: unknown) =>
    ctx.log.warn({ err: fault, runId }, 'no dead letter could be left for a load of the POS'),
  );
}

/** Says once what a load did (POS-15): numbers only, names and phones stay in its tables. */
async function finished(ctx: Ctx, runId: string): Promise<PosRunState> {
  const run = await findPosRun(ctx.tenantId, runId);
  const { state, kind, cause, added, changed, vanished, returned, reparented, rejected, duplicates, contacts } = run;
  const counts = {
    franchises: run.listed_franchises,
    outlets: run.listed_outlets,
    added,
    changed,
    vanished,
    returned,
    reparented,
    rejected,
    duplicates,
    contacts,
  };
  const isOdd = state === 'held' || rejected + vanished > 0;
  ctx.log[isOdd ? 'warn' : 'info']({ runId, state, kind, cause, share: run.share, ...counts }, 'franchises and outlets of the POS');
  return state;
}
