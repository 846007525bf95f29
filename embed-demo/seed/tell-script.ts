import type { DemoScript } from './demo-script.ts';
import type { DemoStaff } from './demo-staff.ts';
import type { DemoPerson, DemoWorld } from './demo-world-types.ts';
import { greetingName } from './greeting-name.ts';
import type { PlannedLine } from './plan-types.ts';
import { readScript } from './read-script.ts';
import { shiftLines } from './shift-lines.ts';

const minute = 60_000;

/** A script as this person and this agent would have said it, minutes apart, with the last line at `end`. */
export function tellScript(
  script: DemoScript,
  scene: { person: DemoPerson; world: DemoWorld; agent: DemoStaff; oid: number | null },
  end: number,
  random: () => number,
): PlannedLine[] {
  const { person, world, agent, oid } = scene;
  const outlet = world.outlets.find((candidate) => candidate.oid === (oid ?? person.oids[0]));
  const lines = readScript(script.lines, {
    first: greetingName(person.name),
    outlet: outlet?.name ?? 'the new shop',
    area: outlet?.area ?? 'our',
    agent: agent.name.split(' ')[0] ?? agent.name,
    amount: (18 + random() * 420).toFixed(2),
    n: String(1 + Math.floor(random() * 3)),
  });
  let at = 0;
  const withTimes = lines.map((line, index) => {
    at += index === 0 ? 0 : (line.by === 'merchant' ? 0.4 + random() * 9 : 1 + random() * 6) * minute;
    const place = `${outlet?.name ?? 'The new shop'}|${outlet?.address === null || outlet === undefined ? 'Kuala Lumpur' : `${outlet.address.line1}, ${outlet.address.postcode} ${outlet.address.city}`}`;
    return { ...line, at, argument: line.kind === 'location' ? place : line.argument };
  });
  return shiftLines(withTimes, end);
}
