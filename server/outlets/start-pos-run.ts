import type { PosRunView } from '../../types/pos.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { findPosRun } from './find-pos-run.ts';
import { hasPos } from './has-pos.ts';
import { posRunView } from './pos-run-view.ts';
import { publishPosRun } from './publish-pos-run.ts';

/** How far before the last good load's beginning one asks for what changed: clocks differ, and rows commit late. */
const MARGIN_MS = 10 * 60_000;

/**
 * Begins a load of the POS, or answers the one that is under way: one at a time, whoever asks (clock, import, administrator, X-08). While
 * one waits for approval what changed waits too, and a new full load takes its place. Without a good load before it, it is a full one.
 * Nothing is read yet: `wakePosRun` or `drivePosRun` goes on with it. Throws AppError('not_found') without a POS.
 */
export async function startPosRun(ctx: Ctx, order: { kind: PosRunView['kind']; cause: PosRunView['cause'] }): Promise<PosRunView> {
  if (!(await hasPos(ctx.tenantId))) throw new AppError('not_found', 'No POS is connected.');
  return inTransaction(ctx, async ({ tx, tenantId, actor, now }) => {
    // held until commit: whoever else begins a load waits here
    await tx.execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'pos_start', 'true') ON DUPLICATE KEY UPDATE value = VALUES(value)", [tenantId]);
    const [active] = await tx.query<{ id: string; state: string }>(
      "SELECT id, state FROM pos_sync_run WHERE tenant_id = ? AND state IN ('reading', 'comparing', 'held', 'applying') ORDER BY id DESC LIMIT 1",
      [tenantId],
    );
    if (active && (active.state !== 'held' || order.kind === 'incremental')) return posRunView(await findPosRun(tenantId, active.id, tx));
    if (active) await supersede({ ...ctx, tx }, active.id);
    const since = order.kind === 'full' ? null : await lastGoodStart(tx, tenantId);
    const { insertId } = await tx.execute(
      'INSERT INTO pos_sync_run (tenant_id, kind, cause, actor_user_id, state, fence, since, started_at, heartbeat_at) VALUES (?)',
      [[tenantId, since === null ? 'full' : 'incremental', order.cause, actor.kind === 'user' ? actor.userId : null, 'reading', 0, since, now, now]],
    );
    if (actor.kind === 'user')
      await recordAudit(tx, [
        {
          ...{ tenantId, actor, entityType: 'pos_run', entityId: insertId, action: 'started', requestId: ctx.requestId, at: now },
          after: { kind: since === null ? 'full' : 'incremental' },
        },
      ]);
    tx.afterCommit(() => publishPosRun(ctx, insertId, 'reading'));
    return posRunView(await findPosRun(tenantId, insertId, tx));
  });
}

async function lastGoodStart(tx: Tx, tenantId: string): Promise<Date | null> {
  const [row] = await tx.query<{ started_at: Date }>(
    "SELECT started_at FROM pos_sync_run WHERE tenant_id = ? AND state = 'done' ORDER BY started_at DESC LIMIT 1",
    [tenantId],
  );
  return row ? new Date(row.started_at.getTime() - MARGIN_MS) : null;
}

/** A held load whose place a newer full one takes: what it read is out of date. */
async function supersede(ctx: Ctx & { tx: Tx }, runId: string): Promise<void> {
  const { tx, tenantId, actor, now } = ctx;
  await tx.execute("UPDATE pos_sync_run SET state = 'discarded', error = 'superseded', finished_at = ? WHERE tenant_id = ? AND id = ?", [now, tenantId, runId]);
  await recordAudit(tx, [
    { ...{ tenantId, actor, entityType: 'pos_run', entityId: runId, action: 'superseded', requestId: ctx.requestId, at: now }, before: { state: 'held' } },
  ]);
  tx.afterCommit(() => publishPosRun(ctx, runId, 'discarded'));
}
