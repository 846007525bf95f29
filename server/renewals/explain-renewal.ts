import type { DecisionView, RenewalExplanation } from '../../types/renewals.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideReminder } from './decide-reminder.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { loadRenewals } from './load-renewals.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import type { DecisionRecord } from './renewal-record-types.ts';
import type { ReminderDecision } from './reminder-types.ts';
import { decisionView } from './view.ts';

const MOST = 100;

/** Why something is sent, put off or left out: the decision as it would be taken now, and those that were taken, newest first. Error: not_found. */
export async function explainRenewal(ctx: UserCtx, id: string): Promise<RenewalExplanation> {
  const [renewal] = await loadRenewals(ctx, [id]);
  if (!renewal) throw new AppError('not_found', 'There is no such renewal.');
  const settings = await readRenewalSettings(ctx.tenantId);
  const [inputs, log] = await Promise.all([
    loadReminderInputs(database(), ctx.tenantId, [id], settings, ctx.now),
    database().query<DecisionRecord>(
      'SELECT verdict, step, reason, until_at, facts, created_at FROM renewal_decision WHERE tenant_id = ? AND renewal_id = ? ORDER BY id DESC LIMIT ?',
      [ctx.tenantId, id, MOST],
    ),
  ]);
  const [input] = inputs;
  if (!input) throw new AppError('not_found', 'There is no such renewal.');
  return { now: viewOf(decideReminder({ ...input, mode: 'cadence', settings, now: ctx.now }), ctx.now), log: log.map(decisionView) };
}

function viewOf(decision: ReminderDecision, now: Date): DecisionView {
  return {
    verdict: decision.verdict,
    step: decision.verdict === 'stop' ? null : decision.step,
    reason: decision.reason,
    until: decision.verdict === 'wait' ? decision.until.toISOString() : null,
    facts: decision.facts,
    at: now.toISOString(),
  };
}
