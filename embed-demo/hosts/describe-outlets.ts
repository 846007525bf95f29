import { dateInDays } from '../seed/date-in-days.ts';
import type { DemoStaff } from '../seed/demo-staff.ts';
import { demoWorld } from '../seed/demo-world.ts';
import { readablePhone } from '../seed/readable-phone.ts';

/** An outlet as the back-office pages show it. */
export interface HostOutlet {
  oid: string;
  fid: string;
  name: string;
  franchise: string;
  area: string;
  state: string;
  status: 'active' | 'suspended' | 'closed';
  plan: string;
  terminals: number;
  expiresOn: string | null;
  expiresInDays: number | null;
  address: string | null;
  /** this person may not read addresses */
  isAddressHidden: boolean;
  contacts: { name: string; phone: string | null }[];
}

/** The outlets this person may see in the POS; `ends` is what the POS says today of the end of each, once somebody has paid. */
export function describeOutlets(staff: DemoStaff, now: number = Date.now(), ends: Readonly<Record<string, string | null>> = {}): HostOutlet[] {
  const world = demoWorld();
  const { scope } = staff;
  const endOf = (oid: number, days: number | null): Pick<HostOutlet, 'expiresOn' | 'expiresInDays'> => {
    const told = ends[String(oid)];
    if (told === undefined) return { expiresOn: days === null ? null : dateInDays(now, days), expiresInDays: days };
    const left = told === null ? null : Math.round((Date.parse(told) - Date.parse(dateInDays(now, 0))) / 86_400_000);
    return { expiresOn: told, expiresInDays: left };
  };
  const names = new Map(world.franchises.map((franchise) => [franchise.fid, franchise.name]));
  return world.outlets
    .filter((outlet) => 'all' in scope || scope.fids.includes(String(outlet.fid)) || scope.oids.includes(String(outlet.oid)))
    .map((outlet) => ({
      oid: String(outlet.oid),
      fid: String(outlet.fid),
      name: outlet.name,
      franchise: names.get(outlet.fid) ?? '',
      area: outlet.area,
      state: outlet.state,
      status: outlet.status,
      plan: outlet.plan,
      terminals: outlet.terminals,
      ...endOf(outlet.oid, outlet.expiresInDays),
      isAddressHidden: staff.pii !== 'full' && outlet.address !== null,
      address:
        outlet.address === null || staff.pii !== 'full'
          ? null
          : `${outlet.address.line1}, ${outlet.address.postcode} ${outlet.address.city}, ${outlet.address.state}`,
      contacts: world.people
        .filter((person) => person.isInPos && person.oids.includes(outlet.oid))
        .map((person) => ({ name: person.name, phone: staff.pii === 'full' && person.phone !== null ? readablePhone(person.phone) : null })),
    }));
}
