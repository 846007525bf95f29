import { z } from 'zod';
import { cursorSchema, idSchema, type Instant } from './paging.ts';

export const POS_RUN_STATES = ['reading', 'comparing', 'held', 'applying', 'done', 'failed', 'discarded'] as const;
export type PosRunState = (typeof POS_RUN_STATES)[number];
export const POS_CHANGE_KINDS = ['added', 'changed', 'vanished', 'returned', 'reparented'] as const;
export type PosChangeKind = (typeof POS_CHANGE_KINDS)[number];

/** One load of the POS's lists (POS-01, POS-13, POS-15). */
export interface PosRunView {
  id: string;
  kind: 'full' | 'incremental';
  cause: 'schedule' | 'import' | 'admin' | 'unknown_outlet' | 'push';
  startedBy: string | null;
  state: PosRunState;
  listedFranchises: number;
  listedOutlets: number;
  counts: Record<PosChangeKind, number>;
  rejected: number;
  /** of those: rows without a readable number, of whichever outlet; with one of them a full load finds nothing vanished */
  unnamed: number;
  duplicates: number;
  contacts: number;
  /** false: a full load that did not look for what vanished, for a row it could not use may be any outlet */
  hasLooked: boolean;
  /** share of the known outlets it would change, 0 to 1; null before it is compared */
  share: number | null;
  error: string | null;
  startedAt: Instant;
  finishedAt: Instant | null;
  decidedBy: string | null;
}
export interface PosChangeView {
  id: string;
  entity: 'franchise' | 'outlet';
  key: string;
  name: string;
  kind: PosChangeKind;
  /** only what differs */
  before: Record<string, string | number | null> | null;
  after: Record<string, string | number | null> | null;
}
export interface PosRejectView {
  id: string;
  entity: 'franchise' | 'outlet' | 'contact';
  key: string | null;
  /** word key `reject.<reason>`: unreadable, no_number, no_name, unknown_franchise, duplicate, bad_phone, erased, bad_date, bad_zone, bad_amount */
  reason: string;
  field: string | null;
  raw: string;
}
export interface PosStatus {
  /** false: no POS is configured */
  isConfigured: boolean;
  /** false: the circuit is open after failures in a row */
  isAvailable: boolean;
  lastGood: PosRunView | null;
  running: PosRunView | null;
  held: PosRunView | null;
  nextAt: Instant | null;
  holdShare: number;
  deadLetters: number;
}
export const startPosRunInput = z.object({ kind: z.enum(['full', 'incremental']).default('full') });
export const posRunInput = z.object({ runId: idSchema });
export const listPosRunsInput = z.object({ limit: z.number().int().min(1).max(100).default(20), cursor: cursorSchema.nullish() });
export const listPosChangesInput = posRunInput.extend({
  kind: z.enum(POS_CHANGE_KINDS).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: cursorSchema.nullish(),
});
export const listPosRejectsInput = posRunInput.extend({ limit: z.number().int().min(1).max(200).default(50), cursor: cursorSchema.nullish() });
export const setHoldShareInput = z.object({ share: z.number().min(0.01).max(1) });

/** What is wrong with what we hold (POS-13, ANALYT-26). Lists carry the first few; counts are whole. */
export interface DataQuality {
  asOf: Instant;
  lastRunId: string | null;
  /** outlets and franchises we know, and the POS no longer lists */
  vanished: { count: number; outlets: { oid: string; name: string; since: Instant }[] };
  /** the newest full loads that did not look for vanished outlets, for rows they could not use may be any of them, and when one did last; null: the newest did */
  notLooked: { loads: number; since: Instant | null } | null;
  /** per franchise: outlets we hold against outlets the POS listed last; only where they differ */
  drift: { fid: string; name: string; here: number; there: number }[];
  orphanContacts: { count: number; contacts: { id: string; name: string; phone: string | null }[] };
  duplicateOids: { count: number; oids: string[] };
  /** outlets nobody can be written to about */
  unreachable: { count: number; outlets: { oid: string; name: string; dueOn: string | null }[] };
  noExpiry: { count: number; outlets: { oid: string; name: string }[] };
  /** outlets whose newest cycle was paid days ago, and whose expiry at the POS is over all the same */
  coveredButExpired: { count: number; outlets: { oid: string; name: string; dueOn: string }[] };
  /** outlets whose last row could not be used and says a later end than we hold: their reminders wait */
  toldLater: { count: number; outlets: { oid: string; name: string; dueOn: string; toldOn: string }[] };
  staleLinks: number;
  /** reminder caps over the last 90 days: cycles, and those that broke a cap (there should be none) */
  caps: { cycles: number; broken: { renewalId: string; outletName: string; attempts: number }[] };
}
