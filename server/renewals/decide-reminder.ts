import type { ReminderReason } from '../../types/renewals.ts';
import { decidePressure } from './decide-pressure.ts';
import { decidePromptCaps } from './decide-prompt-caps.ts';
import { decideSendTime, sendTimeHours } from './decide-send-time.ts';
import { decideSteps, type CycleStep } from './decide-steps.ts';
import { decideZoneTime, zoneDayOf, zoneDayText, zoneTimeInstant, type ZoneDay } from './decide-zone-time.ts';
import type { Prompt, ReminderDecision, ReminderQuestion, SkippedStep } from './reminder-types.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** who WhatsApp could not reach is not tried again for so long, unless they write */
const UNDELIVERABLE_DAYS = 30;
/** who answered is not won back within so many days (G-02) */
const ANSWERED_DAYS = 14;
/** a stopped number is looked at again after so long */
const STOPPED_MS = HOUR_MS / 2;
/** what the POS told and nobody could take over yet is looked at again after so long, or when it is */
const TOLD_MS = 6 * HOUR_MS;
/** asked for by a person, for who is lost: counted with winback, and never part of a digest of reminders */
const MANUAL_WINBACK = 'winback-manual';

/** The question with what every rule asks for. */
interface Sight {
  question: ReminderQuestion;
  now: number;
  today: ZoneDay;
  due: ZoneDay;
  minute: number;
  skipped: SkippedStep[];
}

/**
 * Whether, when and why a renewal's next prompt goes (RENEW-03, RENEW-04, RENEW-05, X-19, G-02). The same question has the same answer;
 * `until` of a wait is later than now and within hours in which something may be sent. Whether several outlets of a person become one
 * message is decide-digest.ts's business.
 */
export function decideReminder(question: ReminderQuestion): ReminderDecision {
  const now = question.now.getTime();
  const { day, minute } = decideZoneTime(question.outlet.timeZone, now);
  const sight: Sight = { question, now, today: day, due: zoneDayOf(question.renewal.dueOn), minute, skipped: [] };
  const stopped = stopReason(question);
  if (stopped) return stop(sight, stopped);
  return question.mode === 'manual' ? decideManual(sight) : decideByClock(sight);
}

/** What ends every prompt of the cycle, whoever asks. */
function stopReason({ renewal, outlet, settings, person, prompts, mode, isBulk, isTalking }: ReminderQuestion): ReminderReason | null {
  if (renewal.status === 'paid') return 'paid';
  if (renewal.status === 'cancelled') return 'cancelled';
  if (outlet.status === 'closed' || outlet.isMissing) return 'outlet_closed';
  // payment is checked again at the last moment: the POS said another day meanwhile, the refresh will say what that means
  if (outlet.expiresOn !== renewal.dueOn) return 'expiry_changed';
  if (mode === 'cadence' && !settings.isOn) return 'reminders_off';
  if (person?.isOptedOut) return 'opted_out';
  // who was asked said no: nobody else at the outlet is written to instead, unless a colleague chose them
  const isChosen = mode === 'manual' && !isBulk;
  if (!isChosen && prompts.some((prompt) => prompt.isOptedOut && prompt.result !== 'withdrawn')) return 'opted_out';
  return isBulk && isTalking ? 'replied' : null;
}

function decideByClock(sight: Sight): ReminderDecision {
  const { question, today, due, skipped } = sight;
  const { renewal, person, settings } = question;
  const steps = decideSteps(settings);
  const late = today - due;
  const lastCadenceDay = steps.findLast((step) => step.kind === 'cadence')?.until ?? 0;
  if (renewal.answeredAt !== null && late <= Math.max(lastCadenceDay, settings.failedAfterDays)) return stop(sight, 'replied');
  const current = steps.find((step) => late >= step.from && late <= step.until);
  const next = steps.find((step) => step.from > late && (renewal.answeredAt === null || step.kind === 'winback'));
  tellPassed(sight, steps, late);
  if (current && !isDone(question, current)) {
    const decision = current.kind === 'winback' ? decideWinback(sight, current) : decideStep(sight, current);
    if (decision) return decision;
  }
  if (!next) return stop(sight, late > lastCadenceDay && !settings.winback.isOn ? 'winback_off' : 'finished');
  if (next.kind === 'winback' && !person?.isOptedIn) return stop(sight, 'not_opted_in');
  const early = question.earlyDays ?? 0;
  if (early > 0 && next.kind === 'cadence' && next.from - late <= early && !isDone(question, next)) {
    const decision = decideStep(sight, next);
    if (decision?.verdict === 'send') return decision;
    skipped.length = 0;
    tellPassed(sight, steps, late);
  }
  const snoozed = snoozeEnds(sight);
  if (snoozed !== null) return wait(sight, next.name, snoozed, 'snoozed');
  return wait(sight, next.name, zoneTimeInstant(question.outlet.timeZone, due + next.from, sendTimeHours(settings).from), 'not_yet');
}

/** Steps whose days are over without anything said. */
function tellPassed({ question, skipped }: Sight, steps: readonly CycleStep[], late: number): void {
  for (const step of steps)
    if (step.kind === 'cadence' && late > step.until && !isDone(question, step)) skipped.push({ step: step.name, reason: 'step_passed' });
}

/** Sent before (or taken back, or given to a person): a step is written once per cycle. A failure is not done before somebody has it. */
function isDone({ prompts, handedOver }: ReminderQuestion, step: CycleStep): boolean {
  if (handedOver.includes(step.name)) return true;
  return prompts.some((prompt) => prompt.step === step.name && prompt.result !== 'failed' && prompt.result !== 'bounced');
}

/** Null: this step is left out (said in `skipped`), look at the next one. */
function decideStep(sight: Sight, step: CycleStep): ReminderDecision | null {
  const { question, skipped } = sight;
  const held = heldBack(sight, step.name);
  if (held) return held;
  const unreachable = unreachableReason(sight, step.name);
  if (unreachable) return handOver(sight, step.name, unreachable);
  const caps = decidePromptCaps(question.prompts, question.settings, { kind: 'cadence', supersedes: step.from > 0 });
  if (caps.skip) {
    skipped.push({ step: step.name, reason: caps.skip });
    return null;
  }
  return decideMoment(sight, step.name, step.template, 'step_due', caps.supersedes);
}

/** Lost merchants are asked back only when they agreed to such messages, and not while we are talking (G-02). */
function decideWinback(sight: Sight, step: CycleStep): ReminderDecision | null {
  const { question, now } = sight;
  const { person, renewal, settings, prompts } = question;
  if (!person?.isOptedIn) return stop(sight, 'not_opted_in');
  if (renewal.answeredAt !== null) {
    const quietUntil = renewal.answeredAt.getTime() + ANSWERED_DAYS * DAY_MS;
    if (quietUntil > now) return wait(sight, step.name, quietUntil, 'replied');
  }
  const held = heldBack(sight, step.name);
  if (held) return held;
  const unreachable = unreachableReason(sight, step.name);
  if (unreachable) return handOver(sight, step.name, unreachable);
  const caps = decidePromptCaps(prompts, settings, { kind: 'winback', supersedes: true });
  return decideMoment(sight, step.name, step.template, 'step_due', caps.supersedes);
}

/** A person asked: the template that fits the day, everything else as by the clock. Quiet hours come last: until then it may be promised. */
function decideManual(sight: Sight): ReminderDecision {
  const { question, today, due } = sight;
  const { settings, prompts, person } = question;
  if (today - due > settings.lostAfterDays) return decideManualWinback(sight, person?.isOptedIn === true);
  // the same first reason as by the clock: it stands in the list
  const held = heldBack(sight, 'manual');
  if (held) return held;
  const unreachable = unreachableReason(sight, null);
  if (unreachable) return handOver(sight, 'manual', unreachable);
  const isLate = today > due;
  const caps = decidePromptCaps(prompts, settings, { kind: 'cadence', supersedes: isLate });
  if (caps.skip) return { ...stop(sight, caps.skip), skipped: [{ step: 'manual', reason: caps.skip }] };
  const cadence = decideSteps(settings).filter((step) => step.kind === 'cadence');
  const fitting = cadence.findLast((step) => step.from > 0 === isLate) ?? cadence.at(-1);
  return decideMoment(sight, 'manual', fitting?.template ?? '', 'manual', caps.supersedes);
}

/** Who is lost is asked back, whoever asks, and only when they agreed to it (G-02): what is said of a service about to be interrupted is not true any more. */
function decideManualWinback(sight: Sight, isOptedIn: boolean): ReminderDecision {
  const { prompts, settings } = sight.question;
  if (!isOptedIn) return stop(sight, 'not_opted_in');
  const held = heldBack(sight, MANUAL_WINBACK);
  if (held) return held;
  const unreachable = unreachableReason(sight, null);
  if (unreachable) return handOver(sight, MANUAL_WINBACK, unreachable);
  const caps = decidePromptCaps(prompts, settings, { kind: 'winback', supersedes: true });
  return decideMoment(sight, MANUAL_WINBACK, settings.winback.template, 'manual', caps.supersedes);
}

/** What a colleague or the merchant's trouble holds back. */
function heldBack(sight: Sight, step: string): ReminderDecision | null {
  const { question, now, today } = sight;
  const { toldOn } = question.outlet;
  if (toldOn && toldOn > question.renewal.dueOn) return wait(sight, step, now + TOLD_MS, 'expiry_changed', { expiresOn: toldOn });
  const snoozed = snoozeEnds(sight);
  if (snoozed !== null) return wait(sight, step, snoozed, 'snoozed');
  if (!question.hasPartPayment && !question.hasComplaint) return null;
  const tomorrow = zoneTimeInstant(question.outlet.timeZone, today + 1, sendTimeHours(question.settings).from);
  return wait(sight, step, tomorrow, question.hasPartPayment ? 'part_payment' : 'complaint');
}

function snoozeEnds({ question, today }: Sight): number | null {
  const { snoozedUntil } = question.renewal;
  if (snoozedUntil === null) return null;
  const day = zoneDayOf(snoozedUntil);
  return day > today ? zoneTimeInstant(question.outlet.timeZone, day, sendTimeHours(question.settings).from) : null;
}

function unreachableReason({ question, now }: Sight, step: string | null): ReminderReason | null {
  const { person, prompts } = question;
  if (!person) return 'no_contact';
  if (!person.hasWhatsapp) return 'no_whatsapp';
  if (person.undeliverableAt && now - person.undeliverableAt.getTime() < UNDELIVERABLE_DAYS * DAY_MS) return 'undeliverable';
  return step !== null && prompts.some((prompt) => prompt.step === step) ? 'send_failed' : null;
}

/** Template, number, gap, pressure, and last the hours of the day. */
function decideMoment(sight: Sight, step: string, template: string, reason: 'step_due' | 'manual', supersedes: string | null): ReminderDecision {
  const { question, now, today, skipped } = sight;
  const { settings, outlet, person, prompts } = question;
  if (!question.sendable.has(template))
    return wait(sight, step, zoneTimeInstant(outlet.timeZone, today + 1, sendTimeHours(settings).from), 'template', { template });
  if (question.isNumberStopped) return wait(sight, step, now + STOPPED_MS, 'number_stopped');
  const lastAt = lastPromptAt(prompts);
  const gapEnds = lastAt === null ? 0 : lastAt + settings.minimumGapHours * HOUR_MS;
  if (gapEnds > now) return wait(sight, step, gapEnds, 'gap');
  const pressed = decidePressure(person?.touches ?? [], settings, outlet.timeZone, now);
  if (pressed !== null) return wait(sight, step, pressed, 'pressure');
  const time = decideSendTime(settings, outlet.timeZone, now);
  if (!time.isAllowed) return wait(sight, step, time.at, time.reason);
  return { verdict: 'send', step, template, reason, supersedes, skipped, facts: facts(sight, { template, supersedes }) };
}

/** Failed and withdrawn prompts did not reach anybody: they keep nothing back. */
function lastPromptAt(prompts: readonly Prompt[]): number | null {
  let last: number | null = null;
  for (const { at, result } of prompts) {
    if (result === 'failed' || result === 'bounced' || result === 'withdrawn') continue;
    if (last === null || at.getTime() > last) last = at.getTime();
  }
  return last;
}

function stop(sight: Sight, reason: ReminderReason): Extract<ReminderDecision, { verdict: 'stop' }> {
  return { verdict: 'stop', reason, skipped: sight.skipped, facts: facts(sight) };
}

/** Never in the past and never in the night: the next look is when something could be sent. */
function wait(sight: Sight, step: string, until: number, reason: ReminderReason, more?: ReminderDecision['facts']): ReminderDecision {
  const { question, now, skipped } = sight;
  const { at } = decideSendTime(question.settings, question.outlet.timeZone, Math.max(until, now + 60_000));
  return { verdict: 'wait', step, until: new Date(at), reason, skipped, facts: facts(sight, more) };
}

function handOver(sight: Sight, step: string, reason: ReminderReason): ReminderDecision {
  const channel = sight.question.person?.email ? 'email' : 'call';
  return { verdict: 'fallback', step, channel, reason, skipped: sight.skipped, facts: facts(sight) };
}

function facts({ question, now, today, due, minute }: Sight, more: ReminderDecision['facts'] = {}): ReminderDecision['facts'] {
  const { renewal, outlet, person, prompts, settings } = question;
  const caps = decidePromptCaps(prompts, settings, { kind: 'cadence', supersedes: false });
  const lastAt = lastPromptAt(prompts);
  let touches = 0;
  for (const at of person?.touches ?? []) if (now - at.getTime() < settings.pressure.days * DAY_MS) touches += 1;
  return {
    localDay: zoneDayText(today),
    localTime: `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
    timeZone: outlet.timeZone,
    dueOn: renewal.dueOn,
    daysLeft: due - today,
    status: renewal.status,
    ...(outlet.expiresOn === renewal.dueOn ? {} : { expiresOn: outlet.expiresOn }),
    ...(outlet.status === 'active' ? {} : { outletStatus: outlet.status }),
    contactId: person?.contactId ?? null,
    outstanding: caps.outstanding,
    mostOutstanding: settings.mostOutstanding,
    sentInCycle: caps.inCycle,
    mostPerCycle: settings.mostPerCycle,
    touches,
    most: settings.pressure.most,
    days: settings.pressure.days,
    ...(lastAt === null ? {} : { lastPromptAt: new Date(lastAt).toISOString() }),
    ...(renewal.answeredAt ? { answeredAt: renewal.answeredAt.toISOString() } : {}),
    ...(renewal.snoozedUntil ? { snoozedUntil: renewal.snoozedUntil } : {}),
    ...(question.hasComplaint ? { hasComplaint: true } : {}),
    ...(person?.undeliverableAt ? { undeliverableAt: person.undeliverableAt.toISOString() } : {}),
    ...(question.mode === 'manual' ? { mode: 'manual' } : {}),
    ...more,
  };
}
