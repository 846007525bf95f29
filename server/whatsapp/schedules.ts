import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import type { Schedule } from '../platform/start-schedules.ts';
import { systemContext } from '../platform/system-context.ts';
import { syncTemplatesOfTenant } from './sync-templates.ts';

/** WhatsApp's clock. */
export function whatsappSchedules(log: Log): Schedule[] {
  return [
    {
      name: 'whatsapp-templates',
      cron: '7 * * * *',
      timeZone: 'Asia/Kuala_Lumpur',
      atStart: true,
      run: async (slot) => {
        for (const { id } of await database().query<{ id: string }>('SELECT id FROM tenant'))
          await syncTemplatesOfTenant(systemContext(id, 'whatsapp-templates', log, slot));
      },
    },
  ];
}
