import { z } from 'zod';
import { idSchema } from './paging.ts';

export const OUTLET_STATUSES = ['active', 'suspended', 'closed'] as const;
export type OutletStatus = (typeof OUTLET_STATUSES)[number];

export interface OutletView {
  oid: string;
  fid: string;
  name: string;
  franchiseName: string;
  status: OutletStatus;
  timezone: string;
  /** YYYY-MM-DD, when the subscription ends */
  expiresOn: string | null;
  address: string | null;
}
/** One possible outlet of an unresolved ticket; `primary` was chosen before. */
export interface OutletCandidate {
  oid: string;
  fid: string;
  name: string;
  franchiseName: string;
  primary: boolean;
}
export const searchOutletsInput = z.object({ query: z.string().trim().max(100), limit: z.number().int().min(1).max(50).default(20) });
export const linkOutletInput = z.object({
  ticketId: idSchema,
  oid: idSchema,
  /** also the default of this contact from now on */ remember: z.boolean().default(true),
});
