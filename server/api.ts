import { authApi, peopleApi } from './access/api.ts';
import { router } from './platform/trpc.ts';

/** Every procedure, by domain. */
export const appRouter = router({
  auth: authApi,
  people: peopleApi,
});

/** What the widgets' typed client is made from. */
export type AppRouter = typeof appRouter;
