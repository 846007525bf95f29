import { decideExpiryChange } from './decide-expiry-change.ts';
import { zoneDayOf } from './decide-zone-time.ts';
import type { OutletTerms } from './refresh-types.ts';

/** A cycle of an outlet, open or settled. */
export interface KnownCycle {
  id: string;
  due_date: string;
  status: 'due' | 'paid' | 'failed' | 'cancelled';
  outcome: string | null;
  reason: string | null;
  settled_at: Date | null;
  settled_by_user_id: string | null;
  evidence: Readonly<Record<string, unknown>> | null;
}

/** What becomes of an outlet's cycles: settled ones open again, ones that are none any more cancelled, ones a person has to look at. */
export interface Reopening {
  reopen: string[];
  cancel: string[];
  tell: string[];
}

/** why the system cancelled a cycle that may come back */
export const TAKEN_BACK = 'payment_taken_back';
/** a date that lies less than so many days on is the same cycle, corrected */
const SAME_CYCLE_DAYS = 20;
/** what we were told before the POS's lists said it is held against the lists only after so long */
const RIPE_MS = 86_400_000;

/**
 * What we concluded from the POS holds as long as the POS says it. A payment we had concluded is taken back when the expiry is at or
 * before its due date again: that cycle is open, the ones after it are none. A cycle cancelled because the outlet was closed is open again
 * with the outlet. What staff said stays; when the POS says otherwise for too long, a person is told. `rows`: by their days, oldest first.
 */
export function decideReopening(
  outlet: OutletTerms,
  rows: readonly KnownCycle[],
  at: { now: Date; today: string; runId: string | null; cycleMonths: number; failedAfterDays: number },
): Reopening {
  const { expiresOn } = outlet;
  const none: Reopening = { reopen: [], cancel: [], tell: [] };
  if (expiresOn === null || outlet.status === 'closed' || outlet.isMissing) return none;
  const real = rows.filter(({ reason }) => reason !== TAKEN_BACK);
  const last = real.at(-1);
  const isListed = ({ settled_at: settledAt, evidence, due_date: dueOn }: KnownCycle): boolean => {
    const isTold = evidence?.['kind'] === 'pos_push' || evidence?.['asked'] !== undefined;
    if (!isTold || real.some((row) => row.due_date > dueOn)) return true;
    return at.runId !== null && settledAt !== null && at.now.getTime() - settledAt.getTime() > RIPE_MS;
  };
  const changeOf = (dueOn: string): string => decideExpiryChange({ dueOn, expiresOn, status: outlet.status, cycleMonths: at.cycleMonths });
  const open = rows.filter(({ status, outcome }) => (status === 'due' || status === 'failed') && outcome !== 'lost');
  const taken = rows.filter((row) => isConcluded(row) && row.due_date >= expiresOn && isListed(row));
  const target =
    rows.find((row) => isOurs(row) && row.due_date === expiresOn && isListed(row)) ??
    taken[0] ??
    (last && open.length === 0 && isOurs(last) && changeOf(last.due_date) === 'moved' && isListed(last) ? last : undefined);
  const tell = real.filter((row) => isDoubted(row)).map(({ id }) => id);
  if (!target) return { ...none, tell };
  const others = taken.filter((row) => row !== target);
  // those the new date pays for are settled as paid by the refresh that follows
  const ended = open.filter((row) => changeOf(row.due_date) !== 'paid');
  return {
    reopen: [target, ...others].map(({ id }) => id),
    cancel: [...others, ...ended].map(({ id }) => id),
    tell: target.status === 'paid' ? [...tell, target.id] : tell,
  };

  function isDoubted(row: KnownCycle): boolean {
    if (expiresOn === null || row.status !== 'paid' || taken.includes(row)) return false;
    if (row.due_date >= expiresOn && real.some((other) => other.due_date > row.due_date)) return !isConcluded(row);
    const since = row.due_date > expiresOn ? row.due_date : expiresOn;
    return row === last && zoneDayOf(expiresOn) - zoneDayOf(row.due_date) < SAME_CYCLE_DAYS && zoneDayOf(at.today) - zoneDayOf(since) > at.failedAfterDays;
  }
}

/** Paid, and nobody said so: concluded from an expiry, or told by the POS. */
function isConcluded({ status, settled_by_user_id: by, evidence }: KnownCycle): boolean {
  return status === 'paid' && by === null && (evidence?.['kind'] === 'expiry_moved' || evidence?.['kind'] === 'pos_push');
}

/** Cancelled by the system for what the POS said. */
function isOurs({ status, settled_by_user_id: by, reason }: KnownCycle): boolean {
  return status === 'cancelled' && by === null && (reason === 'outlet_closed' || reason === TAKEN_BACK);
}
