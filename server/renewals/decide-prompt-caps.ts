import type { ReminderReason } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import type { Prompt } from './reminder-types.ts';

/** What the caps of one cycle say of one more prompt. */
export interface PromptCaps {
  /** left out, and why; null: it may go */
  skip: Extract<ReminderReason, 'cap_outstanding' | 'cap_cycle'> | null;
  /** step of the prompt it takes the place of */
  supersedes: string | null;
  /** sent, and neither answered nor superseded */
  outstanding: number;
  /** reminders of this cycle so far, winback apart */
  inCycle: number;
}

/**
 * RENEW-04 and X-19: at most `mostOutstanding` prompts without an answer, at most `mostPerCycle` reminders in a cycle. What is said after
 * the due date takes the place of the oldest prompt instead of being left out. Winback messages are few by their own steps and do not
 * count as reminders; what failed or was withdrawn never reached anybody and counts nowhere.
 */
export function decidePromptCaps(
  prompts: readonly Prompt[],
  settings: Pick<RenewalSettings, 'mostOutstanding' | 'mostPerCycle'>,
  asked: { kind: 'cadence' | 'winback'; supersedes: boolean },
): PromptCaps {
  let outstanding = 0;
  let inCycle = 0;
  let oldest: Prompt | null = null;
  for (const prompt of prompts) {
    if (prompt.result === 'failed' || prompt.result === 'bounced' || prompt.result === 'withdrawn') continue;
    if (!prompt.step.startsWith('winback')) inCycle += 1;
    if (prompt.isAnswered || prompt.isSuperseded || prompt.result === 'replied' || prompt.result === 'paid') continue;
    outstanding += 1;
    if (oldest === null || prompt.at < oldest.at) oldest = prompt;
  }
  const isFull = outstanding >= settings.mostOutstanding;
  const counts = { outstanding, inCycle };
  if (asked.kind === 'cadence' && inCycle >= settings.mostPerCycle) return { skip: 'cap_cycle', supersedes: null, ...counts };
  if (!isFull) return { skip: null, supersedes: null, ...counts };
  return asked.supersedes ? { skip: null, supersedes: oldest?.step ?? null, ...counts } : { skip: 'cap_outstanding', supersedes: null, ...counts };
}
