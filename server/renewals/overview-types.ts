import type { RenewalOutcome, RenewalStatus } from '../../types/renewals.ts';

/** Renewals that are alike, counted: of one due date, one end, one currency, paid equally early or late. */
export interface RenewalGroup {
  due_date: string;
  status: RenewalStatus;
  outcome: RenewalOutcome | null;
  currency: string;
  /** paid by the due date, within seven days after it, later; `no`: not paid */
  paid: 'early' | 'in_time' | 'late' | 'no';
  n: number;
  amount: number;
}
