import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { decideBilling, decideBillingStart } from './decide-billing.ts';
import { decideExpiryChange } from './decide-expiry-change.ts';
import { decideLostAfter } from './decide-steps.ts';
import { zoneDayOf } from './decide-zone-time.ts';
import type { OutletTerms } from './refresh-types.ts';
import type { Settlement } from './settlement-types.ts';

/** Columns of an open renewal that follow the outlet. */
export interface FollowedColumns {
  due_date: string;
  cycle_start: string;
  amount: string;
  currency: string;
  source: 'pos' | 'computed';
  fid: string;
  contact_id: string | null;
}

/** An open renewal as the refresh meets it. */
export interface OpenRenewal extends FollowedColumns {
  id: string;
  oid: string;
  status: 'due' | 'failed';
  outcome: string | null;
}

/** What a refresh changes of an open renewal. Status and outcome only when the due date was corrected: what is not due yet has not failed. */
export type RefreshedColumns = Partial<FollowedColumns & Pick<OpenRenewal, 'status' | 'outcome'>>;

/** What a refresh finds about one open renewal: columns that are other ones now, and what it is settled as when they are written. */
export interface RefreshFinding {
  columns: RefreshedColumns;
  settlement: Settlement | null;
  /** the day moved on so far that a part was paid: what was said before was about another day */
  isNewRound?: true;
}

/** a move on by more days than these is a part of the price, not a correction */
const CORRECTION_DAYS = 20;

/**
 * What has become of an open renewal since the last load of the POS's lists: paid or closed, else moved, with the price and the person
 * of today, failed or given up when its time is over. `paidOn` is the day a payment found now counts for,
 * `toldAt` when the POS told it: what was sent later did not bring it.
 */
export function decideRefresh(
  renewal: OpenRenewal,
  outlet: OutletTerms,
  contactId: string | null,
  settings: RenewalSettings,
  at: { today: string; paidOn: string; runId: string | null; toldAt?: Date | null; isTaken(dueOn: string): boolean },
): RefreshFinding {
  const { due_date: dueOn } = renewal;
  const change = decideExpiryChange({ dueOn, expiresOn: outlet.expiresOn, status: outlet.status, cycleMonths: monthsOf(outlet, settings) });
  if (change === 'cancelled')
    return { columns: {}, settlement: { kind: 'cancelled', reason: 'outlet_closed', evidence: { kind: 'outlet_closed', runId: at.runId } } };
  if (change === 'paid') {
    const evidence = { kind: 'expiry_moved', from: dueOn, to: outlet.expiresOn, runId: at.runId };
    return { columns: {}, settlement: { kind: 'paid', paidOn: at.paidOn, evidence, ...(at.toldAt ? { paidAt: at.toldAt } : {}) } };
  }
  const isMoved = change === 'moved' && outlet.expiresOn !== null && !at.isTaken(outlet.expiresOn);
  const nowDue = isMoved && outlet.expiresOn !== null ? outlet.expiresOn : dueOn;
  const late = zoneDayOf(at.today) - zoneDayOf(nowDue);
  const isLost = late > decideLostAfter(settings);
  if (isLost && !isMoved && renewal.outcome === 'lost') return { columns: {}, settlement: null };
  const wanted = decideRefreshColumns(outlet, nowDue, contactId, settings);
  const columns: RefreshedColumns = {};
  for (const name of Object.keys(wanted) as (keyof FollowedColumns)[]) if (wanted[name] !== renewal[name]) Object.assign(columns, { [name]: wanted[name] });
  if (isMoved && !isLost && renewal.outcome !== null) columns.outcome = null;
  if (isMoved && renewal.status === 'failed' && late <= settings.failedAfterDays) columns.status = 'due';
  const round = isMoved && zoneDayOf(nowDue) - zoneDayOf(dueOn) > CORRECTION_DAYS ? { isNewRound: true as const } : {};
  if (isLost) return { columns, ...round, settlement: renewal.outcome === 'lost' ? null : { kind: 'lost' } };
  return { columns, ...round, settlement: late > settings.failedAfterDays && renewal.status === 'due' ? { kind: 'failed' } : null };
}

/** What a cycle of the outlet that ends on `dueOn` says. */
export function decideRefreshColumns(outlet: OutletTerms, dueOn: string, contactId: string | null, settings: RenewalSettings): FollowedColumns {
  const billing = decideBilling({ oid: outlet.oid, fid: outlet.fid, dueOn }, outlet.staff, outlet.pos, settings);
  return {
    due_date: dueOn,
    cycle_start: decideBillingStart(dueOn, billing.cycleMonths),
    amount: billing.amount,
    currency: billing.currency,
    source: billing.source,
    fid: outlet.fid,
    contact_id: contactId,
  };
}

function monthsOf(outlet: OutletTerms, settings: RenewalSettings): number {
  return outlet.staff?.cycleMonths ?? outlet.pos.cycleMonths ?? settings.cycleMonths;
}
