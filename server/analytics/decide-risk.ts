import type { RenewalSettings } from '../../types/renewal-settings.ts';
import type { RiskRow } from '../../types/risk.ts';

/** What is known of an outlet that may matter. */
export interface RiskFacts {
  oid: string;
  overdue: RiskRow['overdue'];
  /** tickets begun within 30 days */
  tickets: number;
  /** times a ticket that is not older was reopened */
  reopened: number;
}

/** The signs of one outlet, each counting one (G-03); null below the threshold. */
export type Risk = Pick<RiskRow, 'oid' | 'score' | 'overdue' | 'tickets' | 'reopened'>;

/** Whether an outlet is at high risk, and why. */
export function decideRisk(facts: RiskFacts, { threshold, ticketsPerMonth }: RenewalSettings['risk']): Risk | null {
  const tickets = facts.tickets >= ticketsPerMonth ? facts.tickets : null;
  const reopened = facts.reopened > 0 ? facts.reopened : null;
  const score = [facts.overdue, tickets, reopened].filter((sign) => sign !== null).length;
  return score >= threshold ? { oid: facts.oid, score, overdue: facts.overdue, tickets, reopened } : null;
}

/** Most signs first, then the longest overdue, the most tickets, the lowest outlet: the same list in any order of asking. */
export function compareRisks(one: Risk, other: Risk): number {
  return (
    other.score - one.score ||
    (other.overdue?.days ?? 0) - (one.overdue?.days ?? 0) ||
    (other.tickets ?? 0) - (one.tickets ?? 0) ||
    (other.reopened ?? 0) - (one.reopened ?? 0) ||
    one.oid.length - other.oid.length ||
    (one.oid < other.oid ? -1 : Number(one.oid > other.oid))
  );
}
