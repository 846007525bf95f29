import type { OutletStatus } from '../../types/outlets.ts';
import type { AttemptResult, ReminderReason, RenewalChannel, RenewalOutcome, RenewalStatus } from '../../types/renewals.ts';

/** A row of `selectRenewals`: the renewal with the names of what it points at. DATE columns are `YYYY-MM-DD`. */
export interface RenewalRecord {
  id: string;
  oid: string;
  fid: string;
  outlet_name: string;
  franchise_name: string;
  outlet_status: OutletStatus;
  contact_id: string | null;
  contact_name: string | null;
  contact_username: string | null;
  contact_phone: string | null;
  owner_user_id: string | null;
  owner_name: string | null;
  due_date: string;
  cycle_start: string;
  amount: string;
  currency: string;
  status: RenewalStatus;
  source: 'pos' | 'computed';
  outcome: RenewalOutcome | null;
  paid_on: string | null;
  evidence: Record<string, string | number | boolean | null> | string | null;
  reason: string | null;
  settled_at: Date | null;
  settled_by_name: string | null;
  answered_at: Date | null;
  snoozed_until: string | null;
  next_at: Date | null;
  next_step: string | null;
  next_reason: ReminderReason | null;
  revision: number;
}

/** What a line of the console says of the attempts and tasks of a renewal. */
export interface RenewalActivity {
  attempts: number;
  last: { channel: RenewalChannel; step: string; result: AttemptResult; at: Date } | null;
  openTasks: number;
}

/** A renewal as lists and the detail show it. */
export type LoadedRenewal = RenewalRecord & RenewalActivity;

/** A row of an attempt with the names of its people. */
export interface AttemptRecord {
  id: string;
  renewal_id: string;
  step: string;
  channel: RenewalChannel;
  template: string | null;
  language: string | null;
  is_digest: number;
  message_id: string | null;
  ticket_id: string | null;
  contact_name: string | null;
  author_name: string | null;
  result: AttemptResult;
  error_code: string | null;
  note: string | null;
  superseded_at: Date | null;
  answered_at: Date | null;
  /** when its message was read, as far as WhatsApp tells */
  read_at: Date | null;
  created_at: Date;
}

/** A row of a task with what a list of tasks shows. */
export interface TaskRecord {
  id: string;
  renewal_id: string;
  kind: 'call' | 'email' | 'follow_up';
  reason: ReminderReason | 'manual' | 'replied';
  title: string | null;
  due_on: string;
  assigned_user_id: string | null;
  assignee_name: string | null;
  done_at: Date | null;
  outlet_name: string;
  oid: string;
  contact_name: string | null;
  contact_phone: string | null;
  contact_email: string | null;
}

/** A row of the log of decisions. */
export interface DecisionRecord {
  verdict: 'send' | 'wait' | 'skip' | 'stop' | 'fallback';
  step: string | null;
  reason: ReminderReason;
  until_at: Date | null;
  facts: Record<string, string | number | boolean | null> | string | null;
  created_at: Date;
}

/** A bulk "send now" as stored. */
export interface JobRecord {
  id: string;
  user_id: string;
  state: 'running' | 'done' | 'cancelled';
  total: number;
  sent: number;
  skipped: number;
  created_at: Date;
  finished_at: Date | null;
  /** where sendings are listed: those of a running one that may not go yet */
  waiting?: { count: number; until: Date } | null;
}

/** A renewal locked for a change by a person. */
export interface LockedRenewal {
  id: string;
  oid: string;
  fid: string;
  due_date: string;
  cycle_start: string;
  status: RenewalStatus;
  outcome: RenewalOutcome | null;
  paid_on: string | null;
  evidence: Record<string, unknown> | string | null;
  reason: string | null;
  owner_user_id: string | null;
  contact_id: string | null;
  settled_at: Date | null;
  settled_by_user_id: string | null;
  failed_at: Date | null;
  answered_at: Date | null;
  snoozed_until: string | null;
  next_at: Date | null;
  next_step: string | null;
  next_reason: string | null;
  revision: number;
}
