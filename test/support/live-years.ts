import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renewalSettingsSchema, type RenewalSettings } from '../../types/renewal-settings.ts';
import { decideDigest } from '../../server/renewals/decide-digest.ts';
import { decideReminder } from '../../server/renewals/decide-reminder.ts';
import { decideSteps } from '../../server/renewals/decide-steps.ts';
import type { Prompt, ReminderDecision, ReminderPerson, ReminderQuestion } from '../../server/renewals/reminder-types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** the nightly refresh: 02:05 at the company */
const NIGHT = 18 * HOUR + 5 * MINUTE;
/** midnight UTC */
export const YEARS_START = Date.UTC(2026, 1, 1);

/** A merchant's outlet in a world of reminders; all of it may change while the days pass. */
export interface YearsOutlet {
  id: string;
  person: YearsPerson | null;
  zone: string;
  dueOn: string;
  status: 'due' | 'paid' | 'cancelled';
  answeredAt: Date | null;
  snoozedUntil: string | null;
  hasComplaint: boolean;
  prompts: Prompt[];
  handedOver: string[];
  look: number | null;
  /** what was decided, in order; a look that says the same again is there again */
  log: { at: number; decision: ReminderDecision }[];
}
export interface YearsPerson {
  id: string;
  hasWhatsapp: boolean;
  isOptedIn: boolean;
  isOptedOut: boolean;
  touches: Date[];
}
export interface YearsSent {
  at: number;
  outlet: YearsOutlet;
  step: string;
  isDigest: boolean;
  /** counted before this message */
  before: { outstanding: number; inCycle: number; last: number | null; touches: Date[] };
  /** how the world was at that moment */
  world: { status: string; isOptedOut: boolean; isAnswered: boolean; hasComplaint: boolean; snoozedUntil: string | null };
}
export interface YearsPlan {
  settings: RenewalSettings;
  outlets: { person: number | null; zone: string; dueIn: number }[];
  people: { hasWhatsapp: boolean; isOptedIn: boolean }[];
  seed: number;
  days: number;
  /** the clock comes late, nights and days are missed, merchants and colleagues do things; else everything is on time and nothing happens */
  isLively: boolean;
}

const zones = ['Asia/Kuala_Lumpur', 'Asia/Singapore', 'Asia/Kuching', 'Australia/Sydney'];
const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Settings of every kind that may be saved. */
export const anySettings: fc.Arbitrary<RenewalSettings> = fc
  .record({
    offsets: fc.uniqueArray(fc.integer({ min: -40, max: 10 }), { minLength: 1, maxLength: 6 }),
    mostOutstanding: fc.integer({ min: 1, max: 4 }),
    mostPerCycle: fc.integer({ min: 1, max: 6 }),
    minimumGapHours: fc.constantFrom(0, 24, 44, 100),
    from: fc.integer({ min: 0, max: 200 }),
    length: fc.integer({ min: 6, max: 80 }),
    sendsOnWeekends: fc.boolean(),
    holidays: fc.array(
      fc.record({ day: fc.integer({ min: 0, max: 200 }), zones: fc.constantFrom<string[]>([], ['Asia/Kuala_Lumpur'], ['Asia/Kuching', 'Australia/Sydney']) }),
      { maxLength: 30 },
    ),
    most: fc.integer({ min: 1, max: 6 }),
    days: fc.integer({ min: 1, max: 14 }),
    mostPerDay: fc.integer({ min: 1, max: 2 }),
    digest: fc.boolean(),
    joinDays: fc.integer({ min: 0, max: 7 }),
    winback: fc.boolean(),
  })
  .map((raw) =>
    renewalSettingsSchema.parse({
      cadence: raw.offsets.map((offsetDays) => ({ offsetDays, template: offsetDays > 0 ? 'overdue' : 'reminder' })),
      mostOutstanding: raw.mostOutstanding,
      mostPerCycle: raw.mostPerCycle,
      minimumGapHours: raw.minimumGapHours,
      sendFrom: clockOf(raw.from * 5),
      sendUntil: clockOf(Math.min(1_439, raw.from * 5 + raw.length * 5)),
      sendsOnWeekends: raw.sendsOnWeekends,
      holidays: raw.holidays.map(({ day, zones: kept }) => ({ on: dayText(YEARS_START + day * DAY), name: 'A day', zones: kept })),
      pressure: { most: raw.most, days: raw.days, mostPerDay: raw.mostPerDay },
      digest: { isOn: raw.digest, from: 2, template: 'digest', joinDays: raw.joinDays },
      winback: { isOn: raw.winback, offsetDays: [30, 60], template: 'winback', attributionDays: 30 },
    }),
  );

/** A few people with a few outlets each, some outlets with nobody. */
export const anyYears = (isLively: boolean): fc.Arbitrary<YearsPlan> =>
  fc.record({
    settings: anySettings,
    outlets: fc.array(fc.record({ person: fc.constantFrom(null, 0, 0, 0, 1, 2), zone: fc.constantFrom(...zones), dueIn: fc.integer({ min: -5, max: 70 }) }), {
      minLength: 1,
      maxLength: 9,
    }),
    people: fc.array(fc.record({ hasWhatsapp: fc.constantFrom(true, true, true, false), isOptedIn: fc.boolean() }), { minLength: 3, maxLength: 3 }),
    seed: fc.nat(),
    days: fc.constant(180),
    isLively: fc.constant(isLively),
  });

/** Lives through the days of a plan as scheduler, refresh and senders would, and answers what was sent. */
export function liveYears(plan: YearsPlan): { sent: YearsSent[]; outlets: YearsOutlet[]; end: number } {
  const random = sequence(plan.seed);
  const people = plan.people.map((one, index): YearsPerson => ({ id: String(index + 1), ...one, isOptedOut: false, touches: [] }));
  // one person's outlets are in one zone: a person has one day
  const zoneOf = new Map<number, string>();
  const outlets = plan.outlets.map(({ person, zone, dueIn }, index): YearsOutlet => {
    if (person !== null && !zoneOf.has(person)) zoneOf.set(person, zone);
    return {
      id: String(index + 1),
      person: person === null ? null : (people[person] ?? null),
      zone: person === null ? zone : (zoneOf.get(person) ?? zone),
      dueOn: dayText(YEARS_START + dueIn * DAY),
      status: 'due',
      answeredAt: null,
      snoozedUntil: null,
      hasComplaint: false,
      prompts: [],
      handedOver: [],
      look: YEARS_START,
      log: [],
    };
  });
  const sent: YearsSent[] = [];
  const end = YEARS_START + plan.days * DAY;
  let night = YEARS_START + NIGHT;
  for (let now = YEARS_START; ; ) {
    const looks = outlets.flatMap(({ look }) => look ?? []);
    now = Math.max(now, Math.min(night, ...looks));
    if (plan.isLively) {
      if (random() < 0.2) now += Math.floor(random() * 40) * 5 * MINUTE;
      if (random() < 0.01) now += Math.floor(random() * 4 * DAY);
      happen(outlets, people, now, random);
    }
    if (now >= end) return { sent, outlets, end };
    const isNight = now >= night;
    if (isNight) {
      night += Math.ceil((now - night + 1) / DAY) * DAY;
      for (const outlet of outlets) if (outlet.status === 'due') plannedAt(outlet, keep(outlet, decideReminder(questionOf(plan, outlet, now)), now), now);
    }
    sendRound(plan, outlets, sent, now);
  }
}

/** The scheduler's round: everybody about whom something is due, with all their open renewals. */
function sendRound(plan: YearsPlan, outlets: readonly YearsOutlet[], sent: YearsSent[], now: number): void {
  const groups = new Map<string, YearsOutlet[]>();
  for (const outlet of outlets) {
    if (outlet.look === null) continue;
    const key = outlet.person?.id ?? `outlet ${outlet.id}`;
    groups.set(key, [...(groups.get(key) ?? []), outlet]);
  }
  for (const group of groups.values()) {
    if (!group.some(({ look }) => look !== null && look <= now)) continue;
    const questions = group.map((outlet) => questionOf(plan, outlet, now));
    const round = decideDigest(questions);
    assert.deepEqual(decideDigest(questions.toReversed()), round, 'the order of the questions does not matter');
    const byId = new Map(group.map((outlet) => [outlet.id, outlet]));
    const touched: YearsOutlet[] = [];
    for (const message of round.messages) {
      const touches = group[0]?.person?.touches ?? [];
      for (const { renewalId, decision } of message.parts) {
        const outlet = byId.get(renewalId);
        assert.ok(outlet);
        keep(outlet, decision, now);
        const heard = outlet.prompts.filter(({ result }) => result === 'delivered');
        const open = heard.filter((prompt) => !prompt.isAnswered && !prompt.isSuperseded);
        const before = {
          outstanding: open.length - (decision.supersedes === null ? 0 : 1),
          inCycle: heard.filter(({ step }) => !step.startsWith('winback')).length,
          last: heard.at(-1)?.at.getTime() ?? null,
          touches: [...touches],
        };
        const { status, hasComplaint, snoozedUntil } = outlet;
        const world = { status, hasComplaint, snoozedUntil, isOptedOut: outlet.person?.isOptedOut === true, isAnswered: outlet.answeredAt !== null };
        sent.push({ at: now, outlet, step: decision.step, isDigest: message.isDigest, before, world });
        const old = outlet.prompts.findIndex((prompt) => prompt.step === decision.supersedes && !prompt.isSuperseded && !prompt.isAnswered);
        outlet.prompts = outlet.prompts.map((prompt, index) => (index === old ? { ...prompt, isSuperseded: true } : prompt));
        outlet.prompts.push({ step: decision.step, at: new Date(now), result: 'delivered', isAnswered: false, isSuperseded: false });
        touched.push(outlet);
      }
      group[0]?.person?.touches.push(new Date(now));
    }
    for (const { renewalId, decision } of round.others) {
      const outlet = byId.get(renewalId);
      assert.ok(outlet);
      keep(outlet, decision, now);
      if (decision.verdict === 'fallback') {
        outlet.handedOver.push(decision.step);
        touched.push(outlet);
      } else plannedAt(outlet, decision, now);
    }
    for (const outlet of touched) plannedAt(outlet, keep(outlet, decideReminder(questionOf(plan, outlet, now)), now), now);
  }
}

function keep(outlet: YearsOutlet, decision: ReminderDecision, at: number): ReminderDecision {
  outlet.log.push({ at, decision });
  return decision;
}

function plannedAt(outlet: YearsOutlet, decision: ReminderDecision, now: number): void {
  if (decision.verdict === 'wait') {
    assert.ok(decision.until.getTime() > now, 'a look lies ahead, or the clock would never get on');
    outlet.look = decision.until.getTime();
  } else outlet.look = decision.verdict === 'stop' ? null : now;
}

/** What merchants and colleagues do meanwhile. */
function happen(outlets: readonly YearsOutlet[], people: readonly YearsPerson[], now: number, random: () => number): void {
  const outlet = outlets[Math.floor(random() * outlets.length)];
  const person = people[Math.floor(random() * people.length)];
  const dice = random() * 300;
  if (!outlet || !person) return;
  if (dice < 1) outlet.status = 'paid';
  else if (dice < 2) outlet.status = 'cancelled';
  else if (dice < 5) {
    outlet.answeredAt = new Date(now);
    outlet.prompts = outlet.prompts.map((prompt) => ({ ...prompt, isAnswered: true }));
  } else if (dice < 8) outlet.hasComplaint = !outlet.hasComplaint;
  else if (dice < 9) person.isOptedOut = !person.isOptedOut;
  else if (dice < 12) outlet.snoozedUntil = dayText(now + 4 * DAY);
  else if (dice < 30) person.touches.push(new Date(now));
}

function questionOf(plan: YearsPlan, outlet: YearsOutlet, now: number): ReminderQuestion {
  const person: ReminderPerson | null = outlet.person && {
    contactId: outlet.person.id,
    hasWhatsapp: outlet.person.hasWhatsapp,
    email: null,
    isOptedOut: outlet.person.isOptedOut,
    isOptedIn: outlet.person.isOptedIn,
    undeliverableAt: null,
    touches: [...outlet.person.touches],
  };
  return {
    mode: 'cadence',
    settings: plan.settings,
    now: new Date(now),
    renewal: {
      id: outlet.id,
      oid: outlet.id,
      fid: '1',
      dueOn: outlet.dueOn,
      status: outlet.status,
      failedAt: null,
      answeredAt: outlet.answeredAt,
      snoozedUntil: outlet.snoozedUntil,
    },
    outlet: { status: 'active', timeZone: outlet.zone, expiresOn: outlet.dueOn, isMissing: false },
    prompts: outlet.prompts,
    person,
    hasComplaint: outlet.hasComplaint,
    handedOver: outlet.handedOver,
    sendable: new Set(['reminder', 'overdue', 'digest', 'winback']),
    isNumberStopped: false,
  };
}

/** Steps of an outlet that nobody prompted about, that were not given to a person, and about which no reason was ever recorded: there must be none. */
export function unexplainedSteps(plan: YearsPlan, outlet: YearsOutlet, end: number): string[] {
  const due = Date.parse(`${outlet.dueOn}T00:00:00Z`);
  const last = outlet.log.at(-1);
  // paid and cancelled ones are not looked at any more: the status is the reason
  if (outlet.status !== 'due' || last?.decision.verdict === 'stop') return [];
  const told = new Set(outlet.log.flatMap(({ decision }) => decision.skipped.map(({ step }) => step)));
  return decideSteps(plan.settings)
    .filter((step) => step.kind === 'cadence' && due + (step.until + 6) * DAY < end)
    .map((step) => step.name)
    .filter((step) => !told.has(step) && !outlet.handedOver.includes(step) && !outlet.prompts.some((prompt) => prompt.step === step));
}

/** Numbers in [0, 1) that a seed decides. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
