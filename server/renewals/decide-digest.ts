import { decideReminder } from './decide-reminder.ts';
import type { ReminderDecision, ReminderQuestion, ReminderRound } from './reminder-types.ts';

type Sending = { question: ReminderQuestion; decision: Extract<ReminderDecision, { verdict: 'send' }> };

/**
 * All renewals of one person at one moment. From `digest.from` on, those that are due become one message, and those whose next step is
 * near join it; winback speaks of something else and goes by itself. Without a digest (or while its template may not be sent) they go
 * one after the other, each counted before the next is decided. The order of the questions does not matter.
 */
export function decideDigest(questions: readonly ReminderQuestion[]): ReminderRound {
  const round: ReminderRound = { messages: [], others: [] };
  const sending: Sending[] = [];
  const waiting: { question: ReminderQuestion; decision: Exclude<ReminderDecision, { verdict: 'send' }> }[] = [];
  for (const question of questions.length > 1 ? questions.toSorted(compare) : questions) {
    const decision = decideReminder(question);
    if (decision.verdict === 'send') sending.push({ question, decision });
    else waiting.push({ question, decision });
  }
  const settings = questions[0]?.settings;
  const joining = sending.filter(({ decision }) => !decision.step.startsWith('winback'));
  const isDigest = settings?.digest.isOn && questions[0]?.sendable.has(settings.digest.template) && joining.length > 0;
  const early = isDigest ? waiting.flatMap((one) => joinEarly(one.question, one.decision, settings.digest.joinDays)) : [];
  if (isDigest && joining.length + early.length >= settings.digest.from) {
    const parts = [...joining, ...early].map(({ question, decision }) => ({
      renewalId: question.renewal.id,
      decision: { ...decision, facts: { ...decision.facts, outlets: joining.length + early.length } },
    }));
    round.messages.push({ template: settings.digest.template, isDigest: true, parts });
    const now = sending.filter(({ decision }) => decision.step.startsWith('winback'));
    const joined = new Set(early.map(({ question }) => question));
    for (const { question, decision } of waiting) if (!joined.has(question)) round.others.push({ renewalId: question.renewal.id, decision });
    sendOneByOne(round, now, 1);
    return round;
  }
  for (const { question, decision } of waiting) round.others.push({ renewalId: question.renewal.id, decision });
  sendOneByOne(round, sending, 0);
  return round;
}

/** Each message counts for the next: the second of a day is put off by the same rule as always. */
function sendOneByOne(round: ReminderRound, sending: readonly Sending[], before: number): void {
  let sent = before;
  for (const one of sending) {
    const { question } = one;
    const touches = Array.from({ length: sent }, () => question.now);
    const decision = sent === 0 || !question.person ? one.decision : decideReminder(withTouches(question, touches));
    if (decision.verdict === 'send') {
      round.messages.push({ template: decision.template, isDigest: false, parts: [{ renewalId: question.renewal.id, decision }] });
      sent += 1;
    } else round.others.push({ renewalId: question.renewal.id, decision });
  }
}

function withTouches(question: ReminderQuestion, more: readonly Date[]): ReminderQuestion {
  return question.person ? { ...question, person: { ...question.person, touches: [...question.person.touches, ...more] } } : question;
}

function joinEarly(question: ReminderQuestion, decision: ReminderDecision, joinDays: number): Sending[] {
  if (joinDays === 0 || question.mode !== 'cadence' || decision.verdict !== 'wait' || decision.reason !== 'not_yet') return [];
  const early = decideReminder({ ...question, earlyDays: joinDays });
  return early.verdict === 'send' ? [{ question, decision: { ...early, reason: 'digest' } }] : [];
}

/** Who is due first comes first; ids decide between equals. */
function compare(one: ReminderQuestion, other: ReminderQuestion): number {
  return (
    (one.renewal.dueOn < other.renewal.dueOn ? -1 : Number(one.renewal.dueOn > other.renewal.dueOn)) ||
    one.renewal.id.length - other.renewal.id.length ||
    (one.renewal.id < other.renewal.id ? -1 : Number(one.renewal.id > other.renewal.id))
  );
}
