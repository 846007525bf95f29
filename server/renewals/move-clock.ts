import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { clock } from '../platform/clock.ts';
import { database } from '../platform/database.ts';
import { queue } from '../platform/queue.ts';

const input = z.object({ days: z.number().min(-400).max(400) });

/** Never in production: the calendar goes so many days ahead (or back) for every process, and renewals are looked at as of that day. Answers the calendar's time. */
export async function moveClock(body: unknown): Promise<{ now: string }> {
  const given = input.safeParse(body);
  if (!given.success) throw new AppError('invalid_input', 'The input is not valid.', { fields: ['days'] });
  const now = await clock.moveBy(given.data.days * 86_400_000);
  for (const { id: tenantId } of await database().query<{ id: string }>('SELECT id FROM tenant'))
    await queue().publish({ routingKey: 'renewal.refresh', body: { tenantId, payload: { runId: null } } });
  return { now: now.toISOString() };
}
