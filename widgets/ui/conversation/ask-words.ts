import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';

const english = {
  body: 'Question',
  blank: 'Your question',
  button: 'Button {number}',
  hint: 'The merchant answers with one tap. Buttons without words are left out.',
  same: 'Two buttons say the same.',
  missing: 'Write the question and at least one button first',
  send: 'Send question',
  preview: 'What the merchant will read',
} as const;

const malay: Record<keyof typeof english, string> = {
  body: 'Soalan',
  blank: 'Soalan anda',
  button: 'Butang {number}',
  hint: 'Peniaga menjawab dengan satu ketikan. Butang kosong tidak dihantar.',
  same: 'Ada dua butang yang sama.',
  missing: 'Tulis soalan dan sekurang-kurangnya satu butang',
  send: 'Hantar soalan',
  preview: 'Mesej yang akan dibaca peniaga',
};

/** What the question with buttons says. Fetched with it, in both languages. */
export function askWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
