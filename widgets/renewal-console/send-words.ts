import { sayIn } from '../core/say-in.ts';
import type { Say } from '../core/words.ts';

const english = {
  title: 'Send reminders now',
  toldTitle: 'What was left out, and why',
  counting: 'Counting who would be written to',
  failed: 'What would be sent could not be worked out',
  failedHint: 'Something went wrong on our side. Nothing was sent. Try again.',
  offline: 'No connection. Nothing was sent; try again when you are back online.',
  selected: 'Chosen',
  left: 'Will be reminded',
  who: 'Show which',
  andMore: 'and {count} more',
  sum: '{renewals}, {messages} {people}.',
  'sum.renewals': { one: '{count} renewal', other: '{count} renewals' },
  'sum.messages': { one: 'in {count} message', other: 'in {count} messages' },
  'sum.people': { one: 'to {count} person', other: 'to {count} people' },
  startsNow: 'The first one goes at once, the others one after the other. Each is checked once more right before it goes.',
  startsAt: 'The first one goes on {at} ({left}), when the hours for messages begin. Each is checked once more right before it goes.',
  nothing: 'Nobody is left to write to. Choose others, or call.',
  sample: 'As {name} ({outlet}) sees it, in {language}',
  send: { one: 'Send {count} message', other: 'Send {count} messages' },
  sendNone: 'Send',
  cancel: 'Cancel',
  close: 'Close',
} as const;

const malay: Record<keyof typeof english, string> = {
  title: 'Hantar peringatan sekarang',
  toldTitle: 'Apa yang ditinggalkan, dan sebabnya',
  counting: 'Mengira siapa yang akan dihubungi',
  failed: 'Tidak dapat mengira apa yang akan dihantar',
  failedHint: 'Ada masalah di pihak kami. Tiada apa-apa dihantar. Cuba lagi.',
  offline: 'Tiada sambungan. Tiada apa-apa dihantar; cuba lagi apabila anda kembali dalam talian.',
  selected: 'Dipilih',
  left: 'Akan diingatkan',
  who: 'Tunjuk yang mana',
  andMore: 'dan {count} lagi',
  sum: '{renewals}, {messages} {people}.',
  'sum.renewals': '{count} pembaharuan',
  'sum.messages': 'dalam {count} mesej',
  'sum.people': 'kepada {count} orang',
  startsNow: 'Yang pertama dihantar serta-merta, yang lain satu demi satu. Setiap satu disemak sekali lagi sebelum dihantar.',
  startsAt: 'Yang pertama dihantar pada {at} ({left}), apabila waktu menghantar mesej bermula. Setiap satu disemak sekali lagi sebelum dihantar.',
  nothing: 'Tiada sesiapa lagi untuk dihubungi. Pilih yang lain, atau telefon.',
  sample: 'Seperti yang dilihat oleh {name} ({outlet}), dalam bahasa {language}',
  send: 'Hantar {count} mesej',
  sendNone: 'Hantar',
  cancel: 'Batal',
  close: 'Tutup',
};

/** What the dialog before a bulk "send now" says. Fetched with it, in both languages. */
export function sendWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
