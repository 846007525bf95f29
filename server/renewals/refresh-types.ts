import type { RenewalSettings } from '../../types/renewal-settings.ts';
import type { BillingWords } from './decide-billing.ts';

/** What a refresh did. `changed`: price, franchise or recipient; `decisions`: rows of the log behind Explain. */
export interface RefreshReport {
  created: number;
  /** settled ones that the POS does not bear out any more */
  reopened: number;
  paid: number;
  moved: number;
  cancelled: number;
  failed: number;
  lost: number;
  changed: number;
  decisions: number;
}

/** What every page of a refresh is told. `today` is the company's day. */
export interface RefreshFrame {
  settings: RenewalSettings;
  today: string;
  runId: string | null;
  /** when the POS told what is followed, in the calendar of renewals: a load may have waited for days since; null: not known */
  toldAt: Date | null;
}

/** What the POS and staff say of an outlet's subscription. */
export interface OutletTerms {
  oid: string;
  fid: string;
  status: 'active' | 'suspended' | 'closed';
  expiresOn: string | null;
  isMissing: boolean;
  pos: BillingWords;
  staff: BillingWords | null;
}
