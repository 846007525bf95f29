import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import type { Schedule } from '../platform/start-schedules.ts';
import { systemContext } from '../platform/system-context.ts';
import { syncNumbersOfTenant } from './sync-numbers.ts';
import { syncTemplatesOfTenant } from './sync-templates.ts';

/** WhatsApp's clock. */
export function whatsappSchedules(log: Log): Schedule[] {
  const hourly = (name: string, minute: number, run: (ctx: Ctx) => Promise<unknown>): Schedule => ({
    name,
    cron: `${minute} * * * *`,
    timeZone: 'Asia/Kuala_Lumpur',
    atStart: true,
    run: async (slot) => {
      for (const { id } of await database().query<{ id: string }>('SELECT id FROM tenant')) await run(systemContext(id, name, log, slot));
    },
  });
  return [hourly('whatsapp-templates', 7, syncTemplatesOfTenant), hourly('whatsapp-numbers', 9, syncNumbersOfTenant)];
}
