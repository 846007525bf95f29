import { loadRecipients } from '../contacts/load-recipients.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { queue } from '../platform/queue.ts';
import { lockConversation } from '../tickets/lock-conversation.ts';
import { addFallbackTask } from './add-fallback-task.ts';
import { checkPayments } from './check-payments.ts';
import { decideDigest } from './decide-digest.ts';
import { decideLookAfter } from './decide-look-after.ts';
import { decideReminder } from './decide-reminder.ts';
import { findJobClaim } from './find-job-claim.ts';
import { keepDecisions } from './keep-decisions.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { publishRenewals } from './publish-renewals.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { recordJobOutcomes } from './record-job-outcomes.ts';
import type { ReminderDecision, ReminderMessage, ReminderQuestion } from './reminder-types.ts';
import { saveNextLooks } from './save-next-looks.ts';
import type { ReminderJob, ReminderOutcome } from './send-types.ts';
import { writeReminder } from './write-reminder.ts';

/** Looked at again after so long when the POS tells another day than we know: its next load says what that means. */
const MOVED_MS = 6 * 3_600_000;
/** Its outlet's turn to be asked at the POS did not come: the next round. */
const NOT_ASKED_MS = 60_000;
/** What a person asked for in quiet hours is sent when they are over; what could not be asked about, in a minute. */
const LATER: ReadonlySet<string> = new Set(['quiet_hours', 'holiday', 'not_yet']);

interface Locked {
  id: string;
  oid: string;
  contact_id: string | null;
  status: string;
}

interface Decided {
  renewalId: string;
  question: ReminderQuestion;
  decision: ReminderDecision;
  messageId: string | null;
}

/**
 * Everything of one person that may be written about now: payment is asked for at the POS once more, then person and renewals are locked,
 * looked at again and decided again, and messages, attempts, tasks and reasons are written in one transaction. Safe to repeat, to run twice
 * at once and to be killed anywhere: a step is claimed once. `ctx.now` is the calendar's time. Errors: unavailable (try again).
 */
export async function sendReminder(ctx: Ctx, job: ReminderJob): Promise<ReminderOutcome[]> {
  const doubts = await checkPayments(ctx, job);
  return inTransaction(ctx, async (ctx) => {
    const { tx, tenantId, now } = ctx;
    const meant = await lock(ctx, job);
    // behind the locks: the same key asked for twice at once is one prompt, and both hear so
    const claim = await findJobClaim(ctx, { ...job, renewalIds: meant });
    const ids = meant.filter((id) => claim.renewalIds.includes(id));
    const settings = await readRenewalSettings(tenantId);
    const inputs = await loadReminderInputs(tx, tenantId, ids, settings, now);
    const questions = new Map(inputs.map((input) => [input.renewal.id, { ...input, mode: job.mode, isBulk: job.jobId !== undefined, settings, now }]));
    const round = decideDigest([...questions.values()].filter(({ renewal }) => !doubts.has(renewal.id)));
    const decided: Decided[] = [];
    const note = (renewalId: string, decision: ReminderDecision, messageId: string | null = null): void => {
      const question = questions.get(renewalId);
      if (question) decided.push({ renewalId, question, decision, messageId });
    };
    for (const [id, doubt] of doubts) {
      const until = new Date(now.getTime() + (doubt === 'moved' ? MOVED_MS : NOT_ASKED_MS));
      note(id, { verdict: 'wait', step: null, until, reason: doubt === 'moved' ? 'expiry_changed' : 'not_yet', skipped: [], facts: { asked: 'pos' } });
    }
    for (const { renewalId, decision } of round.others) note(renewalId, decision);
    const claimOf = (part: ReminderMessage['parts'][number]): string => (job.mode === 'cadence' ? part.decision.step : claim.key);
    for (const message of round.messages) {
      const { contactId } = job;
      if (contactId === null) throw new AppError('conflict', 'Nobody is there to be written to.');
      const written = await writeReminder(ctx, { contactId, message, questions, settings, claimOf, authorUserId: claim.authorUserId });
      for (const { renewalId, decision } of message.parts) {
        if ('messageId' in written) note(renewalId, decision, written.messageId);
        else if (written.problem !== 'step_due') note(renewalId, decideWithout(questions.get(renewalId), message, written.problem) ?? decision);
      }
    }
    await keep(ctx, job, decided);
    const outcomes = decided.map(outcomeOf);
    if (job.jobId !== undefined)
      await recordJobOutcomes(
        ctx,
        job.jobId,
        outcomes.map(({ renewalId, verdict, reason, until }) => ({
          renewalId,
          verdict: verdict === 'sent' ? 'sent' : 'skipped',
          reason,
          ...(until !== null && LATER.has(reason) ? { waitUntil: until } : {}),
        })),
      );
    return outcomes;
  });
}

/** Conversation and person first, then renewals by id, on the primary key, as everybody locks them: by another index two of them would wait for each other. Whoever writes to this person waits here. */
async function lock(ctx: Ctx & { tx: Tx }, job: ReminderJob): Promise<string[]> {
  const ids = job.renewalIds;
  if (ids.length === 0) return [];
  const { tx, tenantId } = ctx;
  if (job.contactId !== null) {
    await lockConversation(tx, tenantId, job.contactId);
    await tx.query('SELECT id FROM contact WHERE tenant_id = ? AND id = ? FOR UPDATE', [tenantId, job.contactId]);
  }
  const rows = await tx.query<Locked>(
    'SELECT id, oid, contact_id, status FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE',
    [tenantId, ids],
  );
  return findMeant(ctx, job, rows);
}

/** Those who are still written to about these outlets, asked of the links as they are now; who is not gives way, and the next round groups anew. */
async function findMeant(ctx: Ctx & { tx: Tx }, job: ReminderJob, rows: readonly Locked[]): Promise<string[]> {
  const { tx, tenantId, now, log } = ctx;
  const oids = [...new Set(rows.map(({ oid }) => oid))];
  const recipients = await loadRecipients(tx, tenantId, oids, now);
  const strayed = rows.filter((row) => (recipients.get(row.oid)?.contactId ?? null) !== row.contact_id && (row.status === 'due' || row.status === 'failed'));
  for (const { id, oid } of strayed)
    await tx.execute('UPDATE renewal SET contact_id = ?, next_at = ?, revision = revision + 1 WHERE tenant_id = ? AND id = ?', [
      recipients.get(oid)?.contactId ?? null,
      now,
      tenantId,
      id,
    ]);
  if (strayed.length > 0)
    tx.afterCommit(async () => {
      const ids = strayed.map(({ id }) => id);
      await publishRenewals({ tenantId, log }, ids);
      await queue().publish({ routingKey: 'renewal.scheduler', body: { tenantId, type: 'build-reminders' } });
    });
  const away = new Set(strayed.map(({ id }) => id));
  return rows.filter((row) => row.contact_id === job.contactId && !away.has(row.id)).map(({ id }) => id);
}

/** What is decided when the message cannot be written although it seemed so: the same rules, with what we know now. */
function decideWithout(question: ReminderQuestion | undefined, message: ReminderMessage, problem: string): ReminderDecision | null {
  if (!question) return null;
  if (problem === 'number_stopped') return decideReminder({ ...question, isNumberStopped: true });
  if (problem === 'opted_out') return decideReminder({ ...question, person: question.person && { ...question.person, isOptedOut: true } });
  const missing = new Set(message.parts.map(({ decision }) => decision.template).concat(message.template));
  return decideReminder({ ...question, sendable: new Set([...question.sendable].filter((name) => !missing.has(name))) });
}

/** Reasons, next looks, and what a person has to do instead. What was only asked by hand does not change when the clock looks again, unless it was sent. */
async function keep(ctx: Ctx & { tx: Tx }, job: ReminderJob, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  const { tx, tenantId, now, log } = ctx;
  await keepDecisions(tx, tenantId, decided, now);
  for (const { question, decision } of decided) if (decision.verdict === 'fallback' && job.mode === 'cadence') await addFallbackTask(ctx, question, decision);
  const looked = decided.filter(({ messageId }) => job.mode === 'cadence' || messageId !== null);
  await saveNextLooks(
    tx,
    tenantId,
    looked.map(({ renewalId, question, decision }) => ({ renewalId, ...decideLookAfter(question, decision) })),
  );
  const sent = decided.filter(({ messageId }) => messageId !== null).map(({ renewalId }) => renewalId);
  if (sent.length > 0)
    await tx.execute('UPDATE renewal SET last_attempt_at = ?, revision = revision + 1 WHERE tenant_id = ? AND id IN (?)', [now, tenantId, sent]);
  const all = decided.map(({ renewalId }) => renewalId);
  tx.afterCommit(() => publishRenewals({ tenantId, log }, all));
}

function outcomeOf({ renewalId, decision, messageId }: Decided): ReminderOutcome {
  const verdict = messageId !== null ? 'sent' : decision.verdict === 'send' ? 'wait' : decision.verdict;
  return {
    renewalId,
    verdict,
    step: decision.verdict === 'stop' ? null : decision.step,
    reason: decision.reason,
    until: decision.verdict === 'wait' ? decision.until : null,
    messageId,
  };
}
