import type { CallResult, CANCEL_REASONS, RenewalExplanation, RenewalView, SendPreview } from '../../../types/renewals.ts';

/** Why a renewal is given up. */
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** What a person does with one renewal. The part says it, whoever has the line to the server does it. Days are `YYYY-MM-DD`. */
export type RenewalAct =
  | { do: 'send' | 'undo' }
  | { do: 'call'; result: CallResult; note: string; contactId: string | null; taskId: string | null; followUpOn: string | null }
  | { do: 'paid'; paidOn: string; reference: string; note: string }
  | { do: 'cancel'; reason: CancelReason; note: string }
  | { do: 'snooze'; until: string | null; note: string }
  | { do: 'assign'; userId: string | null }
  | { do: 'note'; text: string }
  | { do: 'task'; kind: 'call' | 'email' | 'follow_up'; title: string; dueOn: string; userId: string | null }
  | { do: 'finish'; taskId: string; isDone: boolean }
  | { do: 'payer'; contactId: string }
  | { do: 'billing'; amount: string | null; currency: string | null; cycleMonths: number | null; paymentUrl: string | null };

/**
 * What a part that shows one renewal asks of the page: it has no line to the server itself. Every promise rejects with an EngageError,
 * which the part shows where the person is (a form stays open). After an act the owner passes the renewal in again as it is now.
 */
export interface RenewalDesk {
  act(renewal: RenewalView, act: RenewalAct): Promise<void>;
  /** the decision as it would be taken now, and the log */
  explain(id: string): Promise<RenewalExplanation>;
  /** what "Send now" would do */
  preview(id: string): Promise<SendPreview>;
}
