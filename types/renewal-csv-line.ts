import type { RenewalRow } from './renewals.ts';

type Cell = string | number | null;

const COLUMNS: readonly (readonly [name: string, cell: (row: RenewalRow) => Cell])[] = [
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

/** A renewal as a line of CSV (RFC 4180, CRLF); without one the line of names. Days and times are ISO 8601. */
export function renewalCsvLine(row?: RenewalRow): string {
  return `${COLUMNS.map(([name, cell]) => cellText(row ? cell(row) : name)).join(',')}\r\n`;
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP): names come from outside. Numbers are ours. */
function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^\s*[=+\-@\t\r\n|%＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
