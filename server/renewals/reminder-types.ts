import type { OutletStatus } from '../../types/outlets.ts';
import type { AttemptResult, ReminderReason, RenewalStatus } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';

/** A prompt of the cycle that was written (or queued) on WhatsApp or by e-mail, automatic or by hand. Calls are none. */
export interface Prompt {
  /** `d-14`, `d+3`, `winback-30`; asked for by a person: `manual`, of who is lost `winback-manual` */
  step: string;
  at: Date;
  result: AttemptResult;
  isAnswered: boolean;
  isSuperseded: boolean;
  /** whom it was written to has opted out since */
  isOptedOut?: boolean;
}

/** Who would be written to about the outlet. */
export interface ReminderPerson {
  contactId: string;
  /** has a phone or user id on WhatsApp */
  hasWhatsapp: boolean;
  email: string | null;
  isOptedOut: boolean;
  /** said yes to be written to; only winback asks for it (G-02) */
  isOptedIn: boolean;
  /** WhatsApp could not reach this person then */
  undeliverableAt: Date | null;
  /** automatic messages of every kind to this person, over all outlets, within the days of the pressure budget */
  touches: readonly Date[];
}

/** Everything a decision looks at; loaded for many renewals at once by `load-reminder-inputs.ts`. */
export interface ReminderInput {
  renewal: {
    id: string;
    oid: string;
    fid: string;
    dueOn: string;
    status: RenewalStatus;
    failedAt: Date | null;
    answeredAt: Date | null;
    snoozedUntil: string | null;
  };
  outlet: {
    status: OutletStatus;
    timeZone: string;
    expiresOn: string | null;
    isMissing: boolean;
    /** the end by what the POS told and nobody could take over yet: a load that waits, a row that cannot be used */
    toldOn?: string | null;
  };
  /** oldest first */
  prompts: readonly Prompt[];
  person: ReminderPerson | null;
  /** an open ticket of the outlet or the person that is a complaint, or urgent or high */
  hasComplaint: boolean;
  /** the POS told a payment of less than the price, and nobody has looked */
  hasPartPayment?: boolean;
  /** they answered about this cycle, and the ticket they answered in is still open */
  isTalking?: boolean;
  /** steps that were given to a person: `renewal_task.dedupe_key`, which is the step's name */
  handedOver: readonly string[];
  /** names of templates that may be sent now in a language we can fill */
  sendable: ReadonlySet<string>;
  isNumberStopped: boolean;
}

/** Why steps before the one decided about are not sent any more; told once. */
export interface SkippedStep {
  step: string;
  reason: ReminderReason;
}

/** send now; wait and look again at `until`; stop until something changes; give it to a person. */
export type ReminderDecision = { skipped: SkippedStep[]; facts: Record<string, string | number | boolean | null> } & (
  | {
      verdict: 'send';
      step: string;
      template: string;
      reason: ReminderReason /** step of the prompt that is superseded by this one */;
      supersedes: string | null;
    }
  | { verdict: 'wait'; step: string | null; until: Date; reason: ReminderReason }
  | { verdict: 'stop'; reason: ReminderReason }
  | { verdict: 'fallback'; step: string; channel: 'call' | 'email'; reason: ReminderReason }
);

/** `cadence`: by the clock. `manual`: a person asked; the day of a step does not matter, everything that protects the merchant does. */
export interface ReminderQuestion extends ReminderInput {
  mode: 'cadence' | 'manual';
  /** one of many somebody ticked: whom a colleague is talking with is left out */
  isBulk?: boolean;
  /** a cadence step may go so many days early, because it joins a digest (decide-digest.ts) */
  earlyDays?: number;
  settings: RenewalSettings;
  now: Date;
}

/** One message to one person: several parts make it a digest. `reason` and `supersedes` are those of the part's decision. */
export interface ReminderMessage {
  template: string;
  isDigest: boolean;
  parts: { renewalId: string; decision: Extract<ReminderDecision, { verdict: 'send' }> }[];
}

/** What becomes of all renewals of one person at one moment: messages to write now, in order, and what was decided about the others. */
export interface ReminderRound {
  messages: ReminderMessage[];
  others: { renewalId: string; decision: Exclude<ReminderDecision, { verdict: 'send' }> }[];
}
