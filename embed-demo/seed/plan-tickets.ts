import { createRandom } from '../simulators/graph/create-random.ts';
import type { DemoScript } from './demo-script.ts';
import { demoScripts } from './demo-scripts.ts';
import type { DemoStaff } from './demo-staff.ts';
import type { DemoOutlet, DemoPerson, DemoWorld } from './demo-world.ts';
import type { PlannedLine, PlannedTicket } from './plan-types.ts';
import { readScript } from './read-script.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Decides every ticket of the demo: about three hundred over sixty days, most of them done, one open at most per person,
 * newest work first. Pure for a given `now`, sorted by when they began.
 */
export function planTickets(world: DemoWorld, staff: readonly DemoStaff[], now: number): PlannedTicket[] {
  const random = createRandom(42);
  const between = (low: number, high: number): number => low + random() * (high - low);
  const outletOf = new Map(world.outlets.map((outlet) => [outlet.oid, outlet]));
  const planned: PlannedTicket[] = [];

  for (const [order, person] of world.people.entries()) {
    const past = person.id === 'new-shop' || person.id === 'shy-shop' ? 0 : person.isFeatured ? 4 + Math.floor(random() * 4) : 2 + Math.floor(random() * 7);
    const scripts = shuffled(
      demoScripts.filter((script) => script.language === person.language),
      random,
    );
    let end = now - between(4.5, 9) * day;
    for (let count = 0; count < past; count += 1) {
      const script = scripts[(count + 1) % scripts.length];
      if (script === undefined) break;
      const oid = person.oids.length === 0 ? null : (person.oids[Math.floor(random() * person.oids.length)] ?? null);
      const lines = timed(script, person, world, staff, oid, officeHours(end), random);
      const isRecent = now - end < 8 * day;
      planned.push({
        ...head(script, person, oid, outletOf),
        status: isRecent ? 'resolved' : 'closed',
        assignee: assignee(staff, oid, outletOf, random),
        lines,
      });
      end -= between(4, 17) * day;
    }

    const isOpen = person.isFeatured || random() < 0.66;
    const script = opener(person, scripts);
    if (!isOpen || script === undefined) continue;
    const full = timed(script, person, world, staff, person.primaryOid ?? null, now, random);
    const keep = cut(full, person, random);
    // Who waits for us has not waited long, a few excepted; who has our answer may be silent for days: both sides of the 24 hours are there.
    const isOurTurn = keep.filter((line) => line.by !== 'note').at(-1)?.by === 'merchant';
    const isForgotten = order % 13 === 9;
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
    const lines = shift(keep, age > 10 * 60 * minute ? officeHours(now - age) : now - age);
    const last = lines.filter((line) => line.by !== 'note').at(-1);
    const isAnswered = lines.some((line) => line.by === 'agent');
    const owner = order < 8 && order !== 5 ? 'pos-2001' : assignee(staff, person.primaryOid, outletOf, random);
    const linkState = person.oids.length === 0 ? 'unknown' : person.primaryOid === null ? 'ambiguous' : 'linked';
    const oid = linkState === 'linked' ? person.primaryOid : null;
    planned.push({
      ...head(script, person, oid, outletOf),
      linkState,
      status: !isAnswered ? 'new' : last?.by === 'agent' ? 'pending_merchant' : random() < 0.2 ? 'pending_internal' : 'open',
      assignee: isAnswered || random() < 0.2 ? owner : null,
      lines: troubled(lines, person, order),
    });
  }
  return planned.toSorted((one, two) => (one.lines[0]?.at ?? 0) - (two.lines[0]?.at ?? 0));
}

function head(
  script: DemoScript,
  person: DemoPerson,
  oid: number | null,
  outletOf: ReadonlyMap<number, DemoOutlet>,
): Pick<PlannedTicket, 'person' | 'oid' | 'fid' | 'outletName' | 'linkState' | 'subject' | 'category' | 'priority'> {
  return {
    person,
    oid,
    fid: oid === null ? null : (outletOf.get(oid)?.fid ?? null),
    outletName: oid === null ? null : (outletOf.get(oid)?.name ?? null),
    linkState: oid === null ? 'unknown' : 'linked',
    subject: script.subject,
    category: script.category,
    priority: script.priority,
  };
}

/** Some people open with a fitting story, so that the first screen tells something. */
function opener(person: DemoPerson, scripts: readonly DemoScript[]): DemoScript | undefined {
  const wanted: Readonly<Record<string, string>> = {
    'sri-devi': 'Mesin cetak resit tidak mencetak',
    'haji-karim': 'Skrin terminal tak boleh sentuh',
    joanne: 'Delivery orders arrive twice',
    rahman: 'e-Invois ditolak',
    lai: 'QR payment arrived but the order is still unpaid',
    'ah-seng': 'Menu baharu tidak masuk dalam terminal',
    'mak-nab': 'Laporan jualan bulanan',
    fikri: 'Card payments declined',
    'new-shop': 'Latihan untuk staf baharu',
    'shy-shop': 'Moving the outlet to a new shop lot',
    'not-on-whatsapp': 'Terminal 2 does not switch on',
  };
  return demoScripts.find((script) => script.subject === wanted[person.id]) ?? scripts[0];
}

function timed(
  script: DemoScript,
  person: DemoPerson,
  world: DemoWorld,
  staff: readonly DemoStaff[],
  oid: number | null,
  end: number,
  random: () => number,
): PlannedLine[] {
  const outlet = world.outlets.find((candidate) => candidate.oid === (oid ?? person.oids[0]));
  const agent = staff[Math.floor(random() * 3)]?.name.split(' ')[0] ?? 'Aina';
  const lines = readScript(script.lines, {
    first: person.name.replace(/^(?:Encik|Haji|Mak|Dato|Uncle|Tengku Nur) /, '').split(' ')[0] ?? person.name,
    outlet: outlet?.name ?? 'the new shop',
    area: outlet?.area ?? 'our',
    agent,
    amount: (18 + random() * 420).toFixed(2),
    n: String(1 + Math.floor(random() * 3)),
  });
  let at = 0;
  const withTimes = lines.map((line, index) => {
    at += index === 0 ? 0 : (line.by === 'merchant' ? 0.4 + random() * 9 : 1 + random() * 6) * minute;
    const place = `${outlet?.name ?? 'The new shop'}|${outlet?.address === null || outlet === undefined ? 'Kuala Lumpur' : `${outlet.address.line1}, ${outlet.address.postcode} ${outlet.address.city}`}`;
    return { ...line, at, argument: line.kind === 'location' ? place : line.argument };
  });
  return shift(withTimes, end);
}

/** Moves lines so that the last one is said at `end`. */
function shift(lines: readonly PlannedLine[], end: number): PlannedLine[] {
  const by = end - (lines.at(-1)?.at ?? 0);
  return lines.map((line) => ({ ...line, at: Math.round(line.at + by) }));
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

/** Puts failures where the demo wants to show them, and a template where the window had closed. */
function troubled(lines: PlannedLine[], person: DemoPerson, order: number): PlannedLine[] {
  const last = lines.findLastIndex((line) => line.by === 'agent');
  const fail = (errorCode: string, errorDetail: string): PlannedLine[] =>
    lines.map((line, index) => (index === last ? { ...line, status: 'failed', errorCode, errorDetail } : line));
  if (person.id === 'not-on-whatsapp') return fail('131026', 'Message undeliverable');
  if (order === 22) return fail('131047', 'Re-engagement message');
  if (order === 31) return fail('131049', 'This message was not delivered to maintain healthy ecosystem engagement.');
  const end = lines.at(-1);
  if (order % 9 === 4 && end?.by === 'agent') return [...lines.slice(0, -1), { ...end, status: 'delivered' }];
  if (order % 9 === 7 && end?.by === 'agent') return [...lines.slice(0, -1), { ...end, status: 'sent' }];
  return lines;
}

function assignee(staff: readonly DemoStaff[], oid: number | null, outletOf: ReadonlyMap<number, DemoOutlet>, random: () => number): string | null {
  const able = staff.filter(
    (person) =>
      person.role === 'agent' &&
      ('all' in person.scope || (oid !== null && (person.scope.oids.includes(String(oid)) || person.scope.fids.includes(String(outletOf.get(oid)?.fid))))),
  );
  return able[Math.floor(random() * able.length)]?.key ?? null;
}

/** Nobody writes at four in the morning: moves an instant into 9:00 to 21:00 in Malaysia. */
function officeHours(at: number): number {
  const local = new Date(at + 8 * 60 * minute);
  const hour = local.getUTCHours();
  return hour >= 9 && hour < 21 ? at : at + (((9 + ((hour * 5) % 11) - hour + 24) % 24) - 24) * 60 * minute;
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, weight: random() }))
    .sort((one, two) => one.weight - two.weight)
    .map(({ item }) => item);
}
