import type { ReminderReason } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { decideDigest } from './decide-digest.ts';
import { decideReminder } from './decide-reminder.ts';
import { sendTimeHours } from './decide-send-time.ts';
import { decideSteps } from './decide-steps.ts';
import { zoneDayOf, zoneTimeInstant } from './decide-zone-time.ts';
import type { Prompt, ReminderDecision, ReminderQuestion } from './reminder-types.ts';
import type { SimulatedLife, SimulatedMessage, SimulatedRenewal } from './simulation-types.ts';

const COMPANY_ZONE = 'Asia/Kuala_Lumpur';
const MINUTE_MS = 60_000;
/** the nightly refresh decides everything anew */
const NIGHT_MINUTE = 125;
/** these are how every renewal ends, and no reason why somebody was not written to */
const ENDS: ReadonlySet<ReminderReason> = new Set(['paid', 'cancelled', 'finished', 'not_opted_in', 'winback_off']);
/** nothing changes these in a simulation: the next look that matters is the next step */
const HELD: ReadonlySet<ReminderReason> = new Set(['template', 'complaint', 'number_stopped']);
/** nobody is held back by these for good */
const PASSING: ReadonlySet<ReminderReason> = new Set(['not_yet', 'quiet_hours', 'holiday', 'gap', 'digest', 'pressure', 'replied']);

interface State {
  renewal: SimulatedRenewal;
  prompts: Prompt[];
  handedOver: string[];
  look: number;
  last: ReminderDecision | null;
  /** steps left out that were told already */
  told: Set<string>;
}

/**
 * Lives through the days of one person's renewals with these settings: from look to look, with the decisions the senders take
 * (`decideDigest`), every message counted for the next. Nothing is paid or answered but what really was (`SimulatedRenewal`). `isFresh`:
 * steps that were over before the first day are not told.
 */
export function decideSimulatedLife(
  renewals: readonly SimulatedRenewal[],
  settings: RenewalSettings,
  span: { from: number; to: number; isFresh: boolean },
): SimulatedLife {
  const life: SimulatedLife = { messages: [], skipped: [], decisions: 0 };
  const sent: Date[] = [];
  const states = renewals.map((renewal): State => {
    const { input, startsAt } = renewal;
    return { renewal, prompts: [...input.prompts], handedOver: [...input.handedOver], look: Math.max(startsAt, span.from), last: null, told: new Set() };
  });
  for (let rounds = 0; rounds < 10_000; rounds++) {
    let now = Number.POSITIVE_INFINITY;
    for (const state of states) if (state.look < now) now = state.look;
    if (now > span.to) break;
    round(life, states, sent, settings, now, span.isFresh);
  }
  for (const { renewal, last, prompts } of states) {
    if (!last || prompts.length > renewal.input.prompts.length) continue;
    const isHeld = last.verdict === 'stop' ? !ENDS.has(last.reason) : last.verdict === 'wait' && !PASSING.has(last.reason);
    if (isHeld) life.skipped.push({ renewalId: renewal.input.renewal.id, reason: last.reason });
  }
  return life;
}

function round(life: SimulatedLife, states: readonly State[], sent: Date[], settings: RenewalSettings, now: number, isFresh: boolean): void {
  const at = new Date(now);
  const present = states.filter((state) => state.renewal.startsAt <= now && (state.look < Number.POSITIVE_INFINITY || state.last === null));
  const byId = new Map(present.map((state) => [state.renewal.input.renewal.id, state]));
  const outcome = decideDigest(present.map((state) => questionOf(state, sent, settings, at)));
  life.decisions += present.length;
  for (const { renewalId, decision } of outcome.others) {
    const state = byId.get(renewalId);
    if (state) follow(life, state, decision, settings, { now, sent, isFresh });
  }
  sent.push(...outcome.messages.map(() => at));
  for (const message of outcome.messages) {
    const told: SimulatedMessage = { at: now, step: message.isDigest ? 'digest' : (message.parts[0]?.decision.step ?? ''), renewalIds: [] };
    for (const { renewalId, decision } of message.parts) {
      const state = byId.get(renewalId);
      if (!state) continue;
      told.renewalIds.push(renewalId);
      tell(life, state, decision, isFresh);
      const superseded = state.prompts.findIndex((prompt) => prompt.step === decision.supersedes && !prompt.isSuperseded && !prompt.isAnswered);
      const old = state.prompts[superseded];
      if (old) state.prompts[superseded] = { ...old, isSuperseded: true };
      state.prompts.push({ step: decision.step, at, result: 'delivered', isAnswered: false, isSuperseded: false });
      life.decisions += 1;
      follow(life, state, decideReminder(questionOf(state, sent, settings, at)), settings, { now, sent, isFresh });
    }
    life.messages.push(told);
  }
}

/** What a decision that sends nothing means for the renewal, as the senders keep it. */
function follow(
  life: SimulatedLife,
  state: State,
  decision: ReminderDecision,
  settings: RenewalSettings,
  { now, sent, isFresh }: { now: number; sent: Date[]; isFresh: boolean },
): void {
  tell(life, state, decision, isFresh);
  state.last = decision;
  if (decision.verdict === 'fallback') {
    life.skipped.push({ renewalId: state.renewal.input.renewal.id, reason: decision.reason });
    state.handedOver.push(decision.step);
    life.decisions += 1;
    follow(life, state, decideReminder(questionOf(state, sent, settings, new Date(now))), settings, { now, sent, isFresh });
  } else if (decision.verdict === 'wait') {
    const until = decision.until.getTime();
    state.look = Math.min(HELD.has(decision.reason) ? Math.max(until, nextStepAt(state, decision.step, settings)) : until, nextNews(state.renewal, now));
  } else if (decision.verdict === 'send') state.look = now + MINUTE_MS;
  else state.look = decision.reason === 'replied' ? endOfCadence(state, settings, now) : Number.POSITIVE_INFINITY;
}

/** First morning of the step after this one. */
function nextStepAt({ renewal }: State, step: string | null, settings: RenewalSettings): number {
  const steps = decideSteps(settings);
  const next = steps[steps.findIndex(({ name }) => name === step) + 1];
  const { renewal: cycle, outlet } = renewal.input;
  return next ? zoneTimeInstant(outlet.timeZone, zoneDayOf(cycle.dueOn) + next.from, sendTimeHours(settings).from) : Number.POSITIVE_INFINITY;
}

/** The first look after something really happened is as good as the next one planned: nothing is sent in between. */
function nextNews({ paidAt, cancelledAt }: SimulatedRenewal, now: number): number {
  const ended = Math.min(paidAt, cancelledAt);
  return ended > now ? ended + MINUTE_MS : Number.POSITIVE_INFINITY;
}

/** Who answered is left alone until the cadence is over; the refresh of that night looks whether to win them back. */
function endOfCadence({ renewal }: State, settings: RenewalSettings, now: number): number {
  const last = decideSteps(settings).findLast((step) => step.kind === 'cadence')?.until ?? 0;
  const day = zoneDayOf(renewal.input.renewal.dueOn) + Math.max(last, settings.failedAfterDays) + 1;
  const at = zoneTimeInstant(COMPANY_ZONE, day, NIGHT_MINUTE);
  return at > now ? at : Number.POSITIVE_INFINITY;
}

function tell(life: SimulatedLife, state: State, { skipped }: ReminderDecision, isFresh: boolean): void {
  const isFirst = state.last === null;
  for (const { step, reason } of skipped) {
    const key = `${step} ${reason}`;
    if (state.told.has(key)) continue;
    state.told.add(key);
    if (!(isFirst && isFresh && reason === 'step_passed')) life.skipped.push({ renewalId: state.renewal.input.renewal.id, reason });
  }
}

function questionOf({ renewal, prompts, handedOver }: State, sent: readonly Date[], settings: RenewalSettings, now: Date): ReminderQuestion {
  const { input, paidAt, cancelledAt, answeredAt, optedOutAt } = renewal;
  const at = now.getTime();
  const status = paidAt <= at ? 'paid' : cancelledAt <= at ? 'cancelled' : input.renewal.status;
  return {
    ...input,
    renewal: { ...input.renewal, status, answeredAt: answeredAt <= at ? new Date(answeredAt) : null },
    person: input.person && {
      ...input.person,
      isOptedOut: optedOutAt <= at,
      touches: touchesOf(input.person.touches, sent, at),
    },
    prompts,
    handedOver,
    mode: 'cadence',
    settings,
    now,
  };
}

/** What had really been sent by then, and what this life has sent. */
function touchesOf(real: readonly Date[], sent: readonly Date[], at: number): readonly Date[] {
  if (real.length === 0) return sent;
  return [...real.filter((touch) => touch.getTime() <= at), ...sent];
}
