import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { closeCache, connectCache } from '../../server/platform/cache.ts';
import { createLog } from '../../server/platform/log.ts';
import { startSchedules, type Schedule } from '../../server/platform/start-schedules.ts';
import { eventually } from '../support/eventually.ts';

const log = createLog('silent');
before(() => void connectCache(process.env['REDIS_URL'] ?? '', { prefix: `schedules_${randomBytes(4).toString('hex')}:`, log }));
after(() => closeCache());

test('three schedulers, each slot run by one of them; a failure does not stop the clock', async () => {
  const slots: string[] = [];
  const everySecond: Schedule = {
    name: 'tick',
    cron: '* * * * * *',
    timeZone: 'Asia/Kuala_Lumpur',
    atStart: false,
    run: async (slot) => {
      slots.push(slot.toISOString().slice(0, 19));
      if (slots.length === 1) throw new Error('the first one fails');
    },
  };
  const clocks = [1, 2, 3].map(() => startSchedules([everySecond], log));
  await eventually(() => slots.length >= 3, 'three slots');
  for (const clock of clocks) await clock.close();
  assert.equal(new Set(slots).size, slots.length, slots.join());
});

test('a rule or a zone nobody understands is refused at the start', () => {
  const schedule: Schedule = { name: 'never', cron: '99 99 * * *', timeZone: 'Asia/Kuala_Lumpur', run: async () => undefined };
  assert.throws(() => startSchedules([schedule], log), /never/);
});
