import { demoScripts } from './demo-scripts.ts';
import type { DemoScript } from './demo-script.ts';
import type { DemoStaff } from './demo-staff.ts';
import type { DemoPerson, DemoWorld } from './demo-world-types.ts';
import { officeHours } from './office-hours.ts';
import { pickAgent } from './pick-agent.ts';
import type { PlannedLine, PlannedTicket } from './plan-types.ts';
import { shiftLines } from './shift-lines.ts';
import { tellScript } from './tell-script.ts';
import { ticketHead } from './ticket-head.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The ticket a person has open now: a conversation that stopped somewhere in the middle. `order` is the person's place in the world. */
export function planOpenTicket(
  person: DemoPerson,
  order: number,
  scripts: readonly DemoScript[],
  world: DemoWorld,
  staff: readonly DemoStaff[],
  now: number,
  random: () => number,
): PlannedTicket | null {
  const script = opener(person, scripts);
  if (script === undefined) return null;
  const between = (low: number, high: number): number => low + random() * (high - low);
  const oid = person.primaryOid;
  const able = pickAgent(staff, oid, world, random);
  const isForgotten = order % 13 === 9;
  const role = isForgotten ? 'supervisor' : { 'Billing and payment': 'renewal', 'General enquiry': 'sales' }[script.category];
  const specialist = person.isFeatured ? undefined : staff.find((candidate) => candidate.role === role);
  const agent = (order < 8 && order !== 5 ? staff[0] : specialist) ?? able;
  const keep = cut(tellScript(script, { person, world, agent, oid }, now, random), person, random);
  // Who waits for us has not waited long, a few excepted; who has our answer may be silent for days: both sides of the 24 hours are there.
  const isOurTurn = lastSaid(keep)?.by === 'merchant';
  const age =
    person.id === 'not-on-whatsapp'
      ? 40 * minute
      : isForgotten
        ? between(1.05, 1.8) * day
        : isOurTurn
          ? between(2, order < 14 ? 95 : 400) * minute
          : order < 12
            ? between(5, 180) * minute
            : between(0.15, 3.2) * day;
  const lines = troubled(shiftLines(keep, age > 10 * 60 * minute ? officeHours(now - age) : now - age), person, order);
  const last = lastSaid(lines);
  const isAnswered = lines.some((line) => line.by === 'agent');
  const status = !isAnswered
    ? 'new'
    : last?.by === 'agent'
      ? last.status === 'failed'
        ? 'open'
        : 'pending_merchant'
      : random() < 0.25 && age > 5 * minute && !person.isFeatured
        ? 'pending_internal'
        : 'open';
  return {
    ...ticketHead(script, person, oid, world),
    status,
    assignee: isAnswered || random() < 0.2 ? agent.key : null,
    waitsFrom: status.startsWith('pending') ? (lines.at(-1)?.at ?? now) + (status === 'pending_internal' ? 90_000 : 8_000) : null,
    resolvedAt: null,
    closedAt: null,
    lines,
  };
}

const lastSaid = (lines: readonly PlannedLine[]): PlannedLine | undefined => lines.findLast((line) => line.by !== 'note');

/** Some people open with a fitting story, so that the first screen tells something. */
function opener(person: DemoPerson, scripts: readonly DemoScript[]): DemoScript | undefined {
  const wanted: Readonly<Record<string, string>> = {
    'sri-devi': 'Mesin cetak resit tidak mencetak',
    'haji-karim': 'Skrin terminal tak boleh sentuh',
    joanne: 'Delivery orders arrive twice',
    rahman: 'e-Invois ditolak',
    lai: 'A second outlet, two streets away',
    'ah-seng': 'Menu baharu tidak masuk dalam terminal',
    'mak-nab': 'Laporan jualan bulanan',
    fikri: 'Card payments declined',
    'new-shop': 'Latihan untuk staf baharu',
    'shy-shop': 'A second outlet, two streets away',
    'not-on-whatsapp': 'Terminal 2 does not switch on',
  };
  return demoScripts.find((script) => script.subject === wanted[person.id]) ?? scripts[0];
}

/** Stops an open conversation somewhere in the middle: people the demo features wait for an answer. */
function cut(lines: readonly PlannedLine[], person: DemoPerson, random: () => number): PlannedLine[] {
  const places = lines.flatMap((line, index) => (index > 0 && line.by !== 'note' && line.kind !== 'reaction' ? [index + 1] : []));
  if (person.id === 'new-shop' || person.id === 'shy-shop' || person.id === 'rahman') return lines.slice(0, 1);
  if (person.id === 'sri-devi') return lines.slice(0, 5);
  if (person.id === 'haji-karim' || person.id === 'not-on-whatsapp') return lines.slice(0, 2);
  const place = places[Math.floor(random() * Math.min(5, Math.max(1, places.length - 2)))] ?? lines.length;
  return lines.slice(0, place);
}

/** Puts failures where the demo wants to show them: a phone without WhatsApp, and a window that closed while the reply was under way. */
function troubled(lines: PlannedLine[], person: DemoPerson, order: number): PlannedLine[] {
  const end = lines.at(-1);
  if (end?.by !== 'agent') return lines;
  const before = lines.slice(0, -1);
  if (person.id === 'not-on-whatsapp') return [...before, { ...end, status: 'failed', errorCode: '131026', errorDetail: 'Message undeliverable' }];
  if (order % 9 === 8 && !person.isFeatured) {
    const heard = before.findLast((line) => line.by === 'merchant')?.at ?? end.at;
    const wait = end.at - heard - (day - 1_000);
    return [
      ...before.map((line) => ({ ...line, at: line.at + wait })),
      { ...end, status: 'failed', errorCode: '131047', errorDetail: 'Re-engagement message' },
    ];
  }
  if (order % 9 === 4) return [...before, { ...end, status: 'delivered' }];
  if (order % 9 === 1) return [...before, { ...end, status: 'sent' }];
  return lines;
}
