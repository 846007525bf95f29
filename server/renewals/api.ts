import {
  addRenewalNoteInput,
  addTaskInput,
  assignRenewalsInput,
  cancelRenewalInput,
  finishTaskInput,
  listRenewalsInput,
  listTasksInput,
  logCallInput,
  markPaidInput,
  outletRenewalInput,
  overviewInput,
  previewSendInput,
  renewalIdInput,
  renewalRowsInput,
  sendNowInput,
  sendOneInput,
  setBillingInput,
  snoozeInput,
} from '../../types/renewals.ts';
import { saveRenewalSettingsInput, simulateInput } from '../../types/renewal-settings.ts';
import type {
  OutletRenewals,
  RenewalExplanation,
  RenewalFilters,
  RenewalJobDetail,
  RenewalJobView,
  RenewalOverview,
  RenewalPage,
  RenewalRow,
  RenewalTaskView,
  RenewalView,
  SendOneResult,
  SendPreview,
} from '../../types/renewals.ts';
import type { SavedRenewalSettings, Simulation } from '../../types/renewal-settings.ts';
import { companyProcedure } from '../access/company-procedure.ts';
import { clock } from '../platform/clock.ts';
import { database } from '../platform/database.ts';
import { router, type UserCtx } from '../platform/trpc.ts';
import { addRenewalNote } from './add-renewal-note.ts';
import { addTask } from './add-task.ts';
import { assignRenewals } from './assign-renewals.ts';
import { cancelJob } from './cancel-job.ts';
import { cancelRenewal } from './cancel-renewal.ts';
import { companyToday } from './company-today.ts';
import { countSkipped } from './count-skipped.ts';
import { explainRenewal } from './explain-renewal.ts';
import { findJob } from './find-job.ts';
import { findOutletRenewals } from './find-outlet-renewals.ts';
import { findSettingsRevision } from './find-settings-revision.ts';
import { finishTask } from './finish-task.ts';
import { getRenewal } from './get-renewal.ts';
import { guardSimulations } from './guard-simulations.ts';
import { listJobs } from './list-jobs.ts';
import { listRenewalFilters } from './list-renewal-filters.ts';
import { listRenewals } from './list-renewals.ts';
import { listTasks } from './list-tasks.ts';
import { loadRenewals } from './load-renewals.ts';
import { logCall } from './log-call.ts';
import { markPaid } from './mark-paid.ts';
import { mayCancelJob, mayRenew, maySimulate } from './policy.ts';
import { previewSend } from './preview-send.ts';
import { readOverview } from './read-overview.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { renewalProcedure } from './renewal-procedure.ts';
import { saveRenewalSettings } from './save-renewal-settings.ts';
import { sendOne } from './send-one.ts';
import { setBilling } from './set-billing.ts';
import { simulateRenewals } from './simulate-renewals.ts';
import { snoozeRenewal } from './snooze-renewal.ts';
import { startSendJob } from './start-send-job.ts';
import { undoRenewal } from './undo-renewal.ts';
import { jobView, renewalRow, taskView } from './view.ts';

/** For those who work on renewals. */
const renewProcedure = renewalProcedure.use(({ ctx, next }) => {
  mayRenew(ctx.actor);
  return next();
});

/** The portfolio of renewals, one renewal, what staff do about them, and what is set about them. */
export const renewalsApi = router({
  overview: renewalProcedure.input(overviewInput).query(({ ctx, input }): Promise<RenewalOverview> => readOverview(ctx, input)),
  list: renewalProcedure.input(listRenewalsInput).query(async ({ ctx, input }): Promise<RenewalPage> => {
    const { ids, nextCursor } = await listRenewals(ctx, input);
    return { rows: await rowsOf(ctx, ids), nextCursor, asOf: ctx.now.toISOString() };
  }),
  rows: renewalProcedure.input(renewalRowsInput).query(({ ctx, input }): Promise<RenewalRow[]> => rowsOf(ctx, input.ids)),
  get: renewalProcedure.input(renewalIdInput).query(({ ctx, input }): Promise<RenewalView> => getRenewal(ctx, input.id)),
  forOutlet: renewalProcedure.input(outletRenewalInput).query(({ ctx, input }): Promise<OutletRenewals> => ofOutlet(ctx, input.oid)),
  explain: renewalProcedure.input(renewalIdInput).query(({ ctx, input }): Promise<RenewalExplanation> => explainRenewal(ctx, input.id)),
  filters: renewalProcedure.query(({ ctx }): Promise<RenewalFilters> => listRenewalFilters(ctx)),
  tasks: renewalProcedure.input(listTasksInput).query(async ({ ctx, input }): Promise<RenewalTaskView[]> => (await listTasks(ctx, input)).map(taskView)),

  previewSend: renewProcedure.input(previewSendInput).query(({ ctx, input }): Promise<SendPreview> => previewSend(ctx, input.selection)),
  sendNow: renewProcedure.input(sendNowInput).mutation(async ({ ctx, input }): Promise<RenewalJobView> => jobView(await startSendJob(ctx, input))),
  job: renewProcedure.input(renewalIdInput).query(async ({ ctx, input }): Promise<RenewalJobDetail> => {
    const job = await findJob(ctx, input.id);
    return { ...jobView(job), skippedBy: await countSkipped(ctx.tenantId, job.id) };
  }),
  /** sendings of the person: those under way, and the last few */
  jobs: renewProcedure.query(async ({ ctx }): Promise<RenewalJobView[]> => (await listJobs(ctx)).map(jobView)),
  cancelJob: renewProcedure.input(renewalIdInput).mutation(async ({ ctx, input }): Promise<RenewalJobView> => {
    mayCancelJob(ctx.actor, await findJob(ctx, input.id));
    return jobView(await cancelJob(ctx, input.id));
  }),
  sendOne: renewProcedure.input(sendOneInput).mutation(async ({ ctx, input }): Promise<SendOneResult> => {
    const result = await sendOne(ctx, input);
    return { ...result, renewal: await getRenewal(ctx, input.id) };
  }),
  markPaid: renewProcedure.input(markPaidInput).mutation(async ({ ctx, input }): Promise<RenewalView> => {
    await markPaid(ctx, input);
    return getRenewal(ctx, input.id);
  }),
  cancel: renewProcedure.input(cancelRenewalInput).mutation(async ({ ctx, input }): Promise<RenewalView> => {
    await cancelRenewal(ctx, input);
    return getRenewal(ctx, input.id);
  }),
  undo: renewProcedure.input(renewalIdInput).mutation(async ({ ctx, input }): Promise<RenewalView> => {
    await undoRenewal(ctx, input.id);
    return getRenewal(ctx, input.id);
  }),
  snooze: renewProcedure.input(snoozeInput).mutation(async ({ ctx, input }): Promise<RenewalView> => {
    await snoozeRenewal(ctx, input);
    return getRenewal(ctx, input.id);
  }),
  assign: renewProcedure.input(assignRenewalsInput).mutation(async ({ ctx, input }): Promise<RenewalRow[]> => {
    await assignRenewals(ctx, input);
    return rowsOf(ctx, input.ids);
  }),
  addNote: renewProcedure.input(addRenewalNoteInput).mutation(async ({ ctx, input }): Promise<RenewalView> => {
    await addRenewalNote(ctx, input);
    return getRenewal(ctx, input.id);
  }),
  logCall: renewProcedure.input(logCallInput).mutation(async ({ ctx, input }): Promise<RenewalView> => {
    await logCall(ctx, input);
    return getRenewal(ctx, input.id);
  }),
  addTask: renewProcedure.input(addTaskInput).mutation(async ({ ctx, input }): Promise<RenewalView> => {
    await addTask(ctx, input);
    return getRenewal(ctx, input.id);
  }),
  finishTask: renewProcedure.input(finishTaskInput).mutation(async ({ ctx, input }): Promise<RenewalView> => getRenewal(ctx, await finishTask(ctx, input))),
  /** answers the outlet's renewals, as `forOutlet` */
  setBilling: renewProcedure.input(setBillingInput).mutation(async ({ ctx, input }): Promise<OutletRenewals> => {
    await setBilling(ctx, input);
    return ofOutlet(ctx, input.oid);
  }),

  settings: renewalProcedure.query(({ ctx }): Promise<SavedRenewalSettings> => savedSettings(ctx)),
  saveSettings: companyProcedure.input(saveRenewalSettingsInput).mutation(async ({ ctx, input }): Promise<SavedRenewalSettings> => {
    await saveRenewalSettings({ ...ctx, now: clock.now() }, input);
    return savedSettings(ctx);
  }),
  simulate: renewalProcedure.input(simulateInput).query(({ ctx, input, signal }): Promise<Simulation> => {
    maySimulate(ctx.actor);
    return guardSimulations(ctx, () => simulateRenewals(ctx, input, signal));
  }),
});

/** The revision is read first: settings saved between the two are a conflict then, never lost. */
async function savedSettings({ tenantId }: UserCtx): Promise<SavedRenewalSettings> {
  const revision = await findSettingsRevision(database(), tenantId);
  return { ...(await readRenewalSettings(tenantId)), revision };
}

async function ofOutlet(ctx: UserCtx, oid: string): Promise<OutletRenewals> {
  const { currentId, formerIds } = await findOutletRenewals(ctx, oid);
  const current = currentId === null ? null : await getRenewal(ctx, currentId);
  return { asOf: ctx.now.toISOString(), current, former: await rowsOf(ctx, formerIds) };
}

async function rowsOf(ctx: UserCtx, ids: readonly string[]): Promise<RenewalRow[]> {
  const today = companyToday(ctx.now);
  return (await loadRenewals(ctx, ids)).map((record) => renewalRow(record, today));
}
