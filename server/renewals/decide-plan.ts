import type { PlannedStep } from '../../types/renewals.ts';
import { decideReminder } from './decide-reminder.ts';
import { decideSteps } from './decide-steps.ts';
import { decideZoneTime, zoneDayOf, zoneDayText } from './decide-zone-time.ts';
import type { ReminderQuestion } from './reminder-types.ts';

/** The cycle as a line of time: what was sent, what is next and why not yet, what comes later, what was left out. An answer stops the reminders, not what is said to win back. Prompts by hand stand at their day. */
export function decidePlan(question: ReminderQuestion): PlannedStep[] {
  const { renewal, outlet, settings, prompts } = question;
  const decision = decideReminder({ ...question, mode: 'cadence' });
  const skipped = new Map(decision.skipped.map(({ step, reason }) => [step, reason]));
  const due = zoneDayOf(renewal.dueOn);
  const today = decideZoneTime(outlet.timeZone, question.now.getTime()).day;
  const isEnded = decision.verdict === 'stop';
  const nextStep = decision.verdict === 'stop' ? null : decision.step;
  const plan: PlannedStep[] = [];
  for (const step of decideSteps(settings)) {
    const on = zoneDayText(due + step.from);
    const prompt = prompts.findLast((one) => one.step === step.name);
    const isFailed = prompt !== undefined && (prompt.result === 'failed' || prompt.result === 'bounced' || prompt.result === 'withdrawn');
    if (prompt) {
      const state = prompt.result === 'withdrawn' ? 'skipped' : 'sent';
      plan.push({
        step: step.name,
        on,
        state,
        reason: isFailed && state === 'sent' ? 'send_failed' : null,
        result: prompt.result,
        at: prompt.at.toISOString(),
      });
    } else if (step.name === nextStep && decision.verdict !== 'stop') {
      const at = decision.verdict === 'wait' ? decision.until : question.now;
      plan.push({ step: step.name, on, state: 'next', reason: decision.reason, result: null, at: at.toISOString() });
    } else if (skipped.has(step.name)) {
      plan.push({ step: step.name, on, state: 'skipped', reason: skipped.get(step.name) ?? null, result: null, at: null });
    } else if (isEnded && !(decision.reason === 'replied' && step.kind === 'winback' && question.person?.isOptedIn)) {
      plan.push({ step: step.name, on, state: 'stopped', reason: decision.reason, result: null, at: null });
    } else {
      const isPast = due + step.until < today;
      plan.push({ step: step.name, on, state: isPast ? 'skipped' : 'later', reason: isPast ? 'step_passed' : null, result: null, at: null });
    }
  }
  for (const prompt of prompts) {
    if (plan.some((step) => step.step === prompt.step)) continue;
    const on = zoneDayText(decideZoneTime(outlet.timeZone, prompt.at.getTime()).day);
    plan.push({ step: prompt.step, on, state: 'sent', reason: null, result: prompt.result, at: prompt.at.toISOString() });
  }
  return plan.sort((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)));
}
