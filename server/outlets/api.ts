import { z } from 'zod';
import { searchOutletsInput } from '../../types/outlets.ts';
import { idSchema } from '../../types/paging.ts';
import { AppError } from '../platform/app-error.ts';
import { router, signedInProcedure } from '../platform/trpc.ts';
import { findOutlet } from './find-outlet.ts';
import { searchOutlets } from './search-outlets.ts';

/** Outlets the person may see. */
export const outletsApi = router({
  search: signedInProcedure.input(searchOutletsInput).query(({ ctx, input }) => searchOutlets(ctx, input)),
  get: signedInProcedure.input(z.object({ oid: idSchema })).query(async ({ ctx, input }) => {
    const outlet = await findOutlet(ctx, input.oid);
    if (!outlet) throw new AppError('not_found', 'There is no such outlet.');
    return outlet;
  }),
});
