import type { PosBehaviour, PosOutlet } from './pos-types.ts';

type Knobs = Pick<PosBehaviour, 'hasOutletContacts' | 'hasMessyPhones' | 'garbageEvery' | 'duplicateEvery'>;

/** What goes wrong in lists people keep by hand. */
const GARBAGE: readonly ((outlet: PosOutlet) => unknown)[] = [
  (outlet) => ({ ...outlet, oid: 'TBC' }),
  (outlet) => ({ ...outlet, name: ' ' }),
  (outlet) => ({ ...outlet, fid: 987_654_321 }),
  (outlet) => ({ ...outlet, expiry_date: '31/02/2026' }),
  (outlet) => ({ ...outlet, timezone: 'Asia/Selangor' }),
  (outlet) => ({ ...outlet, amount: 'RM1,200' }),
  (outlet) => outlet.name,
];

/** One row of `GET /outlets` as JSON text, with the contacts and faults the knobs ask for. `index` is its place in the list. */
export function outletText(outlet: PosOutlet | undefined, index: number, knobs: Knobs): string {
  if (outlet === undefined) return 'null';
  const { contacts, ...rest } = outlet;
  const people = (contacts ?? []).map((person, place) => (knobs.hasMessyPhones ? { ...person, phone: messyPhone(person.phone, index + place) } : person));
  const row = knobs.hasOutletContacts ? { ...rest, contacts: people } : rest;
  const text = JSON.stringify(hits(index, knobs.garbageEvery) ? GARBAGE[Math.floor(index / knobs.garbageEvery) % GARBAGE.length]?.(row) : row);
  return hits(index, knobs.duplicateEvery) ? `${text},${text}` : text;
}

function hits(index: number, every: number): boolean {
  return every > 0 && index % every === every - 1;
}

/** A Malaysian number as people write it. */
function messyPhone(phone: string, index: number): string {
  const local = phone.replace(/\D/g, '').replace(/^60/, '0');
  const [prefix, rest] = [local.slice(0, 3), local.slice(3)];
  const half = rest.length - 4;
  const written = [
    `${prefix}-${rest.slice(0, half)} ${rest.slice(half)}`,
    `6${local}`,
    `+60 ${prefix.slice(1)}-${rest.slice(0, half)} ${rest.slice(half)}`,
    `(${prefix}) ${rest.slice(0, half)} ${rest.slice(half)}`,
    `${prefix}${rest}`,
    `+6${prefix}.${rest}`,
    ` 60-${prefix.slice(1)} ${rest} (HP)`,
  ];
  return written[index % written.length] ?? phone;
}
