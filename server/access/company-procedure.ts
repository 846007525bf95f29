import { AppError } from '../platform/app-error.ts';
import { adminProcedure } from './admin-procedure.ts';

/** For administrators who see the whole company: what they do here concerns all of it. */
export const companyProcedure = adminProcedure.use(({ ctx, next }) => {
  if (!('all' in ctx.actor.scope)) throw new AppError('forbidden', 'This needs the whole company in scope.');
  return next();
});
