import type { ReminderReason } from '../../types/renewals.ts';
import type { ReminderInput } from './reminder-types.ts';

/** A renewal as a simulation lives through it; times are milliseconds, Infinity: never. What really happened counts from its time on. */
export interface SimulatedRenewal {
  input: ReminderInput;
  /** first look at it */
  startsAt: number;
  paidAt: number;
  cancelledAt: number;
  answeredAt: number;
  optedOutAt: number;
}

/** A message that would be written. `step`: `digest` when it is about several renewals of the person. */
export interface SimulatedMessage {
  at: number;
  step: string;
  renewalIds: string[];
}

/** What became of the renewals of one person. */
export interface SimulatedLife {
  messages: SimulatedMessage[];
  /** steps left out or given to a person, once each, and why a renewal ended without a prompt */
  skipped: { renewalId: string; reason: ReminderReason }[];
  decisions: number;
}
