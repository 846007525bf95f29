import type { DecisionView, RenewalAttemptView, RenewalJobView, RenewalRow, RenewalTaskView } from '../../types/renewals.ts';
import { parseJson } from '../platform/parse-json.ts';
import { zoneDayOf } from './decide-zone-time.ts';
import type { AttemptRecord, DecisionRecord, JobRecord, LoadedRenewal, TaskRecord } from './renewal-record-types.ts';

/** A line of the console, seen from the company's `today`. */
export function renewalRow(record: LoadedRenewal, today: string): RenewalRow {
  return {
    id: record.id,
    oid: record.oid,
    fid: record.fid,
    outletName: record.outlet_name,
    franchiseName: record.franchise_name,
    outletStatus: record.outlet_status,
    contact: record.contact_id === null ? null : { id: record.contact_id, name: nameOf(record), phone: record.contact_phone },
    owner: record.owner_user_id === null ? null : { userId: record.owner_user_id, name: record.owner_name ?? '' },
    dueOn: record.due_date,
    daysLeft: zoneDayOf(record.due_date) - zoneDayOf(today),
    price: { amount: record.amount, currency: record.currency },
    status: record.status,
    outcome: record.outcome,
    paidOn: record.paid_on,
    attempts: record.attempts,
    last: record.last && { ...record.last, at: record.last.at.toISOString() },
    next: record.next_reason === null ? null : { step: record.next_step, at: record.next_at?.toISOString() ?? null, reason: record.next_reason },
    answeredAt: record.answered_at?.toISOString() ?? null,
    snoozedUntil: record.snoozed_until,
    openTasks: record.openTasks,
    revision: record.revision,
  };
}

/** One attempt of the history. */
export function attemptView(record: AttemptRecord): RenewalAttemptView {
  return {
    id: record.id,
    step: record.step,
    channel: record.channel,
    template: record.template,
    language: record.language,
    isDigest: record.is_digest === 1,
    result: record.result,
    errorCode: record.error_code,
    isSuperseded: record.superseded_at !== null,
    author: record.author_name,
    contactName: record.contact_name,
    note: record.note,
    messageId: record.message_id,
    ticketId: record.ticket_id,
    at: record.created_at.toISOString(),
    readAt: record.read_at?.toISOString() ?? null,
    answeredAt: record.answered_at?.toISOString() ?? null,
  };
}

/** A task, with enough to stand in a list by itself. */
export function taskView(record: TaskRecord): RenewalTaskView {
  const { contact_name: name, contact_phone: phone, contact_email: email } = record;
  return {
    id: record.id,
    renewalId: record.renewal_id,
    kind: record.kind,
    reason: record.reason,
    title: record.title,
    dueOn: record.due_on,
    assignee: record.assigned_user_id === null ? null : { userId: record.assigned_user_id, name: record.assignee_name ?? '' },
    doneAt: record.done_at?.toISOString() ?? null,
    outletName: record.outlet_name,
    oid: record.oid,
    contact: name === null && phone === null && email === null ? null : { name: name ?? phone ?? email ?? '', phone, email },
  };
}

/** A decision as it was logged. */
export function decisionView(record: DecisionRecord): DecisionView {
  return {
    verdict: record.verdict,
    step: record.step,
    reason: record.reason,
    until: record.until_at?.toISOString() ?? null,
    facts: parseJson(record.facts) ?? {},
    at: record.created_at.toISOString(),
  };
}

/** How far a bulk "send now" is. */
export function jobView(record: JobRecord): RenewalJobView {
  return {
    id: record.id,
    state: record.state,
    total: record.total,
    sent: record.sent,
    skipped: record.skipped,
    createdAt: record.created_at.toISOString(),
    finishedAt: record.finished_at?.toISOString() ?? null,
    waiting: record.waiting ? { count: record.waiting.count, until: record.waiting.until.toISOString() } : null,
  };
}

/** What a person without a name is called: as in the inbox, by their user name, then by their phone. */
function nameOf({ contact_name: name, contact_username: username, contact_phone: phone }: LoadedRenewal): string {
  return name ?? (username === null ? null : `@${username}`) ?? phone ?? '';
}
