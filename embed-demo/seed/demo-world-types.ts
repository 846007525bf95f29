/** A franchise of the demo's POS company. */
export interface DemoFranchise {
  fid: number;
  name: string;
  status: 'active' | 'suspended';
}

/** An outlet; dates are counted from the day the demo runs. */
export interface DemoOutlet {
  oid: number;
  fid: number;
  name: string;
  area: string;
  state: string;
  status: 'active' | 'suspended' | 'closed';
  /** Days until the subscription ends; null: no date in the POS. */
  expiresInDays: number | null;
  address: { line1: string; postcode: string; city: string; state: string; country: string } | null;
  plan: 'Starter' | 'Growth' | 'Pro';
  terminals: number;
}

/** Somebody who writes to support. */
export interface DemoPerson {
  id: string;
  name: string;
  /** Digits with country code, or null for somebody who shows no number. */
  phone: string | null;
  userId: string;
  username: string | null;
  language: 'en' | 'ms';
  oids: number[];
  /** The outlet proposed for new tickets; null with several outlets means the agent has to choose. */
  primaryOid: number | null;
  /** Whether the POS knows this phone. */
  isInPos: boolean;
  /** Shown first on the phone page. */
  isFeatured: boolean;
  email: string | null;
  /** Has said yes to offers, or no to everything automatic. */
  hasOptedIn: boolean;
  hasOptedOut: boolean;
  /** Pays for the outlets, whoever else speaks for them. */
  isPayer: boolean;
  /** Has never written: hears of renewals, and may answer. */
  isQuiet: boolean;
}

/** The whole cast of the demo. */
export interface DemoWorld {
  franchises: DemoFranchise[];
  outlets: DemoOutlet[];
  people: DemoPerson[];
}
