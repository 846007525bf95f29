import { AppError } from '../platform/app-error.ts';
import { signedInProcedure } from '../platform/trpc.ts';
import { isAdminAddress } from './admin-addresses.ts';

/** For administrators, from the addresses of ADMIN_IPS (AUTH-14). */
export const adminProcedure = signedInProcedure.use(({ ctx, next }) => {
  if (ctx.actor.role !== 'admin') throw new AppError('forbidden', 'This is for administrators.');
  if (!isAdminAddress(ctx.ip)) throw new AppError('forbidden', 'Administration is not allowed from this address.');
  return next();
});
