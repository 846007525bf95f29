import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';

const english = {
  title: 'Resolve this ticket?',
  hint: 'It leaves the open views. A message from the merchant within 72 hours opens it again.',
  notLinked: 'A ticket needs an outlet before it can be resolved. Choose it first.',
  unanswered: 'The merchant is still waiting for an answer.',
  yes: 'Resolve',
  locked: 'A ticket needs an outlet before it can be resolved. Your role cannot choose it: ask a support agent or a supervisor.',
} as const;

const malay: Record<keyof typeof english, string> = {
  title: 'Selesaikan tiket ini?',
  hint: 'Tiket keluar daripada senarai terbuka. Jika peniaga menulis dalam 72 jam, ia dibuka semula.',
  notLinked: 'Tiket perlu ada cawangan sebelum diselesaikan. Pilih cawangan dahulu.',
  unanswered: 'Peniaga masih menunggu jawapan.',
  yes: 'Selesaikan',
  locked: 'Tiket perlu cawangan sebelum boleh diselesaikan. Peranan anda tidak boleh memilihnya: minta ejen sokongan atau penyelia.',
};

/** What the question before resolving says. Fetched with it, in both languages. */
export function resolveWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
