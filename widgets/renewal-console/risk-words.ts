import { sayIn } from '../core/say-in.ts';
import type { Say } from '../core/words.ts';

const english = {
  about: 'Merchants with at least {count} of these signs:',
  aboutAll: 'Merchants with all of these signs:',
  signs: 'an overdue renewal, {tickets} tickets or more within 30 days, a ticket that was reopened.',
  set: 'Set these numbers in Settings',
  total: '{count} at risk',
  most: 'The {shown} most at risk of {count}',
  loading: 'Loading merchants at risk',
  failed: 'The merchants at risk could not be loaded',
  failedHint: 'Something went wrong on our side. Try again.',
  offline: 'No connection. Try again when you are back online.',
  stale: 'This may be out of date: the last refresh failed.',
  retry: 'Try again',
  none: 'Nobody is at risk',
  noneHint: 'Merchants with enough of these signs appear here by themselves.',
  overdue: { one: 'Overdue {count} day · {amount}', other: 'Overdue {count} days · {amount}' },
  dueOn: 'Due {date}',
  tickets: { one: '{count} ticket in 30 days', other: '{count} tickets in 30 days' },
  reopened: { one: 'Reopened {count} time', other: 'Reopened {count} times' },
  score: '{count} of {all} signs',
  renewal: 'Open renewal',
  renewalOf: 'Open renewal: {outlet}',
  ticket: 'Open ticket',
  ticketOf: 'Open ticket {reference}: {outlet}',
} as const;

const malay: Record<keyof typeof english, string> = {
  about: 'Peniaga dengan sekurang-kurangnya {count} daripada tanda ini:',
  aboutAll: 'Peniaga dengan kesemua tanda ini:',
  signs: 'pembaharuan tertunggak, {tickets} tiket atau lebih dalam 30 hari, tiket yang dibuka semula.',
  set: 'Tetapkan nombor ini dalam Tetapan',
  total: '{count} berisiko',
  most: '{shown} paling berisiko daripada {count}',
  loading: 'Memuatkan peniaga berisiko',
  failed: 'Peniaga berisiko tidak dapat dimuatkan',
  failedHint: 'Ada masalah di pihak kami. Cuba lagi.',
  offline: 'Tiada sambungan. Cuba lagi apabila anda kembali dalam talian.',
  stale: 'Paparan ini mungkin lapuk: muat semula terakhir gagal.',
  retry: 'Cuba lagi',
  none: 'Tiada sesiapa berisiko',
  noneHint: 'Peniaga yang cukup tandanya muncul di sini dengan sendirinya.',
  overdue: 'Tertunggak {count} hari · {amount}',
  dueOn: 'Tarikh akhir {date}',
  tickets: '{count} tiket dalam 30 hari',
  reopened: 'Dibuka semula {count} kali',
  score: '{count} daripada {all} tanda',
  renewal: 'Buka pembaharuan',
  renewalOf: 'Buka pembaharuan: {outlet}',
  ticket: 'Buka tiket',
  ticketOf: 'Buka tiket {reference}: {outlet}',
};

/** What the merchants at risk are told in. Fetched with them, in both languages. */
export function riskWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
