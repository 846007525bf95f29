import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyYears, liveYears, unexplainedSteps, YEARS_START, type YearsSent } from '../../test/support/live-years.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { decideSimulatedLife } from './decide-simulated-life.ts';
import { decideSteps } from './decide-steps.ts';
import type { SimulatedRenewal } from './simulation-types.ts';

const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const local = (zone: string, at: number): { day: string; clock: string } => {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(zone, format);
  const [day = '', clock = ''] = format.format(at).split(' ');
  return { day, clock };
};
const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Within the hours of the day, on no holiday, and on no weekend unless they count. */
function isOpen(settings: RenewalSettings, zone: string, at: number): boolean {
  const { day, clock } = local(zone, at);
  const isHoliday = settings.holidays.some(({ on, zones }) => on === day && (zones.length === 0 || zones.includes(zone)));
  const isWeekend = new Date(day).getUTCDay() % 6 === 0;
  return clock >= settings.sendFrom && clock < settings.sendUntil && !isHoliday && (settings.sendsOnWeekends || !isWeekend);
}

/** Everything that may never be wrong about a message. */
function judge({ at, outlet, step, isDigest, before }: YearsSent, settings: RenewalSettings): void {
  const { day } = local(outlet.zone, at);
  assert.ok(isOpen(settings, outlet.zone, at), `sent at ${new Date(at).toISOString()}`);
  assert.ok(before.outstanding < settings.mostOutstanding, `${before.outstanding} are outstanding already`);
  if (!step.startsWith('winback')) assert.ok(before.inCycle < settings.mostPerCycle, `${before.inCycle} in this cycle already`);
  if (before.last !== null) assert.ok(at - before.last >= settings.minimumGapHours * 3_600_000, 'too soon after the last');
  const { most, days, mostPerDay } = settings.pressure;
  assert.ok(before.touches.filter((touch) => at - touch.getTime() < days * DAY).length < most, 'over the budget of this person');
  assert.ok(before.touches.filter((touch) => local(outlet.zone, touch.getTime()).day === day).length < mostPerDay, 'over the budget of the day');
  const known = decideSteps(settings).find(({ name }) => name === step);
  assert.ok(known, step);
  const late = daysFrom(outlet.dueOn, day);
  const early = isDigest ? settings.digest.joinDays : 0;
  assert.ok(late >= known.from - early && late <= known.until, `${step} on day ${late}`);
}

test('over years of anything: no cap is exceeded, no night or holiday disturbed, and every step is sent, given to a person, or explained', () => {
  let messages = 0;
  fc.assert(
    fc.property(anyYears(true), (plan) => {
      const { sent, outlets, end } = liveYears(plan);
      messages += sent.length;
      for (const one of sent) judge(one, plan.settings);
      for (const outlet of outlets) {
        const steps = outlet.prompts.map(({ step }) => step);
        assert.equal(new Set(steps).size, steps.length, 'a step was said twice');
        assert.deepEqual(unexplainedSteps(plan, outlet, end), []);
        assert.ok(outlet.log.length < 2_000, 'the clock runs in circles');
        for (const { decision } of outlet.log)
          if (decision.verdict === 'wait') assert.ok(isOpen(plan.settings, outlet.zone, decision.until.getTime()), 'a look when nothing could be sent');
      }
    }),
    { numRuns: 150 },
  );
  assert.ok(messages > 300, `only ${messages} messages: the worlds are too quiet to say anything`);
});

test('nothing follows payment, cancellation, an opt-out, an answer or a complaint', () => {
  fc.assert(
    fc.property(anyYears(true), (plan) => {
      const { sent } = liveYears(plan);
      for (const { at, outlet, step, world } of sent) {
        assert.deepEqual([world.status, world.isOptedOut, world.hasComplaint], ['due', false, false]);
        if (step.startsWith('winback')) assert.equal(outlet.person?.isOptedIn, true);
        else assert.equal(world.isAnswered, false);
        assert.ok(world.snoozedUntil === null || world.snoozedUntil <= local(outlet.zone, at).day);
        assert.equal(outlet.person?.hasWhatsapp, true);
      }
    }),
    { numRuns: 100 },
  );
});

test('a simulation is what the clock would have done, message by message', () => {
  let messages = 0;
  fc.assert(
    fc.property(anyYears(false), (plan) => {
      const { sent, outlets } = liveYears(plan);
      const people = new Map<string, SimulatedRenewal[]>();
      for (const outlet of outlets) {
        const key = outlet.person?.id ?? `outlet ${outlet.id}`;
        people.set(key, [...(people.get(key) ?? []), simulated(outlet)]);
      }
      const told: string[] = [];
      for (const group of people.values()) {
        const life = decideSimulatedLife(group, plan.settings, { from: YEARS_START, to: YEARS_START + plan.days * DAY - 1, isFresh: true });
        for (const message of life.messages) for (const id of message.renewalIds) told.push(`${new Date(message.at).toISOString()} ${id}`);
      }
      messages += told.length;
      assert.deepEqual(told.sort(), sent.map(({ at, outlet }) => `${new Date(at).toISOString()} ${outlet.id}`).sort());
    }),
    { numRuns: 100 },
  );
  assert.ok(messages > 300, `only ${messages} messages`);
});

function simulated(outlet: ReturnType<typeof liveYears>['outlets'][number]): SimulatedRenewal {
  const never = Number.POSITIVE_INFINITY;
  return {
    startsAt: YEARS_START,
    paidAt: never,
    cancelledAt: never,
    answeredAt: never,
    optedOutAt: never,
    input: {
      renewal: { id: outlet.id, oid: outlet.id, fid: '1', dueOn: outlet.dueOn, status: 'due', failedAt: null, answeredAt: null, snoozedUntil: null },
      outlet: { status: 'active', timeZone: outlet.zone, expiresOn: outlet.dueOn, isMissing: false },
      prompts: [],
      person: outlet.person && {
        contactId: outlet.person.id,
        hasWhatsapp: outlet.person.hasWhatsapp,
        email: null,
        isOptedOut: false,
        isOptedIn: outlet.person.isOptedIn,
        undeliverableAt: null,
        touches: [],
      },
      hasComplaint: false,
      handedOver: [],
      sendable: new Set(['reminder', 'overdue', 'digest', 'winback']),
      isNumberStopped: false,
    },
  };
}
