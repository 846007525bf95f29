import { REMINDER_REASONS, type ReminderReason } from '../../types/renewals.ts';

/** The order in which what speaks against sending is told: first what nobody can change, last what only has to wait. */
const ORDER: readonly ReminderReason[] = [
  'paid',
  'cancelled',
  'outlet_closed',
  'expiry_changed',
  'finished',
  'no_contact',
  'no_whatsapp',
  'opted_out',
  'not_opted_in',
  'undeliverable',
  'send_failed',
  'replied',
  'complaint',
  'snoozed',
  'cap_cycle',
  'cap_outstanding',
  'step_passed',
  'gap',
  'pressure',
  'winback_off',
  'reminders_off',
  'template',
  'number_stopped',
  'holiday',
  'quiet_hours',
  'not_yet',
];

/** One renewal that will not be sent now. */
export interface Exclusion {
  id: string;
  reason: ReminderReason;
}

/** What speaks against sending, one step per reason in a fixed order (the exclusion waterfall), each with its number and a few examples. */
export function decideWaterfall(exclusions: readonly Exclusion[], mostExamples = 3): { reason: ReminderReason; count: number; ids: string[] }[] {
  const steps = new Map<ReminderReason, string[]>();
  for (const { id, reason } of exclusions) {
    const known = steps.get(reason);
    if (known) known.push(id);
    else steps.set(reason, [id]);
  }
  return [...steps]
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([reason, ids]) => ({ reason, count: ids.length, ids: ids.slice(0, mostExamples) }));
}

function placeOf(reason: ReminderReason): number {
  const place = ORDER.indexOf(reason);
  return place < 0 ? ORDER.length + REMINDER_REASONS.indexOf(reason) : place;
}
