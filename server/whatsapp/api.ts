import { z } from 'zod';
import { idSchema } from '../../types/paging.ts';
import { companyProcedure } from '../access/company-procedure.ts';
import { router } from '../platform/trpc.ts';
import { listNumbers } from './list-numbers.ts';
import { resumeNumber } from './resume-number.ts';
import { syncTemplatesOfTenant } from './sync-templates.ts';

/** What administrators do with the channel: it is the whole company's. */
export const numbersApi = router({
  list: companyProcedure.query(({ ctx }) => listNumbers(ctx)),
  /** the cause is mended: send again, and try again what failed for it alone */
  resume: companyProcedure.input(z.object({ numberId: idSchema })).mutation(({ ctx, input }) => resumeNumber(ctx, input)),
  /** reads the templates from Meta now instead of at the next full hour */
  syncTemplates: companyProcedure.mutation(async ({ ctx }) => {
    await syncTemplatesOfTenant(ctx);
    return { done: true };
  }),
});
