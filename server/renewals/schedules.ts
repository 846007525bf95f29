import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { queue } from '../platform/queue.ts';
import type { Schedule } from '../platform/start-schedules.ts';
import { systemContext } from '../platform/system-context.ts';
import { closeOutreach } from './close-outreach.ts';
import { pruneDecisions } from './prune-decisions.ts';
import { resumeJobs } from './resume-jobs.ts';
import { wakeForTemplates } from './wake-for-templates.ts';

/** The clock of renewals: rounds of reminders every five minutes, a refresh each night after the outlets, what is left of bulk sendings, and outreach nobody answered. */
export function renewalSchedules(log: Log): Schedule[] {
  const forEveryTenant = async (name: string, run: (ctx: Ctx) => Promise<unknown>): Promise<void> => {
    for (const { id } of await database().query<{ id: string }>('SELECT id FROM tenant')) await run(systemContext(id, name, log, clock.now()));
  };
  const timeZone = 'Asia/Kuala_Lumpur';
  return [
    {
      name: 'renewal-round',
      cron: '*/5 * * * *',
      timeZone,
      atStart: true,
      run: () =>
        forEveryTenant('renewal', (ctx) => queue().publish({ routingKey: 'renewal.scheduler', body: { tenantId: ctx.tenantId, type: 'build-reminders' } })),
    },
    {
      // half an hour after the load of outlets: what the load did not change ages all the same
      name: 'renewal-refresh',
      cron: '30 2 * * *',
      timeZone,
      atStart: true,
      run: () =>
        forEveryTenant('renewal', (ctx) => queue().publish({ routingKey: 'renewal.refresh', body: { tenantId: ctx.tenantId, payload: { runId: null } } })),
    },
    { name: 'renewal-jobs', cron: '* * * * *', timeZone, run: () => forEveryTenant('renewal', resumeJobs) },
    {
      // approved again, resumed: they go on by themselves
      name: 'renewal-waits',
      cron: '2-59/5 * * * *',
      timeZone,
      run: () => forEveryTenant('renewal', wakeForTemplates),
    },
    { name: 'prune-decisions', cron: '40 4 * * *', timeZone, run: () => forEveryTenant('prune-decisions', pruneDecisions) },
    { name: 'close-outreach', cron: '50 3 * * *', timeZone, run: () => forEveryTenant('close-outreach', closeOutreach) },
  ];
}
