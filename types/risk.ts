import type { Instant } from './paging.ts';

/**
 * A merchant who may be lost (ANALYT-25, G-03): how many signs speak for it. So far three: an overdue renewal, many tickets within 30 days, a
 * ticket that was reopened. Null: no such sign.
 */
export interface RiskRow {
  oid: string;
  outletName: string;
  fid: string;
  franchiseName: string | null;
  /** signs that are there, 1 to 3 */
  score: number;
  overdue: { renewalId: string; dueOn: string; days: number; amount: string; currency: string } | null;
  /** tickets begun within the last 30 days, from `ticketsPerMonth` on */
  tickets: number | null;
  /** how often tickets somebody wrote in within the last 30 days were reopened */
  reopened: number | null;
  /** the open ticket of the outlet with the newest message */
  ticket: { id: string; reference: string } | null;
}

/** Those within the caller's scope with `threshold` signs or more: most signs first, then the longest overdue; 200 at most, `total` of them. */
export interface RiskList {
  asOf: Instant;
  threshold: number;
  ticketsPerMonth: number;
  total: number;
  rows: RiskRow[];
}
