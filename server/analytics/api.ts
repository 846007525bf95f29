import { companyProcedure } from '../access/company-procedure.ts';
import { router } from '../platform/trpc.ts';
import { readDataQuality } from './read-data-quality.ts';

/** What is wrong with what we hold; for administrators who see the whole company (POS-13, ANALYT-26). */
export const qualityApi = router({
  read: companyProcedure.query(({ ctx }) => readDataQuality(ctx)),
});
