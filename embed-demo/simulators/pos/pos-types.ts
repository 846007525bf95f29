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
  contacts?: { name: string; phone: string; email?: string; is_primary: boolean }[];
  /** of the subscription; only when the POS offers them */
  amount?: number | null;
  currency?: string | null;
  cycle_months?: number | null;
  /** whole, or a path below the simulator's own address */
  payment_url?: string | null;
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
  /** How requests fail: not at all, with a status, never answering, with JSON cut short, dropping the connection, or in the middle of the list. */
  failure: 'none' | 'http' | 'hang' | 'malformed' | 'disconnect' | 'cut';
  failureStatus: number;
  /** Only so many requests fail; null: all of them. */
  failTimes: number | null;
  /** Only requests for this path fail; null: any. */
  failPath: string | null;
  /** So many requests go well before the first that fails. */
  passFirst: number;
  /** The last page of a list is followed by the first, at a new address, and so on. */
  isEndless: boolean;
  latencyMs: number;
  /** Most rows of a page, whatever `limit` the caller names; null: as the caller says, and everything at once when it says nothing. */
  pageSize: number | null;
  /** Whether `GET /contacts` exists. */
  hasContactsEndpoint: boolean;
  /** Whether outlets carry `contacts`. */
  hasOutletContacts: boolean;
  /** Whether `GET /outlets/{oid}` exists. */
  hasOutletEndpoint: boolean;
  /** Phones of contacts as people write them: 012-345 6789, 6012…, +60 12-…, (011) 1234 5678. */
  hasMessyPhones: boolean;
  /** Every so-manieth outlet row is garbage, or comes twice; 0: none. */
  garbageEvery: number;
  duplicateEvery: number;
  /** Where a payment is told at once, signed with the secret; null: nowhere, the next load finds it. */
  push: { url: string; secret: string } | null;
}

/** What `createPosSimulator` is made from. */
export interface PosSimulatorOptions {
  token: string;
  behaviour?: Partial<PosBehaviour>;
  /** Instead of the demo's own data. */
  data?: PosData;
  /** A file that keeps the data over restarts (the demo): what was paid stays paid, and no day moves by itself. */
  stateFile?: string | null;
  /** Lists are answered only once `/_sim/open` was called, so that the demo is filled before its first load. */
  isWaiting?: boolean;
}

/** Everything a POS knows. */
export interface PosData {
  franchises: PosFranchise[];
  outlets: PosOutlet[];
  contacts: PosContact[];
}
