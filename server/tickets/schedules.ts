import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import type { Schedule } from '../platform/start-schedules.ts';
import { systemContext } from '../platform/system-context.ts';
import type { Ctx } from '../platform/context.ts';
import { closeResolvedTickets } from './close-resolved-tickets.ts';
import { followOutlets } from './follow-outlets.ts';
import { pruneHistory } from './prune-history.ts';

/** The clock of tickets: archive what stayed resolved, follow outlets that change hands, and let go of what is too old to keep. */
export function ticketSchedules(log: Log): Schedule[] {
  const forEveryTenant = async (name: string, slot: Date, run: (ctx: Ctx) => Promise<unknown>): Promise<void> => {
    for (const { id } of await database().query<{ id: string }>('SELECT id FROM tenant')) await run(systemContext(id, name, log, slot));
  };
  return [
    {
      name: 'close-resolved',
      cron: '*/10 * * * *',
      timeZone: 'Asia/Kuala_Lumpur',
      atStart: true,
      run: (slot) => forEveryTenant('close-resolved', slot, closeResolvedTickets),
    },
    // an hour after the outlets at the latest: rarely does one change hands
    { name: 'follow-outlets', cron: '47 * * * *', timeZone: 'Asia/Kuala_Lumpur', run: (slot) => forEveryTenant('follow-outlets', slot, followOutlets) },
    { name: 'prune-history', cron: '20 3 * * *', timeZone: 'Asia/Kuala_Lumpur', run: (slot) => forEveryTenant('prune-history', slot, pruneHistory) },
  ];
}
