import { z } from 'zod';
import { loginInput, refreshInput } from '../../types/access.ts';
import { idSchema } from '../../types/paging.ts';
import { publicProcedure, router, signedInProcedure } from '../platform/trpc.ts';
import { adminProcedure } from './admin-procedure.ts';
import { listColleagues } from './list-colleagues.ts';
import { login } from './login.ts';
import { refresh } from './refresh.ts';
import { closeSession } from './sessions.ts';
import { signOutPerson } from './sign-out-person.ts';
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
  /** ends every session of a person and closes their pages' sockets; audited */
  endSessions: adminProcedure.input(z.object({ userId: idSchema })).mutation(({ ctx, input }) => signOutPerson(ctx, input)),
});
