import { createHash } from 'node:crypto';
import { dateInDays } from './date-in-days.ts';
import { demoPrice } from './demo-price.ts';
import type { DemoOutlet, DemoPerson, DemoWorld } from './demo-world-types.ts';
import type { PlannedPrompt, PlannedRenewal } from './renewal-types.ts';
import { renewalTalk } from './renewal-talk.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const STEPS = [
  { step: 'd-14', offset: -14, template: 'renewal_reminder_v1' },
  { step: 'd-7', offset: -7, template: 'renewal_reminder_v1' },
  { step: 'd-1', offset: -1, template: 'renewal_reminder_v1' },
  { step: 'd+3', offset: 3, template: 'renewal_overdue_v1' },
  { step: 'winback-30', offset: 30, template: 'winback_v1' },
  { step: 'winback-60', offset: 60, template: 'winback_v1' },
] as const;
/** Days after the due date at which nothing has been paid: failed. */
const FAILS_AFTER = 7;
const LOST_AFTER = 90;
const HORIZON = 60;
const HISTORY = 275;

/**
 * Decides every cycle of the demo: what is open now, and how the cycles of the last nine months went. About two in three are paid within a
 * week of the due date. Pure for a given `now`; nothing breaks a cap: one prompt a step, no prompt after payment or an answer.
 */
export function planRenewals(world: DemoWorld, now: number): PlannedRenewal[] {
  const payers = payersOf(world);
  return world.outlets.flatMap((outlet) => {
    if (outlet.expiresInDays === null || outlet.status === 'closed') return [];
    const person = payers.get(outlet.oid) ?? null;
    const planned: PlannedRenewal[] = [];
    if (outlet.expiresInDays <= HORIZON) planned.push(openCycle(outlet, person, now));
    const formerDays = outlet.expiresInDays - 365;
    if (formerDays >= -HISTORY && formerDays < -1) planned.push(formerCycle(outlet, person, formerDays, now));
    return planned;
  });
}

/** Who pays for which outlet: who was chosen to, else whom the POS names first, else the first who speaks for it. */
function payersOf(world: DemoWorld): Map<number, DemoPerson> {
  const rank = (person: DemoPerson, oid: number): number =>
    (person.isPayer ? 0 : person.primaryOid === oid ? 1 : 2) + (person.hasOptedOut ? 10 : 0) + (person.phone === null ? 5 : 0);
  const payers = new Map<number, DemoPerson>();
  for (const person of world.people)
    for (const oid of person.oids) {
      const known = payers.get(oid);
      if (known === undefined || rank(person, oid) < rank(known, oid)) payers.set(oid, person);
    }
  return payers;
}

/** A number between 0 and 1 that is always the same for this outlet and question. */
function dice(outlet: DemoOutlet, what: string): number {
  return createHash('sha256').update(`${outlet.oid} ${what}`).digest().readUInt32BE(0) / 0xffff_ffff;
}

/** An instant on a local day, in the hours in which reminders go out. */
function morning(now: number, days: number, minutes: number): number {
  return Date.parse(`${dateInDays(now, days)}T01:00:00Z`) + Math.floor(minutes) * minute;
}

function blank(outlet: DemoOutlet, person: DemoPerson | null, dueInDays: number, now: number): PlannedRenewal {
  return {
    ...{ outlet, person, dueOn: dateInDays(now, dueInDays), cycleStart: dateInDays(now, dueInDays - 365), amount: demoPrice(outlet) },
    ...{ status: 'due', outcome: null, paidOn: null, settledAt: null, failedAt: null, answeredAt: null },
    ...{ isOpen: true, isOwned: false, prompts: [], calls: [], note: null, followUp: null, talk: null },
  };
}

/** The prompts whose day had come before `until` (in days from the due date), as far as this person gets any. */
function promptsUntil(renewal: PlannedRenewal, dueInDays: number, until: number, now: number): PlannedPrompt[] {
  const { outlet, person } = renewal;
  if (person === null || person.phone === null || person.hasOptedOut || person.id === 'not-on-whatsapp') return [];
  const prompts = STEPS.filter(({ offset, step }) => offset < until && (!step.startsWith('winback') || person.hasOptedIn)).map(
    ({ step, offset, template }): PlannedPrompt => ({
      ...{ step, template, at: morning(now, dueInDays + offset, 4 + dice(outlet, step) * 100) },
      result: dice(outlet, `${step} read`) < 0.78 ? 'read' : 'delivered',
      ...{ answeredAt: null, supersededAt: null },
    }),
  );
  // three wait for an answer at most: what is said after the due date stands in for the oldest
  for (const [at, prompt] of prompts.entries()) if (at >= 3) Object.assign(prompts[at - 3] ?? {}, { supersededAt: prompt.at });
  return prompts;
}

function openCycle(outlet: DemoOutlet, person: DemoPerson | null, now: number): PlannedRenewal {
  const dueIn = outlet.expiresInDays ?? 0;
  const late = -dueIn;
  const renewal = blank(outlet, person, dueIn, now);
  renewal.status = late > FAILS_AFTER ? 'failed' : 'due';
  renewal.failedAt = late > FAILS_AFTER ? morning(now, dueIn + FAILS_AFTER + 1, 5 - 7 * 60) : null;
  renewal.outcome = late > LOST_AFTER ? 'lost' : null;
  renewal.prompts = promptsUntil(renewal, dueIn, late, now);
  const last = renewal.prompts.at(-1);
  if (person?.isQuiet === true && last !== undefined && !last.step.startsWith('winback') && dice(outlet, 'answers') < 0.3) {
    renewal.answeredAt = last.at + (12 + dice(outlet, 'answer') * 150) * minute;
    last.answeredAt = renewal.answeredAt;
    last.result = 'replied';
    renewal.talk = renewalTalk(person.language, Math.floor(dice(outlet, 'talk') * 100));
    renewal.isOwned = true;
    renewal.prompts = renewal.prompts.filter((prompt) => prompt.at <= last.at);
  }
  if (late > 4 && late <= 60 && dice(outlet, 'called') < 0.7) {
    renewal.isOwned = true;
    const at = morning(now, dueIn + 4, 120 + dice(outlet, 'call') * 300);
    const hasPromised = dice(outlet, 'promise') < 0.4;
    renewal.calls.push(
      hasPromised ? { at, result: 'promised', note: 'Will pay when the owner is back.' } : { at, result: 'no_answer', note: 'Rang twice, nobody picked up.' },
    );
    if (dice(outlet, 'note') < 0.5) renewal.note = { at: at + 2 * minute, text: 'Thinking about one terminal less. Sent the price list by hand.' };
    if (late < 30) renewal.followUp = { at: at + 3 * minute, dueInDays: late % 4 === 0 ? 0 : (late % 4) - 1, title: 'Ask again about the payment' };
  }
  return renewal;
}

function formerCycle(outlet: DemoOutlet, person: DemoPerson | null, dueIn: number, now: number): PlannedRenewal {
  const renewal = blank(outlet, person, dueIn, now);
  const fate = dice(outlet, 'fate');
  const mostLate = -dueIn - 1;
  let paid =
    fate < 0.36
      ? -16 - Math.floor(dice(outlet, 'early') * 22)
      : fate < 0.76
        ? -12 + Math.floor(dice(outlet, 'in time') * 19)
        : fate < 0.94
          ? 8 + Math.floor(dice(outlet, 'late') * 20)
          : 33 + Math.floor(dice(outlet, 'back') * 25);
  paid = Math.min(paid, mostLate);
  renewal.isOpen = false;
  renewal.status = 'paid';
  renewal.paidOn = dateInDays(now, dueIn + paid);
  renewal.settledAt = morning(now, dueIn + paid, -6 * 60 + dice(outlet, 'load') * 20) + day;
  if (renewal.settledAt > now) renewal.settledAt = now - 5 * minute;
  renewal.failedAt = paid > FAILS_AFTER ? morning(now, dueIn + FAILS_AFTER + 1, 5 - 7 * 60) : null;
  renewal.prompts = promptsUntil(renewal, dueIn, paid, now);
  if (paid > 6 && dice(outlet, 'called') < 0.6) {
    renewal.isOwned = true;
    renewal.calls.push({ at: morning(now, dueIn + 5, 130 + dice(outlet, 'call') * 280), result: 'reached', note: 'Asked for a few more days.' });
  }
  const calls = renewal.calls.filter(({ result }) => result !== 'no_answer');
  const isLost = paid > 30;
  const winback = renewal.prompts.some(({ step }) => step.startsWith('winback'));
  renewal.outcome = isLost ? (winback ? 'winback' : 'returned') : renewal.prompts.length + calls.length > 0 ? 'recovered' : 'renewed';
  const lastCall = calls.at(-1)?.at ?? 0;
  const brought = isLost ? renewal.prompts.findLast(({ step }) => step.startsWith('winback')) : renewal.prompts.at(-1);
  if (brought !== undefined && brought.at > lastCall) brought.result = 'paid';
  return renewal;
}
