import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { clock } from '../platform/clock.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { queue } from '../platform/queue.ts';
import { systemContext } from '../platform/system-context.ts';
import { forgetDaysAfter } from './forget-days-after.ts';

const input = z.object({ days: z.number().min(-400).max(400) });
/** Milliseconds until every process has seen that the calendar was moved (clock.ts looks twice a second). */
const SEEN_MS = 700;
/** A move back by less only evens out the time a presenter takes. */
const LEAST_BACK_MS = 60_000;

/**
 * Never in production: the calendar goes so many days ahead (or back) for every process, and renewals are looked at as of that day. Where it
 * goes back, what renewals were written of the days that were ahead is taken away first; the past, as the real time knows it, never is.
 * Answers the calendar's time.
 */
export async function moveClock(body: unknown, log: Log): Promise<{ now: string }> {
  const given = input.safeParse(body);
  if (!given.success) throw new AppError('invalid_input', 'The input is not valid.', { fields: ['days'] });
  const before = clock.now();
  const now = await clock.moveBy(given.data.days * 86_400_000);
  if (given.data.days === 0) return { now: now.toISOString() };
  const undone = new Date(Math.max(now.getTime(), Date.now()));
  const isBack = before.getTime() - undone.getTime() > LEAST_BACK_MS;
  if (isBack) await pause(SEEN_MS);
  for (const { id: tenantId } of await database().query<{ id: string }>('SELECT id FROM tenant')) {
    if (isBack) await forgetDaysAfter(systemContext(tenantId, 'calendar', log, undone), before);
    await queue().publish({ routingKey: 'renewal.refresh', body: { tenantId, payload: { runId: null } } });
  }
  return { now: now.toISOString() };
}
