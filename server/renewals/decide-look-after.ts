import { decideNextLook, type NextLookColumns } from './decide-next-look.ts';
import { decideReminder } from './decide-reminder.ts';
import type { ReminderDecision, ReminderQuestion } from './reminder-types.ts';

/** When a renewal is looked at again once this decision has been carried out: the prompt is written, or the step is in a person's hands. */
export function decideLookAfter(question: ReminderQuestion, decision: ReminderDecision): NextLookColumns {
  if (decision.verdict !== 'send' && decision.verdict !== 'fallback') return decideNextLook(decision, question.now);
  const { now } = question;
  if (decision.verdict === 'fallback')
    return decideNextLook(decideReminder({ ...question, mode: 'cadence', handedOver: [...question.handedOver, decision.step] }), now);
  const { supersedes } = decision;
  const oldest = question.prompts.find((prompt) => prompt.step === supersedes && !prompt.isSuperseded && !prompt.isAnswered);
  const prompts = [
    ...question.prompts.map((prompt) => (prompt === oldest ? { ...prompt, isSuperseded: true } : prompt)),
    { step: decision.step, at: now, result: 'queued' as const, isAnswered: false, isSuperseded: false },
  ];
  const person = question.person && { ...question.person, touches: [...question.person.touches, now] };
  return decideNextLook(decideReminder({ ...question, mode: 'cadence', prompts, person }), now);
}
