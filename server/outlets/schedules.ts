import { findTenant } from '../access/find-tenant.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { Schedule } from '../platform/start-schedules.ts';
import { systemContext } from '../platform/system-context.ts';
import { pos } from './pos.ts';
import { syncOutlets } from './sync-outlets.ts';

/** Older than a day and an hour: a nightly load was missed, or the first one never came. */
const STALE_MS = 25 * 3_600_000;

/** The clock of outlets: everything at the start and each night at two, and every ten minutes until it has worked, because the POS may be away. */
export function outletSchedules(log: Log): Schedule[] {
  const run = async (slot: Date, isDue: (tenantId: string) => Promise<boolean>): Promise<void> => {
    const tenantId = await findTenant('default');
    if (tenantId === null || !pos() || !(await isDue(tenantId))) return;
    const ctx = systemContext(tenantId, 'pos-outlets', log, slot);
    await syncOutlets(ctx).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      ctx.log.warn({ err: error }, 'the outlets of the POS could not be taken over yet');
    });
  };
  const isStale = async (tenantId: string, now: Date): Promise<boolean> => {
    const [row] = await database().query<{ value: string | { at?: string } }>("SELECT value FROM setting WHERE tenant_id = ? AND name = 'pos_synced'", [
      tenantId,
    ]);
    const at = Date.parse(parseJson<{ at?: string }>(row?.value ?? null)?.at ?? '');
    return !(at > now.getTime() - STALE_MS);
  };
  return [
    { name: 'pos-outlets', cron: '0 2 * * *', timeZone: 'Asia/Kuala_Lumpur', atStart: true, run: (slot) => run(slot, () => Promise.resolve(true)) },
    { name: 'pos-outlets-again', cron: '*/10 * * * *', timeZone: 'Asia/Kuala_Lumpur', run: (slot) => run(slot, (tenantId) => isStale(tenantId, slot)) },
  ];
}
