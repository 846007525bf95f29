import type { AttemptResult, ReminderReason, RenewalStatus } from '../../types/renewals.ts';

/** What is known of a prompt and its renewal right before the message goes. */
export interface UnwantedFacts {
  result: AttemptResult;
  step: string;
  author_user_id: string | null;
  created_at: Date;
  status: RenewalStatus;
  due_date: string;
  answered_at: Date | null;
  snoozed_until: string | null;
  outlet_status: string;
  missing_since: Date | null;
  expiry_date: string | null;
  opted_out_at: Date | null;
  has_complaint: number | string;
}

/** Why a queued prompt must not go any more: paid, cancelled, closed, moved, opted out, and, unless a person asked for it, answered, put aside or in trouble. Null: send it. */
export function decideUnwanted(prompt: UnwantedFacts, today: string): ReminderReason | null {
  if (prompt.status === 'paid') return 'paid';
  if (prompt.status === 'cancelled') return 'cancelled';
  if (prompt.outlet_status === 'closed' || prompt.missing_since !== null) return 'outlet_closed';
  if (prompt.expiry_date !== prompt.due_date) return 'expiry_changed';
  if (prompt.opted_out_at !== null) return 'opted_out';
  if (prompt.snoozed_until !== null && prompt.snoozed_until > today) return 'snoozed';
  if (Number(prompt.has_complaint) === 1) return 'complaint';
  if (prompt.author_user_id === null && prompt.answered_at !== null && prompt.answered_at > prompt.created_at) return 'replied';
  return null;
}
