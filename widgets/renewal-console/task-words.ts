import { sayIn } from '../core/say-in.ts';
import type { Say } from '../core/words.ts';

const english = {
  whose: 'Whose tasks',
  mine: 'My tasks',
  all: 'All tasks',
  late: 'Overdue',
  today: 'Today',
  later: 'Later',
  loading: 'Loading tasks',
  failed: 'The tasks could not be loaded',
  failedHint: 'Something went wrong on our side. Try again.',
  offline: 'No connection. Try again when you are back online.',
  noneMine: 'Nothing for you to do',
  noneMineHint: 'Calls and e-mails that are yours appear here, when WhatsApp cannot reach a merchant or a colleague asks you to follow up.',
  none: 'No open tasks',
  noneHint: 'When WhatsApp cannot reach a merchant, a call or an e-mail appears here.',
  showAll: 'Show all tasks',
  nobody: 'Nobody',
  call: 'Call',
  write: 'Write',
  log: 'Log a call',
  finish: 'Done: {outlet}',
  reopen: 'Not done',
  result: 'What came of it',
  note: 'Note',
  again: 'Follow up on',
  save: 'Save',
} as const;

const malay: Record<keyof typeof english, string> = {
  whose: 'Tugasan siapa',
  mine: 'Tugasan saya',
  all: 'Semua tugasan',
  late: 'Lewat',
  today: 'Hari ini',
  later: 'Kemudian',
  loading: 'Memuatkan tugasan',
  failed: 'Tugasan tidak dapat dimuatkan',
  failedHint: 'Ada masalah di pihak kami. Cuba lagi.',
  offline: 'Tiada sambungan. Cuba lagi apabila anda kembali dalam talian.',
  noneMine: 'Tiada apa-apa untuk anda buat',
  noneMineHint: 'Panggilan dan e-mel anda muncul di sini, apabila WhatsApp tidak dapat menghubungi peniaga atau rakan sekerja meminta susulan.',
  none: 'Tiada tugasan terbuka',
  noneHint: 'Apabila WhatsApp tidak dapat menghubungi peniaga, panggilan atau e-mel muncul di sini.',
  showAll: 'Tunjuk semua tugasan',
  nobody: 'Tiada sesiapa',
  call: 'Telefon',
  write: 'Tulis',
  log: 'Catat panggilan',
  finish: 'Selesai: {outlet}',
  reopen: 'Belum selesai',
  result: 'Hasilnya',
  note: 'Nota',
  again: 'Susulan pada',
  save: 'Simpan',
};

/** What the tasks say. Fetched with them, in both languages. */
export function taskWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
