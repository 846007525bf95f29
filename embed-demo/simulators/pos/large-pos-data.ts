import type { PosData } from './pos-types.ts';

const TOWNS = ['Kuala Lumpur', 'Klang', 'Ipoh', 'Johor Bahru', 'George Town', 'Kota Kinabalu', 'Kuching', 'Melaka'];
const DAY_MS = 86_400_000;

/** A POS of a size nobody types in: so many outlets (forty a franchise) of which every other one names a person or two, spread over a year of expiries. The same for the same numbers. */
export function largePosData(outlets: number, now: number): PosData {
  const franchises = Math.max(1, Math.ceil(outlets / 40));
  const updated = new Date(now - 30 * DAY_MS).toISOString();
  return {
    franchises: Array.from({ length: franchises }, (_, index) => ({
      ...{ fid: 1_000 + index, name: `Rangkaian Kedai ${index + 1} Sdn Bhd`, status: 'active' as const, updated_at: updated },
    })),
    outlets: Array.from({ length: outlets }, (_, index) => ({
      ...{ oid: 100_000 + index, fid: 1_000 + (index % franchises), name: `Kedai ${index + 1}, ${TOWNS[index % TOWNS.length]}` },
      ...{ timezone: 'Asia/Kuala_Lumpur', status: 'active' as const, updated_at: updated },
      expiry_date: index % 50 === 49 ? null : new Date(now + ((index % 400) - 35) * DAY_MS).toISOString().slice(0, 10),
      address: {
        ...{ line1: `${(index % 200) + 1} Jalan Besar ${index % 17}`, postcode: String(50_000 + (index % 9_000)), city: TOWNS[index % TOWNS.length] ?? '' },
        ...{ state: 'Selangor', country: 'MY' },
      },
      ...{ amount: 600 + (index % 7) * 100, currency: 'MYR', cycle_months: 12, payment_url: `https://pay.example.my/${100_000 + index}` },
      contacts: peopleOf(index),
    })),
    contacts: [],
  };
}

function peopleOf(index: number): { name: string; phone: string; is_primary: boolean }[] {
  // numbers that begin with 011 have one digit more
  const phone = (number: number): string => `+601${1 + (number % 9)}${number % 9 === 0 ? '2' : ''}${String(1_000_000 + number).slice(0, 7)}`;
  const owner = { name: `Pemilik ${Math.floor(index / 4)}`, phone: phone(Math.floor(index / 4)), is_primary: true };
  if (index % 2 === 1) return [];
  return index % 6 === 0 ? [owner, { name: `Pengurus ${index}`, phone: phone(500_000 + index), is_primary: false }] : [owner];
}
