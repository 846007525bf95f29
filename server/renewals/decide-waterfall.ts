import { REMINDER_REASONS, type ReminderReason } from '../../types/renewals.ts';

/** The order in which what speaks against sending is told, the one decide-reminder.ts looks in: first what ends a cycle, last what only has to wait. */
const ORDER: readonly ReminderReason[] = [
  'paid',
  'cancelled',
  'outlet_closed',
  'expiry_changed',
  'reminders_off',
  'opted_out',
  'replied',
  'finished',
  'not_opted_in',
  'winback_off',
  'snoozed',
  'part_payment',
  'complaint',
  'no_contact',
  'no_whatsapp',
  'undeliverable',
  'send_failed',
  'cap_cycle',
  'cap_outstanding',
  'step_passed',
  'template',
  'number_stopped',
  'gap',
  'pressure',
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
