import type { Schedule } from '../platform/start-schedules.ts';
import { purgeUploads } from './purge-uploads.ts';

/** The clock of messages. */
export function messageSchedules(): Schedule[] {
  return [{ name: 'upload-purge', cron: '23 3 * * *', timeZone: 'Asia/Kuala_Lumpur', run: async (slot) => void (await purgeUploads(slot)) }];
}
