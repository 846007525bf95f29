import type { AttemptResult, ReminderReason, RenewalStatus } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { decideSteps } from './decide-steps.ts';
import { decideZoneTime, zoneDayOf } from './decide-zone-time.ts';

/** What is known of a prompt and its renewal right before the message goes. */
export interface UnwantedFacts {
  result: AttemptResult;
  step: string;
  author_user_id: string | null;
  contact_id: string | null;
  created_at: Date;
  status: RenewalStatus;
  due_date: string;
  answered_at: Date | null;
  snoozed_until: string | null;
  timezone: string;
  outlet_status: string;
  missing_since: Date | null;
  expiry_date: string | null;
  /** an end the POS told and nobody could take over yet */
  told_on: string | null;
  /** the POS told less than the price, and nobody has looked; truths come as text from MySQL */
  has_part_payment: number | string;
  opted_out_at: Date | null;
  /** an open ticket of the outlet or the person is a complaint, or urgent or high */
  isInTrouble: boolean;
  /** of the bulk sending it is part of; null: of none */
  job_state: string | null;
}

/** What is asked of the moment: who is written to about the outlet now (null: nobody), the company's day, and what is set. */
export interface UnwantedFrame {
  recipientId: string | null;
  today: string;
  now: Date;
  settings: RenewalSettings;
}

/**
 * Why a queued prompt must not go any more: paid (perhaps in part), cancelled, closed, moved, meant for somebody else by now, opted out, of a stopped sending,
 * put aside or in trouble; and, unless a person asked for it, answered, switched off, or waited beyond the days of its step. Null: send it.
 */
export function decideUnwanted(prompt: UnwantedFacts, { recipientId, today, now, settings }: UnwantedFrame): ReminderReason | null {
  if (prompt.status === 'paid') return 'paid';
  if (prompt.status === 'cancelled') return 'cancelled';
  if (prompt.outlet_status === 'closed' || prompt.missing_since !== null) return 'outlet_closed';
  // taken back before: one outlet of a digest whose day moved on takes the others with it
  if (prompt.expiry_date !== prompt.due_date || prompt.result === 'withdrawn') return 'expiry_changed';
  if (prompt.told_on !== null && prompt.told_on > prompt.due_date) return 'expiry_changed';
  if (prompt.contact_id !== recipientId) return 'other_recipient';
  if (prompt.opted_out_at !== null) return 'opted_out';
  if (prompt.job_state === 'cancelled') return 'sending_stopped';
  if (prompt.author_user_id === null && !settings.isOn) return 'reminders_off';
  if (prompt.snoozed_until !== null && prompt.snoozed_until > today) return 'snoozed';
  if (Number(prompt.has_part_payment) === 1) return 'part_payment';
  if (prompt.isInTrouble) return 'complaint';
  if (prompt.author_user_id !== null) return null;
  if (prompt.answered_at !== null && prompt.answered_at > prompt.created_at) return 'replied';
  return isPassed(prompt, settings, now) ? 'step_passed' : null;
}

/** Its words speak of a day that is over, or nobody wants the step any more. Early (it joined a digest) is no reason. */
function isPassed({ step: name, timezone, due_date: dueOn }: UnwantedFacts, settings: RenewalSettings, now: Date): boolean {
  if (name === 'manual' || name === 'winback-manual') return false;
  const step = decideSteps(settings).find((one) => one.name === name);
  return !step || decideZoneTime(timezone, now.getTime()).day - zoneDayOf(dueOn) > step.until;
}
