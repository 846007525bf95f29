import type { OutletView } from '../../types/outlets.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { OutletRow } from './outlet-types.ts';

/** An outlet as the widgets see it. */
export function outletView(row: OutletRow): OutletView {
  return {
    oid: row.oid,
    fid: row.fid,
    name: row.name,
    franchiseName: row.franchise_name,
    status: row.status,
    timezone: row.timezone,
    expiresOn: row.expiry_date,
    address: addressText(row.address),
  };
}

/** The POS hands over a line, a list of lines, or an object of parts. */
function addressText(stored: unknown): string | null {
  let address: unknown = stored;
  try {
    address = parseJson(stored as string | null);
  } catch {
    // a plain line that is not JSON
  }
  if (typeof address === 'string') return address.trim() || null;
  if (typeof address !== 'object' || address === null) return null;
  const parts = partsOf(address).filter((part): part is string | number => typeof part === 'string' || typeof part === 'number');
  return (
    parts
      .map(String)
      .filter((part) => part.trim() !== '')
      .join(', ') || null
  );
}

const PARTS = ['line1', 'line2', 'line3', 'street', 'postcode', 'city', 'state', 'country'];

/** In the order an address is written: a JSON column keeps the keys of an object in an order of its own (MySQL by length). */
function partsOf(address: object): unknown[] {
  if (Array.isArray(address)) return address;
  const place = (key: string): number => (PARTS.includes(key) ? PARTS.indexOf(key) : PARTS.length);
  return Object.entries(address)
    .sort(([one], [other]) => place(one) - place(other))
    .map(([, part]) => part as unknown);
}
