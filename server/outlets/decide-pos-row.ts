import { decideZoneName } from '../platform/decide-zone-name.ts';
import { decidePosDay } from './decide-pos-day.ts';
import type { PosContactRow, PosFranchiseRow, PosOutletRow, PosReject, PosRejectReason } from './pos-row-types.ts';

type Named = Readonly<Record<string, unknown>>;
/** A row that can be used, or why not. */
export type PosRowVerdict<T> = { row: T } | { reject: PosReject };

const MOST_CONTACTS = 50;
const LONGEST_ADDRESS = 4_000;
const STATUSES = ['active', 'suspended', 'closed'] as const;

/** Whether a row of the POS's lists can be used. Extra fields are left alone. */
export const decidePosRow = { franchise: decideFranchise, outlet: decideOutlet };

/** A row that is kept aside still tells until when its outlet is paid: who may have paid is not reminded meanwhile. */
function decideOutlet(given: unknown): PosRowVerdict<PosOutletRow> {
  const verdict = decideWholeOutlet(given);
  if (!('reject' in verdict) || verdict.reject.key === null || !isNamed(given)) return verdict;
  const expiryDate = isMissing(given['expiry_date']) ? undefined : decidePosDay(given['expiry_date']);
  return !expiryDate ? verdict : { reject: { ...verdict.reject, expiryDate } };
}

/** A row of `GET /franchises` (POS-02). */
function decideFranchise(given: unknown): PosRowVerdict<PosFranchiseRow> {
  if (!isNamed(given)) return { reject: { key: null, reason: 'unreadable', field: null } };
  const fid = numberOf(given['fid']);
  const name = nameOf(given['name']);
  const status = statusOf(given['status']);
  if (fid === null) return refused(null, 'no_number', 'fid');
  if (name === null) return refused(fid, 'no_name', 'name');
  if (status === null) return refused(fid, 'bad_status', 'status');
  return { row: { fid, name, status: status === 'active' ? 'active' : 'suspended' } };
}

/**
 * A row of `GET /outlets` (POS-03, POS-17): what is missing is null, what is wrong keeps the whole row aside, so that
 * nothing we hold is overwritten by a fault of the POS. Amount, currency, cycle, payment link and contacts are taken when they are there.
 */
function decideWholeOutlet(given: unknown): PosRowVerdict<PosOutletRow> {
  if (!isNamed(given)) return { reject: { key: null, reason: 'unreadable', field: null } };
  const oid = numberOf(given['oid']);
  const fid = numberOf(given['fid']);
  const name = nameOf(given['name']);
  const status = statusOf(given['status']);
  if (oid === null) return refused(null, 'no_number', 'oid');
  if (fid === null) return refused(oid, 'unknown_franchise', 'fid');
  if (name === null) return refused(oid, 'no_name', 'name');
  if (status === null) return refused(oid, 'bad_status', 'status');
  const timezone = isMissing(given['timezone']) ? 'Asia/Kuala_Lumpur' : zoneOf(given['timezone']);
  if (timezone === null) return refused(oid, 'bad_zone', 'timezone');
  const expiryDate = isMissing(given['expiry_date']) ? null : decidePosDay(given['expiry_date']);
  if (expiryDate === undefined) return refused(oid, 'bad_date', 'expiry_date');
  const amount = isMissing(given['amount']) ? null : amountOf(given['amount']);
  if (amount === undefined) return refused(oid, 'bad_amount', 'amount');
  const currency = isMissing(given['currency']) ? null : currencyOf(given['currency']);
  if (currency === undefined) return refused(oid, 'bad_amount', 'currency');
  const cycleMonths = isMissing(given['cycle_months']) ? null : Number(given['cycle_months']);
  if (cycleMonths !== null && !(Number.isInteger(cycleMonths) && cycleMonths >= 1 && cycleMonths <= 120)) return refused(oid, 'bad_amount', 'cycle_months');
  const paymentUrl = isMissing(given['payment_url']) ? null : addressOf(given['payment_url']);
  if (paymentUrl === undefined) return refused(oid, 'unreadable', 'payment_url');
  const address = isMissing(given['address']) ? null : JSON.stringify(given['address']);
  if (address !== null && address.length > LONGEST_ADDRESS) return refused(oid, 'unreadable', 'address');
  const contacts = contactsOf(given['contacts']);
  return {
    row: {
      ...{ oid, fid, name, timezone, expiryDate, status, address, amount, currency, cycleMonths, paymentUrl },
      contacts: contacts === null ? null : JSON.stringify(contacts),
      contactCount: contacts?.length ?? 0,
    },
  };
}

function refused(key: string | null, reason: PosRejectReason, field: string): { reject: PosReject } {
  return { reject: { key, reason, field } };
}

function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** A BIGINT above zero; a number JSON cannot carry exactly is none. */
function numberOf(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : typeof value === 'string' ? value.trim() : '';
  return /^[1-9]\d{0,17}$/.test(text) ? text : null;
}

function nameOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // whole characters, and none the database refuses
  const name = [
    ...value
      .toWellFormed()
      .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim(),
  ]
    .slice(0, 255)
    .join('');
  return name === '' ? null : name;
}

function statusOf(value: unknown): (typeof STATUSES)[number] | null {
  if (isMissing(value)) return 'active';
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return STATUSES.find((status) => status === text) ?? null;
}

/** One name for each zone, or holidays would be missed for an outlet whose zone is spelled another way. */
function zoneOf(value: unknown): string | null {
  return typeof value === 'string' && value.length <= 64 ? decideZoneName(value.trim()) : null;
}

function amountOf(value: unknown): string | undefined {
  const amount = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,10}(\.\d{1,4})?$/.test(value.trim()) ? Number(value) : Number.NaN;
  return amount >= 0 && amount < 1e10 ? amount.toFixed(2) : undefined;
}

function currencyOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return /^[A-Z]{3}$/.test(text) ? text : undefined;
}

function addressOf(value: unknown): string | undefined {
  const url = typeof value === 'string' && value.length <= 500 ? URL.parse(value.trim()) : null;
  return url !== null && ['https:', 'http:'].includes(url.protocol) ? url.href.slice(0, 500) : undefined;
}

/** Null when the POS sends no contacts; who they are is decided by who reads them. */
function contactsOf(value: unknown): PosContactRow[] | null {
  if (!Array.isArray(value)) return null;
  return value
    .filter(isNamed)
    .slice(0, MOST_CONTACTS)
    .map((contact) => ({
      name: textOf(contact['name'], 255),
      phone: textOf(contact['phone'], 64),
      email: textOf(contact['email'], 255),
      is_primary: contact['is_primary'] === true || contact['is_primary'] === 1,
    }));
}

function textOf(value: unknown, most: number): string | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.toWellFormed().trim() : '';
  return text === '' ? null : [...text].slice(0, most).join('');
}
