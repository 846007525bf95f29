import type { DemoScript } from './demo-script.ts';
import type { DemoPerson, DemoWorld } from './demo-world-types.ts';
import type { PlannedTicket } from './plan-types.ts';

/** Whom and what a ticket is about. */
export function ticketHead(
  script: DemoScript,
  person: DemoPerson,
  oid: number | null,
  world: DemoWorld,
): Pick<PlannedTicket, 'person' | 'oid' | 'fid' | 'outletName' | 'linkState' | 'subject' | 'category' | 'priority'> {
  const outlet = oid === null ? undefined : world.outlets.find((candidate) => candidate.oid === oid);
  return {
    person,
    oid,
    fid: outlet?.fid ?? null,
    outletName: outlet?.name ?? null,
    linkState: oid !== null ? 'linked' : person.oids.length === 0 ? 'unknown' : 'ambiguous',
    subject: script.subject,
    category: script.category,
    priority: script.priority,
  };
}
