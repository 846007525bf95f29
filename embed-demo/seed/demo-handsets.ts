import type { HandsetSeed } from '../simulators/graph/simulator-types.ts';
import { demoWorld } from './demo-world.ts';

/** The people of the demo as phones: whom the phone page offers to be. */
export function demoHandsets(): HandsetSeed[] {
  const { people, outlets } = demoWorld();
  const nameOf = new Map(outlets.map((outlet) => [outlet.oid, outlet.name]));
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    phone: person.phone,
    userId: person.userId,
    username: person.username,
    about: describe(
      person.oids.map((oid) => nameOf.get(oid) ?? ''),
      person.isInPos,
    ),
  }));
}

function describe(names: readonly string[], isInPos: boolean): string {
  const [first] = names;
  if (first === undefined) return isInPos ? 'No outlet' : 'Not in the POS yet';
  if (names.length === 1) return first;
  const brand = first.split(',')[0] ?? first;
  return names.every((name) => name.startsWith(`${brand},`)) ? `${brand}, ${names.length} outlets` : `${first} + ${names.length - 1} more`;
}
