import { createRandom } from '../simulators/graph/create-random.ts';
import { demoScripts } from './demo-scripts.ts';
import type { DemoStaff } from './demo-staff.ts';
import type { DemoWorld } from './demo-world-types.ts';
import { officeHours } from './office-hours.ts';
import { pickAgent } from './pick-agent.ts';
import { planOpenTicket } from './plan-open-ticket.ts';
import type { PlannedTicket } from './plan-types.ts';
import { tellScript } from './tell-script.ts';
import { ticketHead } from './ticket-head.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Decides every ticket of the demo: about three hundred over three months, most of them done, one open at most per person,
 * newest work first. Pure for a given `now`, sorted by when they began.
 */
export function planTickets(world: DemoWorld, staff: readonly DemoStaff[], now: number): PlannedTicket[] {
  const random = createRandom(42);
  const between = (low: number, high: number): number => low + random() * (high - low);
  const planned: PlannedTicket[] = [];

  for (const [order, person] of world.people.entries()) {
    if (person.isQuiet) continue;
    const past = person.id === 'new-shop' || person.id === 'shy-shop' ? 0 : person.isFeatured ? 4 + Math.floor(random() * 4) : 2 + Math.floor(random() * 7);
    const scripts = shuffled(
      demoScripts.filter((script) => script.language === person.language),
      random,
    );
    const open = person.isFeatured || random() < 0.66 ? planOpenTicket(person, order, scripts, world, staff, now, random) : null;
    if (open !== null) planned.push(open);

    // Who writes within three days after "resolved" opens the old ticket again: the one before must have been over for longer.
    let end = open === null ? now - between(0.1, 3) * day : (open.lines[0]?.at ?? now) - between(4, 9) * day;
    for (let count = 0; count < past; count += 1) {
      const script = scripts[(count + 1) % scripts.length];
      if (script === undefined) break;
      const oid = person.oids.length === 0 ? null : (person.oids[Math.floor(random() * person.oids.length)] ?? null);
      const agent = pickAgent(staff, oid, world, random);
      const lines = tellScript(script, { person, world, agent, oid }, officeHours(end), random);
      const resolvedAt = (lines.at(-1)?.at ?? end) + 2 * minute;
      const closedAt = resolvedAt + 3 * day <= now ? resolvedAt + 3 * day : null;
      planned.push({
        ...ticketHead(script, person, oid, world),
        status: closedAt === null ? 'resolved' : 'closed',
        assignee: agent.key,
        waitsFrom: null,
        resolvedAt,
        closedAt,
        lines,
      });
      end -= between(5, 17) * day;
    }
  }
  return planned.toSorted((one, two) => (one.lines[0]?.at ?? 0) - (two.lines[0]?.at ?? 0));
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, weight: random() }))
    .sort((one, two) => one.weight - two.weight)
    .map(({ item }) => item);
}
