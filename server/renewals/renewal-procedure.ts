import { clock } from '../platform/clock.ts';
import { signedInProcedure } from '../platform/trpc.ts';

/** For everybody signed in; what is due, overdue or lost is seen by the calendar's time, which tests and the demo may move. */
export const renewalProcedure = signedInProcedure.use(({ next }) => next({ ctx: { now: clock.now() } }));
