import type { RiskList } from '../../types/risk.ts';
import { companyProcedure } from '../access/company-procedure.ts';
import { router } from '../platform/trpc.ts';
import { renewalProcedure } from '../renewals/renewal-procedure.ts';
import { listRisks } from './list-risks.ts';
import { readDataQuality } from './read-data-quality.ts';

/** What is wrong with what we hold; for administrators who see the whole company (POS-13, ANALYT-26). */
export const qualityApi = router({
  read: companyProcedure.query(({ ctx }) => readDataQuality(ctx)),
});

/** Merchants who may be lost (ANALYT-25); everybody sees those within their scope. */
export const risksApi = router({
  list: renewalProcedure.query(({ ctx }): Promise<RiskList> => listRisks(ctx)),
});
