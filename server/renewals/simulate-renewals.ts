import type { z } from 'zod';
import type { simulateInput, Simulation } from '../../types/renewals.ts';
import type { Ctx } from '../platform/context.ts';

/** What would be sent with these settings, or would have been. */
export async function simulateRenewals(ctx: Ctx, input: z.output<typeof simulateInput>): Promise<Simulation> {
  const on = ctx.now.toISOString().slice(0, 10);
  return {
    from: on,
    to: on,
    renewals: 0,
    messages: 0,
    people: 0,
    actualMessages: input.mode === 'back' ? 0 : null,
    days: [],
    skipped: [],
    list: [],
    isCut: false,
  };
}
