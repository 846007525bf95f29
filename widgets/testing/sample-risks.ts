import type { RiskList, RiskRow } from '../../types/risk.ts';

/** `YYYY-MM-DD`, so many days ago in Kuala Lumpur. */
const daysAgo = (days: number): string => new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);

/** A merchant with all three signs. */
function sampleRisk(given: Partial<RiskRow> = {}): RiskRow {
  return {
    oid: '8803',
    outletName: 'Restoran Mewah Cheras',
    fid: '123',
    franchiseName: 'Restoran Mewah',
    score: 3,
    overdue: { renewalId: '3003', dueOn: daysAgo(12), days: 12, amount: '588.50', currency: 'MYR' },
    tickets: 6,
    reopened: 2,
    ticket: { id: '4182', reference: 'TKT-2026-004182' },
    ...given,
  };
}

/** Merchants at risk: with every sign, and with each pair of them. */
export function sampleRisks(given: Partial<RiskList> = {}): RiskList {
  const rows = given.rows ?? [
    sampleRisk(),
    sampleRisk({
      oid: '8807',
      outletName: 'Bubble Time Johor Bahru City Square',
      fid: '122',
      franchiseName: 'Bubble Time',
      score: 2,
      overdue: { renewalId: '3007', dueOn: daysAgo(1), days: 1, amount: '1200.00', currency: 'MYR' },
      reopened: null,
      ticket: null,
    }),
    sampleRisk({
      oid: '8811',
      outletName: 'Nasi Ayam Haji Shah Alam 2',
      fid: '121',
      franchiseName: null,
      score: 2,
      overdue: null,
      tickets: 14,
      reopened: 1,
      ticket: { id: '4190', reference: 'TKT-2026-004190' },
    }),
  ];
  return { asOf: new Date().toISOString(), threshold: 2, ticketsPerMonth: 5, total: rows.length, rows, ...given };
}
