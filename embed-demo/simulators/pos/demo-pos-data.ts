import { dateInDays } from '../../seed/date-in-days.ts';
import { demoPrice } from '../../seed/demo-price.ts';
import { demoWorld } from '../../seed/demo-world.ts';
import { isListedFirst } from '../../seed/is-listed-first.ts';
import type { PosData } from './pos-types.ts';

/** The demo world as the POS knows it: what it says of outlets, franchises and the phones of their people. */
export function demoPosData(now: number): PosData {
  const world = demoWorld();
  const changedAt = (key: number): string => new Date(now - ((key * 7_919) % 90) * 86_400_000).toISOString();
  const known = world.people.filter((person) => person.isInPos && person.phone !== null);
  return {
    franchises: world.franchises.map((franchise) => ({ ...franchise, updated_at: changedAt(franchise.fid) })),
    outlets: world.outlets.map((outlet) => ({
      oid: outlet.oid,
      fid: outlet.fid,
      name: outlet.name,
      timezone: 'Asia/Kuala_Lumpur',
      expiry_date: outlet.expiresInDays === null ? null : dateInDays(now, outlet.expiresInDays),
      status: outlet.status,
      address: outlet.address,
      ...{ amount: demoPrice(outlet), currency: 'MYR', cycle_months: 12, payment_url: `/pay/${outlet.oid}` },
      contacts: known
        .filter((person) => person.oids.includes(outlet.oid))
        .map((person) => ({
          ...{ name: person.name, phone: `+${person.phone ?? ''}`, is_primary: isListedFirst(known, person, outlet.oid) },
          ...(person.email === null ? {} : { email: person.email }),
        })),
      updated_at: changedAt(outlet.oid),
    })),
    contacts: known.map((person) => ({ name: person.name, phone: `+${person.phone ?? ''}`, oids: person.oids, primary_oid: person.primaryOid })),
  };
}
