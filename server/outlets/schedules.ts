import { findTenant } from '../access/find-tenant.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import type { Schedule } from '../platform/start-schedules.ts';
import { systemContext } from '../platform/system-context.ts';
import { hasPos } from './has-pos.ts';
import { lastPosNight } from './last-pos-night.ts';
import { prunePosRuns } from './prune-pos-runs.ts';
import { readPosSettings } from './read-pos-settings.ts';
import { resumePosRuns } from './resume-pos-runs.ts';
import { startPosRun } from './start-pos-run.ts';
import { wakePosRun } from './wake-pos-run.ts';

const TIME_ZONE = 'Asia/Kuala_Lumpur';

/**
 * The clock of the POS (POS-01, X-23): everything at two in the morning, and at the start and every ten minutes until the night's load has
 * worked; in between what changed, every so many minutes (setting). However many processes have a clock, and whatever the clock does,
 * `startPosRun` lets one load be under way.
 */
export function outletSchedules(log: Log): Schedule[] {
  const forPos = async (name: string, slot: Date, run: (ctx: Ctx) => Promise<void>): Promise<void> => {
    const tenantId = await findTenant('default');
    if (tenantId !== null && (await hasPos(tenantId))) await run(systemContext(tenantId, name, log, slot));
  };
  const start = async (ctx: Ctx, kind: 'full' | 'incremental'): Promise<void> => {
    const run = await startPosRun({ ...ctx, now: new Date() }, { kind, cause: 'schedule' });
    if (run.state === 'reading') await wakePosRun(ctx, run.id);
  };
  return [
    { name: 'pos-full', cron: '0 0 2 * * *', timeZone: TIME_ZONE, run: (slot) => forPos('pos-full', slot, (ctx) => start(ctx, 'full')) },
    {
      name: 'pos-full-again',
      cron: '*/10 * * * *',
      timeZone: TIME_ZONE,
      atStart: true,
      run: (slot) => forPos('pos-full-again', slot, async (ctx) => ((await isNightMissing(ctx)) ? start(ctx, 'full') : undefined)),
    },
    {
      name: 'pos-changes',
      cron: '*/5 * * * *',
      timeZone: TIME_ZONE,
      run: (slot) => forPos('pos-changes', slot, async (ctx) => ((await isSlot(ctx)) ? start(ctx, 'incremental') : undefined)),
    },
    { name: 'pos-resume', cron: '30 * * * * *', timeZone: TIME_ZONE, run: (slot) => forPos('pos-resume', slot, resumePosRuns) },
    { name: 'pos-prune', cron: '40 3 * * *', timeZone: TIME_ZONE, run: (slot) => forPos('pos-prune', slot, prunePosRuns) },
  ];
}

/** No full load of this night has worked, or waits for its answer. */
async function isNightMissing(ctx: Ctx): Promise<boolean> {
  const [row] = await database().query<{ id: string }>(
    "SELECT id FROM pos_sync_run WHERE tenant_id = ? AND kind = 'full' AND (state IN ('done', 'held') OR decided_at IS NOT NULL) AND started_at >= ? LIMIT 1",
    [ctx.tenantId, lastPosNight(ctx.now)],
  );
  return !row;
}

/** Whether a load of what changed begins at this minute of the day. */
async function isSlot(ctx: Ctx): Promise<boolean> {
  const { incrementalMinutes } = await readPosSettings(ctx.tenantId);
  return Math.floor(ctx.now.getTime() / 60_000) % incrementalMinutes === 0;
}
