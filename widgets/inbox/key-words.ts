import { sayIn } from '../core/say-in.ts';
import type { Say } from '../core/words.ts';

const english = {
  title: 'Keyboard shortcuts',
  next: 'Next ticket',
  previous: 'Previous ticket',
  open: 'Open the ticket',
  search: 'Search',
  reply: 'Reply',
  note: 'Write a note',
  resolve: 'Resolve',
  assign: 'Assign',
  facts: 'Show or hide details',
  back: 'Back',
  help: 'This list',
  send: 'Send',
  newline: 'New line',
  single: 'Shortcuts of a single key',
  hint: 'They work while the inbox has the focus, and never while you type.',
} as const;

const malay: Record<keyof typeof english, string> = {
  title: 'Pintasan papan kekunci',
  next: 'Tiket seterusnya',
  previous: 'Tiket sebelumnya',
  open: 'Buka tiket',
  search: 'Cari',
  reply: 'Balas',
  note: 'Tulis nota',
  resolve: 'Selesaikan',
  assign: 'Tugaskan',
  facts: 'Tunjuk atau sembunyi butiran',
  back: 'Kembali',
  help: 'Senarai ini',
  send: 'Hantar',
  newline: 'Baris baharu',
  single: 'Pintasan satu kekunci',
  hint: 'Berfungsi semasa peti masuk aktif, bukan semasa anda menaip.',
};

/** What the keyboard help says. Fetched with it, in both languages. */
export function keyWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
