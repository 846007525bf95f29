/** A franchise of the POS's list, ready to be staged. */
export interface PosFranchiseRow {
  fid: string;
  name: string;
  status: 'active' | 'suspended';
}
/** An outlet of the POS's list, ready to be staged; null where the POS says nothing. */
export interface PosOutletRow {
  oid: string;
  fid: string;
  name: string;
  timezone: string;
  expiryDate: string | null;
  status: 'active' | 'suspended' | 'closed';
  /** JSON text */
  address: string | null;
  amount: string | null;
  currency: string | null;
  cycleMonths: number | null;
  paymentUrl: string | null;
  /** JSON text: an array of PosContactRow; null when the outlet carries none */
  contacts: string | null;
  contactCount: number;
}
/** Somebody of an outlet as the POS names them; the phone as it is written there. */
export interface PosContactRow {
  name: string | null;
  phone: string | null;
  email: string | null;
  is_primary: boolean;
}
/** Why a row cannot be used; word key `reject.<reason>`. */
export type PosRejectReason =
  | 'unreadable'
  | 'no_number'
  | 'no_name'
  | 'unknown_franchise'
  | 'duplicate'
  | 'bad_phone'
  | 'bad_date'
  | 'bad_zone'
  | 'bad_amount'
  | 'bad_status';
/** A row nobody can use: what it was about, why, and which field is wrong. */
export interface PosReject {
  key: string | null;
  reason: PosRejectReason;
  field: string | null;
  /** of an outlet's row whose number and expiry can be read all the same */
  expiryDate?: string;
}
