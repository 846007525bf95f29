import type { OutletStatus } from '../../types/outlets.ts';

/** A row of `outlet` with its franchise's name. */
export interface OutletRow {
  oid: string;
  fid: string;
  name: string;
  franchise_name: string;
  status: OutletStatus;
  timezone: string;
  expiry_date: string | null;
  address: unknown;
}
