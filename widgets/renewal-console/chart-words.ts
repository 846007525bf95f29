import { sayIn } from '../core/say-in.ts';
import type { Say } from '../core/words.ts';

const english = {
  title: 'Week by week',
  paidAlone: 'Paid without us',
  recovered: 'Recovered',
  open: 'Still open',
  lost: 'Lost',
  due: 'Due',
  asTable: 'Show as table',
  asChart: 'Show as chart',
  choose: 'Week',
  weekOf: 'Week of',
  week: { one: 'Week of {week}: {count} due', other: 'Week of {week}: {count} due' },
  summary: 'Of {due} renewals due in {weeks} weeks, {paid} are paid.',
  none: 'Once renewals have come due, their weeks appear here.',
} as const;

const malay: Record<keyof typeof english, string> = {
  title: 'Minggu demi minggu',
  paidAlone: 'Dibayar tanpa kami',
  recovered: 'Dipulihkan',
  open: 'Belum selesai',
  lost: 'Hilang',
  due: 'Perlu dibayar',
  asTable: 'Tunjuk sebagai jadual',
  asChart: 'Tunjuk sebagai carta',
  choose: 'Minggu',
  weekOf: 'Minggu bermula',
  week: 'Minggu {week}: {count} perlu dibayar',
  summary: 'Daripada {due} pembaharuan dalam {weeks} minggu, {paid} sudah dibayar.',
  none: 'Apabila ada pembaharuan yang tiba masanya, minggunya muncul di sini.',
};

/** What the weekly chart says. Fetched with it, in both languages. */
export function chartWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
