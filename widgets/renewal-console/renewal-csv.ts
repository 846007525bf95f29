import type { RenewalRow } from '../../types/renewals.ts';

/** Column heads, in order; the same in every language, so that a sheet made from the file goes on working. */
const HEADS = [
  'oid',
  'outlet',
  'fid',
  'franchise',
  'person',
  'phone',
  'due_on',
  'days_left',
  'amount',
  'currency',
  'status',
  'outcome',
  'paid_on',
  'attempts',
  'last_step',
  'last_result',
  'last_at',
  'next_step',
  'next_at',
  'next_reason',
  'owner',
  'open_tasks',
] as const;

/**
 * Renewals as a CSV file (RFC 4180, UTF-8 with a mark so that spreadsheets read names right). A text that a spreadsheet would take for a
 * formula is kept a text.
 */
export function renewalCsv(rows: readonly RenewalRow[]): string {
  const lines = rows.map((row) =>
    [
      row.oid,
      row.outletName,
      row.fid,
      row.franchiseName,
      row.contact?.name,
      row.contact?.phone,
      row.dueOn,
      row.daysLeft,
      row.price.amount,
      row.price.currency,
      row.status,
      row.outcome,
      row.paidOn,
      row.attempts,
      row.last?.step,
      row.last?.result,
      row.last?.at,
      row.next?.step,
      row.next?.at,
      row.next?.reason,
      row.owner?.name,
      row.openTasks,
    ].map(cell),
  );
  return `\ufeff${[HEADS, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
