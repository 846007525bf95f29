import { z } from 'zod';
import { searchOutletsInput } from '../../types/outlets.ts';
import { idSchema } from '../../types/paging.ts';
import { listPosChangesInput, listPosRejectsInput, listPosRunsInput, posRunInput, setHoldShareInput, startPosRunInput } from '../../types/pos.ts';
import { companyProcedure } from '../access/company-procedure.ts';
import { AppError } from '../platform/app-error.ts';
import { router, signedInProcedure } from '../platform/trpc.ts';
import { answerHeldPosRun } from './answer-held-pos-run.ts';
import { findOutlet } from './find-outlet.ts';
import { findPosRun } from './find-pos-run.ts';
import { listPosChanges } from './list-pos-changes.ts';
import { listPosRejects } from './list-pos-rejects.ts';
import { listPosRuns } from './list-pos-runs.ts';
import { posRunView } from './pos-run-view.ts';
import { readPosStatus } from './read-pos-status.ts';
import { retryPosRun } from './retry-pos-run.ts';
import { searchOutlets } from './search-outlets.ts';
import { setPosHoldShare } from './set-pos-hold-share.ts';
import { startPosRun } from './start-pos-run.ts';
import { wakePosRun } from './wake-pos-run.ts';

/** Outlets the person may see. */
export const outletsApi = router({
  search: signedInProcedure.input(searchOutletsInput).query(({ ctx, input }) => searchOutlets(ctx, input)),
  get: signedInProcedure.input(z.object({ oid: idSchema })).query(async ({ ctx, input }) => {
    const outlet = await findOutlet(ctx, input.oid);
    if (!outlet) throw new AppError('not_found', 'There is no such outlet.');
    return outlet;
  }),
});

/** Loads of the POS's lists (POS-01, POS-07, POS-13): for administrators who see the whole company. */
export const posApi = router({
  status: companyProcedure.query(({ ctx }) => readPosStatus(ctx)),
  runs: companyProcedure.input(listPosRunsInput).query(({ ctx, input }) => listPosRuns(ctx, input)),
  run: companyProcedure.input(posRunInput).query(async ({ ctx, input }) => posRunView(await findPosRun(ctx.tenantId, input.runId))),
  changes: companyProcedure.input(listPosChangesInput).query(({ ctx, input }) => listPosChanges(ctx, input)),
  rejects: companyProcedure.input(listPosRejectsInput).query(({ ctx, input }) => listPosRejects(ctx, input)),
  start: companyProcedure.input(startPosRunInput).mutation(async ({ ctx, input }) => {
    const run = await startPosRun(ctx, { kind: input.kind, cause: 'admin' });
    await wakePosRun(ctx, run.id);
    return run;
  }),
  approve: companyProcedure.input(posRunInput).mutation(({ ctx, input }) => answerHeldPosRun(ctx, input.runId, 'approve')),
  discard: companyProcedure.input(posRunInput).mutation(({ ctx, input }) => answerHeldPosRun(ctx, input.runId, 'discard')),
  retry: companyProcedure.input(posRunInput).mutation(({ ctx, input }) => retryPosRun(ctx, input.runId)),
  setHoldShare: companyProcedure.input(setHoldShareInput).mutation(({ ctx, input }) => setPosHoldShare(ctx, input.share)),
});
