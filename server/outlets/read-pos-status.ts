import type { PosStatus } from '../../types/pos.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { queue } from '../platform/queue.ts';
import { hasPos } from './has-pos.ts';
import { nextPosRun } from './next-pos-run.ts';
import { pos } from './pos.ts';
import { posRunView } from './pos-run-view.ts';
import type { PosRunRow } from './pos-run-types.ts';
import { readPosSettings } from './read-pos-settings.ts';
import { selectPosRuns } from './select-pos-runs.ts';

/** How the POS sync stands: the last good load, what runs or waits, and when the next comes. */
export async function readPosStatus(ctx: Ctx): Promise<PosStatus> {
  const newest = async (condition: string): Promise<PosRunRow | undefined> =>
    (await database().query<PosRunRow>(`${selectPosRuns} WHERE r.tenant_id = ? AND ${condition} ORDER BY r.id DESC LIMIT 1`, [ctx.tenantId]))[0];
  const [isConfigured, lastGood, running, held, settings, deadLetters] = await Promise.all([
    hasPos(ctx.tenantId),
    newest("r.state = 'done'"),
    newest("r.state IN ('reading', 'comparing', 'applying')"),
    newest("r.state = 'held'"),
    readPosSettings(ctx.tenantId),
    countDeadLetters(),
  ]);
  return {
    isConfigured,
    isAvailable: pos()?.isAvailable ?? false,
    lastGood: lastGood ? posRunView(lastGood) : null,
    running: running ? posRunView(running) : null,
    held: held ? posRunView(held) : null,
    nextAt: isConfigured ? nextPosRun(ctx.now, settings.incrementalMinutes).toISOString() : null,
    holdShare: settings.holdShare,
    deadLetters: isConfigured ? deadLetters : 0,
  };
}

/** Zero while the broker is away: the rest of the answer is worth more. */
async function countDeadLetters(): Promise<number> {
  try {
    const { connection, nameOf } = queue();
    return connection.ready ? (await connection.queueDeclare({ queue: nameOf('pos.sync.dlq'), passive: true })).messageCount : 0;
  } catch {
    return 0;
  }
}
