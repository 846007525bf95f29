import type { z } from 'zod';
import type { snoozeInput } from '../../types/renewals.ts';
import { AppError } from '../platform/app-error.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { changeRenewal } from './change-renewal.ts';
import { companyToday } from './company-today.ts';
import { refuseOddDay } from './refuse-odd-day.ts';

/**
 * Puts a renewal aside until a day: nothing is sent about it before. Null wakes it. What is decided next is looked at anew right away.
 * Errors: not_found, invalid_input (a day that is over or more than two years ahead, a renewal that is settled).
 */
export async function snoozeRenewal(ctx: UserCtx, { id, until, note }: z.output<typeof snoozeInput>): Promise<void> {
  if (until === companyToday(ctx.now)) throw new AppError('invalid_input', 'This day is over.', { fields: ['until'] });
  if (until !== null) refuseOddDay(ctx.now, until, 'until');
  await changeRenewal(ctx, {
    id,
    note,
    action: until === null ? 'woken' : 'snoozed',
    decide: (renewal) => {
      if (renewal.status === 'paid' || renewal.status === 'cancelled') throw new AppError('invalid_input', 'This renewal is settled.', { fields: ['id'] });
      return renewal.snoozed_until === until ? null : { snoozed_until: until, next_at: ctx.now };
    },
  });
}
