import { z } from 'zod';
import { cursorSchema, idSchema, type Instant } from './paging.ts';
import type { OutletStatus } from './outlets.ts';

/** RENEW-06. `failed`: seven days past the due date without payment; `paid` and `cancelled` stay as long as what they rest on: staff's word always, the POS's until it says otherwise. */
export const RENEWAL_STATUSES = ['due', 'paid', 'failed', 'cancelled'] as const;
export type RenewalStatus = (typeof RENEWAL_STATUSES)[number];
/**
 * How a cycle ended. `renewed`: paid without us; `recovered`: paid after we had written or called; `winback`: came back after it was lost
 * (overdue for more than 30 days), within the window of a winback message; `returned`: came back by itself; `lost`: cancelled, or given up.
 * None: still open, or cancelled because another cycle took its place.
 */
export const RENEWAL_OUTCOMES = ['renewed', 'recovered', 'winback', 'returned', 'lost'] as const;
export type RenewalOutcome = (typeof RENEWAL_OUTCOMES)[number];
export const RENEWAL_CHANNELS = ['whatsapp', 'email', 'call'] as const;
export type RenewalChannel = (typeof RENEWAL_CHANNELS)[number];
/** How one attempt went (RENEW-07). The last four are of calls; `promised`: they said they will pay. */
export const ATTEMPT_RESULTS = [
  'queued',
  'sent',
  'delivered',
  'read',
  'bounced',
  'failed',
  'unknown',
  'withdrawn',
  'replied',
  'paid',
  'reached',
  'no_answer',
  'promised',
  'refused',
  'wrong_number',
] as const;
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number];
export const CALL_RESULTS = ['reached', 'no_answer', 'promised', 'refused', 'wrong_number'] as const;
export type CallResult = (typeof CALL_RESULTS)[number];

/**
 * Why a reminder goes, waits, is left out, or is given to a person. Word keys `reason.<name>` in the catalogues.
 * send: step_due, manual. wait: not_yet, quiet_hours, holiday, pressure, gap, digest, snoozed, part_payment (also of tasks), complaint, template, number_stopped.
 * Taken back before it went: other_recipient (somebody else is to be written to by now), sending_stopped (the bulk sending it was of).
 * skip (this step only): step_passed, cap_outstanding, cap_cycle. stop: paid, cancelled, replied, opted_out, not_opted_in, outlet_closed,
 * expiry_changed, payment_taken_back (of tasks and cancelled cycles), finished, winback_off, reminders_off. fallback: no_contact, no_whatsapp, undeliverable, send_failed.
 */
export const REMINDER_REASONS = [
  'step_due',
  'manual',
  'not_yet',
  'quiet_hours',
  'holiday',
  'pressure',
  'gap',
  'digest',
  'snoozed',
  'part_payment',
  'complaint',
  'template',
  'number_stopped',
  'other_recipient',
  'sending_stopped',
  'step_passed',
  'cap_outstanding',
  'cap_cycle',
  'paid',
  'cancelled',
  'replied',
  'opted_out',
  'not_opted_in',
  'outlet_closed',
  'expiry_changed',
  'payment_taken_back',
  'finished',
  'winback_off',
  'reminders_off',
  'no_contact',
  'no_whatsapp',
  'undeliverable',
  'send_failed',
] as const;
export type ReminderReason = (typeof REMINDER_REASONS)[number];
export const REMINDER_VERDICTS = ['send', 'wait', 'skip', 'stop', 'fallback'] as const;
export type ReminderVerdict = (typeof REMINDER_VERDICTS)[number];

const day = z.iso.date();

export const RENEWAL_VIEWS = ['due', 'overdue', 'recovered', 'lost', 'all'] as const;
export type RenewalTab = (typeof RENEWAL_VIEWS)[number];
/** due: not yet due; overdue: past the due date, not yet lost; recovered: paid because of us; lost: overdue beyond `lostAfterDays`, or cancelled. Cancelled because another cycle took its place: only in all. */
export const renewalFilterSchema = z.object({
  tab: z.enum(RENEWAL_VIEWS).default('due'),
  fids: z.array(idSchema).max(50).default([]),
  /** of staff; `none`: nobody has it */
  owner: z.union([idSchema, z.literal('none'), z.literal('me')]).optional(),
  /** the merchant's person who is written to: all their outlets */
  contactId: idSchema.optional(),
  amountFrom: z.number().nonnegative().optional(),
  amountTo: z.number().nonnegative().optional(),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  /** outlet, franchise, person or number */
  query: z.string().trim().max(100).optional(),
});
export type RenewalFilter = z.infer<typeof renewalFilterSchema>;
export const RENEWAL_SORTS = ['due', 'amount', 'next'] as const;
export const listRenewalsInput = renewalFilterSchema.extend({
  sort: z.enum(RENEWAL_SORTS).default('due'),
  descending: z.boolean().default(false),
  cursor: cursorSchema.nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListRenewalsInput = z.infer<typeof listRenewalsInput>;

/** Lines by id, for what is on screen and changed. */
export const renewalRowsInput = z.object({ ids: z.array(idSchema).min(1).max(200) });

/** Decimal text and ISO currency; shown through Intl. */
export interface Money {
  amount: string;
  currency: string;
}
/** One line of the console. */
export interface RenewalRow {
  id: string;
  oid: string;
  fid: string;
  outletName: string;
  franchiseName: string;
  outletStatus: OutletStatus;
  contact: { id: string; name: string; phone: string | null } | null;
  owner: { userId: string; name: string } | null;
  dueOn: string;
  /** days until the due date, seen from the company's today; negative: overdue */
  daysLeft: number;
  price: Money;
  status: RenewalStatus;
  outcome: RenewalOutcome | null;
  paidOn: string | null;
  attempts: number;
  last: { channel: RenewalChannel; step: string; result: AttemptResult; at: Instant } | null;
  next: { step: string | null; at: Instant | null; reason: ReminderReason } | null;
  answeredAt: Instant | null;
  snoozedUntil: string | null;
  openTasks: number;
  revision: number;
}
export interface RenewalPage {
  rows: RenewalRow[];
  nextCursor: string | null;
  asOf: Instant;
}
export interface RenewalAttemptView {
  id: string;
  step: string;
  channel: RenewalChannel;
  template: string | null;
  language: string | null;
  isDigest: boolean;
  result: AttemptResult;
  errorCode: string | null;
  isSuperseded: boolean;
  author: string | null;
  contactName: string | null;
  note: string | null;
  messageId: string | null;
  ticketId: string | null;
  /** when it went out, or was called */
  at: Instant;
  /** when it was read, as far as WhatsApp tells */
  readAt: Instant | null;
  answeredAt: Instant | null;
}
export interface RenewalTaskView {
  id: string;
  renewalId: string;
  kind: 'call' | 'email' | 'follow_up';
  reason: ReminderReason | 'manual' | 'replied';
  title: string | null;
  dueOn: string;
  assignee: { userId: string; name: string } | null;
  doneAt: Instant | null;
  /** so that a list of tasks stands by itself */
  outletName: string;
  oid: string;
  contact: { name: string; phone: string | null; email: string | null } | null;
}
/** One automatic decision as it was taken (Explain). `facts`: what was known then, by word key `fact.<name>`. */
export interface DecisionView {
  verdict: ReminderVerdict;
  step: string | null;
  reason: ReminderReason;
  until: Instant | null;
  facts: Record<string, string | number | boolean | null>;
  at: Instant;
}
/** One thing that happened, newest first: who, what, when. `action` is a word key `history.<action>`. */
export interface RenewalHistoryItem {
  id: string;
  kind: 'attempt' | 'note' | 'task' | 'change';
  at: Instant;
  actor: string | null;
  attempt?: RenewalAttemptView;
  note?: string;
  action?: string;
  params?: Record<string, string>;
}
/** A step of the cadence on the line of time: done, next, to come, or left out. */
export interface PlannedStep {
  step: string;
  on: string;
  state: 'sent' | 'next' | 'later' | 'skipped' | 'stopped';
  reason: ReminderReason | null;
  result: AttemptResult | null;
  at: Instant | null;
}
/** A renewal with what stands beside it. */
export interface RenewalView extends RenewalRow {
  cycleStart: string;
  source: 'pos' | 'computed';
  paymentUrl: string | null;
  billing: { amount: string | null; currency: string | null; cycleMonths: number | null; paymentUrl: string | null };
  evidence: Record<string, string | number | boolean | null> | null;
  reason: string | null;
  settledBy: string | null;
  settledAt: Instant | null;
  plan: PlannedStep[];
  history: RenewalHistoryItem[];
  tasks: RenewalTaskView[];
  /** what its reminders went into, and open ones of the outlet or person that hold it back; those first */
  tickets: { id: string; reference: string; status: string; at: Instant; holdsBack: boolean }[];
  /** people who may be written to about this outlet, the chosen one first */
  people: { contactId: string; name: string; phone: string | null; isChosen: boolean; canReceive: boolean; problem: ReminderReason | null }[];
  /** a change by staff that may still be undone, until when */
  undoUntil: Instant | null;
}
/** What `renewals.explain` answers: the decision as it would be taken now, and the log, newest first. */
export interface RenewalExplanation {
  now: DecisionView;
  log: DecisionView[];
}

/** What the console shows on top; money per currency, the most frequent first. */
export interface RenewalOverview {
  asOf: Instant;
  today: string;
  counts: Record<Exclude<RenewalTab, 'all'>, number>;
  money: Record<Exclude<RenewalTab, 'all'>, Money[]>;
  /** upcoming `0-7`, `8-14`, `15-30`, `31-60`; overdue `-1--7`, `-8--14`, `-15--30`; without `from`: lost, beyond `lostAfterDays` (days left, from to) */
  aging: { from: number | null; to: number | null; count: number; money: Money[] }[];
  /** due dates of the last so many days whose D+7 has passed; X-12: B over all due, A over those that became overdue */
  rates: {
    days: number;
    b: { recovered: number; of: number; share: number | null };
    a: { recovered: number; of: number; share: number | null };
    goal: number;
    /** unpaid and past the due date, with some of their seven days left: in `b` they are not counted yet */
    pending: number;
  };
  /**
   * By week of the due date (Monday), oldest first. Each renewal is in one part: `paidAlone`: paid without us, whenever; `recovered`: paid
   * because of us (winback too); `lost`: cancelled, or unpaid beyond `lostAfterDays`; the rest of `due` is still open.
   */
  weeks: { week: string; due: number; paidAlone: number; recovered: number; lost: number }[];
  winback: { sent: number; wonBack: number; share: number | null };
  /** templates the cadence needs that may not be sent now, and how many renewals have a next step that needs them (0: nobody yet) */
  blocked: { template: string; status: string; waiting: number }[];
  /** reminders are on, when the next batch goes */
  isOn: boolean;
  /** the person's own, whatever is searched for */
  openTasks: number;
}
export const overviewInput = renewalFilterSchema.omit({ tab: true }).extend({ days: z.number().int().min(7).max(730).default(90) });

/** Bulk "send now": the exclusion waterfall. Steps in order; what is left after the last is sent. */
export interface SendPreview {
  selected: number;
  excluded: { reason: ReminderReason; count: number; examples: { id: string; outletName: string }[] }[];
  /** renewals that will be prompted, in so many messages to so many people */
  renewals: number;
  messages: number;
  people: number;
  /** when the first may go: now, or when quiet hours end */
  startsAt: Instant;
  sample: { text: string; language: string; outletName: string; contactName: string } | null;
}
/** Which renewals a bulk act is about: those ticked, or all that match. */
export const renewalSelectionSchema = z.union([
  z.object({ ids: z.array(idSchema).min(1).max(5_000) }).strict(),
  z.object({ filter: renewalFilterSchema }).strict(),
]);
export type RenewalSelection = z.infer<typeof renewalSelectionSchema>;
export const previewSendInput = z.object({ selection: renewalSelectionSchema });
export const sendNowInput = z.object({ selection: renewalSelectionSchema, clientKey: z.string().min(8).max(64) });
/** One renewal, now; the same key sends once. */
export const sendOneInput = z.object({ id: idSchema, clientKey: z.uuid().optional() });
/** What became of a single "send now", or why not. `until`: when it will be possible. */
export interface SendOneResult {
  verdict: ReminderVerdict;
  reason: ReminderReason;
  until: Instant | null;
  /** the renewal as it is now */
  renewal: RenewalView;
}
export interface RenewalJobView {
  id: string;
  state: 'running' | 'done' | 'cancelled';
  total: number;
  sent: number;
  skipped: number;
  createdAt: Instant;
  finishedAt: Instant | null;
  /** how many of a running one may not go yet, and when the first may; told where sendings are listed */
  waiting?: { count: number; until: Instant } | null;
}
/** A sending with what really was left out, the most frequent reason first. */
export interface RenewalJobDetail extends RenewalJobView {
  skippedBy: { reason: ReminderReason; count: number }[];
}

const note = z.string().trim().max(4_000);
export const renewalIdInput = z.object({ id: idSchema });
/** `revision` is what the person saw: a change in between is a `conflict`. */
export const markPaidInput = renewalIdInput.extend({
  revision: z.number().int(),
  paidOn: day,
  reference: z.string().trim().max(100).optional(),
  note: note.optional(),
});
export const CANCEL_REASONS = ['closing', 'competitor', 'price', 'unhappy', 'duplicate', 'other'] as const;
export const cancelRenewalInput = renewalIdInput.extend({ revision: z.number().int(), reason: z.enum(CANCEL_REASONS), note: note.optional() });
export const snoozeInput = renewalIdInput.extend({ /** null: wake it */ until: day.nullable(), note: note.optional() });
export const assignRenewalsInput = z.object({ ids: z.array(idSchema).min(1).max(500), userId: idSchema.nullable() });
export const addRenewalNoteInput = renewalIdInput.extend({ text: note.min(1), clientKey: z.string().min(8).max(64) });
export const logCallInput = renewalIdInput.extend({
  result: z.enum(CALL_RESULTS),
  note: note.optional(),
  contactId: idSchema.optional(),
  /** also end this task */ taskId: idSchema.optional(),
  /** and remind me then */ followUpOn: day.optional(),
});
export const addTaskInput = renewalIdInput.extend({
  kind: z.enum(['call', 'email', 'follow_up']),
  title: z.string().trim().max(255).optional(),
  dueOn: day,
  userId: idSchema.nullish(),
});
export const finishTaskInput = z.object({ taskId: idSchema, isDone: z.boolean() });
export const listTasksInput = z.object({ mine: z.boolean().default(true), limit: z.number().int().min(1).max(200).default(100) });
export const setBillingInput = z.object({
  oid: idSchema,
  amount: z
    .string()
    .regex(/^\d{1,10}(\.\d{1,2})?$/)
    .nullable(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  cycleMonths: z.number().int().min(1).max(60).nullable(),
  paymentUrl: z.url().startsWith('https://').max(500).nullable(),
});
export const outletRenewalInput = z.object({ oid: idSchema });
export interface OutletRenewals {
  /** the server's time: relative words are said from here */
  asOf: Instant;
  current: RenewalView | null;
  /** former cycles, newest first */
  former: RenewalRow[];
}
export interface RenewalFilters {
  franchises: { fid: string; name: string }[];
  owners: { userId: string; name: string }[];
}
