import type { DemoPerson } from './demo-world-types.ts';

/** Whether the POS names this person first for an outlet: who pays for it, else whose first outlet it is. One person an outlet, in the POS as in the seed. */
export function isListedFirst(people: readonly DemoPerson[], person: DemoPerson, oid: number): boolean {
  if (!person.isInPos || !person.oids.includes(oid)) return false;
  return people.some((one) => one.isInPos && one.isPayer && one.oids.includes(oid)) ? person.isPayer : person.primaryOid === oid;
}
