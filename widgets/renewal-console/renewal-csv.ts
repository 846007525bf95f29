import type { RenewalRow } from '../../types/renewals.ts';

const COLUMNS: readonly (readonly [name: string, cell: (row: RenewalRow) => string | number | null])[] = [
  ['renewal', (row) => row.id],
  ['outlet_number', (row) => row.oid],
  ['outlet', (row) => row.outletName],
  ['franchise_number', (row) => row.fid],
  ['franchise', (row) => row.franchiseName],
  ['outlet_status', (row) => row.outletStatus],
  ['person', (row) => row.contact?.name ?? null],
  ['phone', (row) => row.contact?.phone ?? null],
  ['owner', (row) => row.owner?.name ?? null],
  ['due_on', (row) => row.dueOn],
  ['days_left', (row) => row.daysLeft],
  ['amount', (row) => row.price.amount],
  ['currency', (row) => row.price.currency],
  ['status', (row) => row.status],
  ['outcome', (row) => row.outcome],
  ['paid_on', (row) => row.paidOn],
  ['attempts', (row) => row.attempts],
  ['last_channel', (row) => row.last?.channel ?? null],
  ['last_step', (row) => row.last?.step ?? null],
  ['last_result', (row) => row.last?.result ?? null],
  ['last_at', (row) => row.last?.at ?? null],
  ['next_step', (row) => row.next?.step ?? null],
  ['next_at', (row) => row.next?.at ?? null],
  ['next_reason', (row) => row.next?.reason ?? null],
  ['answered_at', (row) => row.answeredAt],
  ['snoozed_until', (row) => row.snoozedUntil],
  ['open_tasks', (row) => row.openTasks],
];

/**
 * Renewals somebody ticked as a CSV file, written as the server writes whole lists (`GET /api/renewals/export`): RFC 4180, UTF-8 with a
 * mark so that spreadsheets read names right. A text that a spreadsheet would take for a formula is kept a text.
 */
export function renewalCsv(rows: readonly RenewalRow[]): string {
  const lines = rows.map((row) => COLUMNS.map(([, of]) => cell(of(row))));
  return `\ufeff${[COLUMNS.map(([name]) => name), ...lines].map((line) => `${line.join(',')}\r\n`).join('')}`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^\s*[=+\-@\t\r\n|%＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n\t;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
