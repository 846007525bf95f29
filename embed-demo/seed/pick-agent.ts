import type { DemoStaff } from './demo-staff.ts';
import type { DemoWorld } from './demo-world-types.ts';

/** One of the agents who may see this outlet; without an outlet, one who sees everything. */
export function pickAgent(staff: readonly DemoStaff[], oid: number | null, world: DemoWorld, random: () => number): DemoStaff {
  const fid = world.outlets.find((outlet) => outlet.oid === oid)?.fid;
  const able = staff.filter(
    ({ role, scope }) => role === 'agent' && ('all' in scope || (oid !== null && (scope.oids.includes(String(oid)) || scope.fids.includes(String(fid))))),
  );
  const agent = able[Math.floor(random() * able.length)];
  if (agent === undefined) throw new Error('the demo needs an agent who sees everything');
  return agent;
}
