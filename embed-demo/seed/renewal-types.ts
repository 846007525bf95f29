import type { DemoOutlet, DemoPerson } from './demo-world-types.ts';

/** One reminder that went out; `messageStatus` is how far it came on WhatsApp. */
export interface PlannedPrompt {
  step: 'd-14' | 'd-7' | 'd-1' | 'd+3' | 'winback-30' | 'winback-60';
  template: string;
  at: number;
  result: 'delivered' | 'read' | 'replied' | 'paid';
  answeredAt: number | null;
  /** the notice after the due date stood in for this one */
  supersededAt: number | null;
}

/** One call by the renewal desk. */
export interface PlannedCall {
  at: number;
  result: 'reached' | 'no_answer' | 'promised';
  note: string;
}

/** One cycle of an outlet, decided but not yet written. Days are `YYYY-MM-DD` in Malaysia. */
export interface PlannedRenewal {
  outlet: DemoOutlet;
  person: DemoPerson | null;
  dueOn: string;
  cycleStart: string;
  amount: number;
  status: 'due' | 'paid' | 'failed';
  outcome: 'renewed' | 'recovered' | 'winback' | 'returned' | 'lost' | null;
  paidOn: string | null;
  settledAt: number | null;
  failedAt: number | null;
  answeredAt: number | null;
  /** the cycle that is still to be paid */
  isOpen: boolean;
  isOwned: boolean;
  prompts: PlannedPrompt[];
  calls: PlannedCall[];
  note: { at: number; text: string } | null;
  followUp: { at: number; dueInDays: number; title: string } | null;
  /** what they answered, and what the desk said to that, if it has */
  talk: { said: string; reply: string | null } | null;
}
