import { z } from 'zod';
import { loginInput, refreshInput } from '../../types/access.ts';
import { idSchema } from '../../types/paging.ts';
import { AppError } from '../platform/app-error.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { publicProcedure, router, signedInProcedure } from '../platform/trpc.ts';
import { adminProcedure } from './admin-procedure.ts';
import { listColleagues } from './list-colleagues.ts';
import { loadUser } from './load-user.ts';
import { login } from './login.ts';
import { refresh } from './refresh.ts';
import { closeSession, closeSessionsOf } from './sessions.ts';
import { colleagueView, meView } from './view.ts';

/** Who am I: sign-in without a host page, and what the signed-in person may do. */
export const authApi = router({
  me: signedInProcedure.query(({ ctx }) => meView(ctx.actor)),
  login: publicProcedure.input(loginInput).mutation(({ ctx, input }) => login(input, ctx)),
  refresh: publicProcedure.input(refreshInput).mutation(({ ctx, input }) => refresh(input.refreshToken, ctx.now)),
  logout: publicProcedure.input(refreshInput).mutation(async ({ input }) => {
    await closeSession(input.refreshToken);
    return { ended: true };
  }),
});

/** The people a ticket can be given to, and their sign-ins. */
export const peopleApi = router({
  colleagues: signedInProcedure.query(async ({ ctx }) => (await listColleagues(ctx)).map(colleagueView)),
  /** ends every session of a person who signs in here; audited */
  endSessions: adminProcedure.input(z.object({ userId: idSchema })).mutation(async ({ ctx, input }) => {
    if (!(await loadUser(ctx.tenantId, input.userId))) throw new AppError('not_found', 'There is no such person.');
    const ended = await closeSessionsOf(ctx.tenantId, input.userId);
    await inTransaction(ctx, ({ tx }) =>
      recordAudit(tx, [
        {
          tenantId: ctx.tenantId,
          actor: ctx.actor,
          entityType: 'user',
          entityId: input.userId,
          action: 'sessions_ended',
          after: { ended },
          requestId: ctx.requestId,
          at: ctx.now,
        },
      ]),
    );
    return { ended };
  }),
});
