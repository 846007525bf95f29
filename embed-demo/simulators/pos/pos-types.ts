/** `GET /franchises`: one row. */
export interface PosFranchise {
  fid: number;
  name: string;
  status: 'active' | 'suspended';
  updated_at: string;
}

/** `GET /outlets`: one row. `contacts` only when the POS offers it. */
export interface PosOutlet {
  oid: number;
  fid: number;
  name: string;
  timezone: string;
  expiry_date: string | null;
  status: 'active' | 'suspended' | 'closed';
  address: { line1: string; postcode: string; city: string; state: string; country: string } | null;
  contacts?: { name: string; phone: string; is_primary: boolean }[];
  updated_at: string;
}

/** `GET /contacts?phone=`: one row. */
export interface PosContact {
  name: string;
  phone: string;
  oids: number[];
  primary_oid: number | null;
}

/** What a test or a demo may turn. */
export interface PosBehaviour {
  /** How requests fail: not at all, with a status, never answering, with JSON cut short, or dropping the connection. */
  failure: 'none' | 'http' | 'hang' | 'malformed' | 'disconnect';
  failureStatus: number;
  /** Only so many requests fail; null: all of them. */
  failTimes: number | null;
  latencyMs: number;
  /** Rows per page when the caller names no `limit`; null: everything at once. */
  pageSize: number | null;
  /** Whether `GET /contacts` exists. */
  hasContactsEndpoint: boolean;
  /** Whether outlets carry `contacts`. */
  hasOutletContacts: boolean;
}

/** What `createPosSimulator` is made from. */
export interface PosSimulatorOptions {
  token: string;
  behaviour?: Partial<PosBehaviour>;
  /** Instead of the demo's own data. */
  data?: { franchises: PosFranchise[]; outlets: PosOutlet[]; contacts: PosContact[] };
}
