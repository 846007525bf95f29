import { sayIn } from '../core/say-in.ts';
import type { Say } from '../core/words.ts';

const english = {
  signIn: 'Sign in',
  signInTitle: 'Sign in to support',
  email: 'E-mail',
  password: 'Password',
  wrongPassword: 'E-mail or password is wrong. Check both and try again.',
  tooManyTries: 'Too many attempts. Wait a minute and try again.',
  unreachable: 'The server cannot be reached. Check the connection and try again.',
} as const;

const malay: Record<keyof typeof english, string> = {
  signIn: 'Log masuk',
  signInTitle: 'Log masuk ke sokongan',
  email: 'E-mel',
  password: 'Kata laluan',
  wrongPassword: 'E-mel atau kata laluan salah. Semak kedua-duanya dan cuba lagi.',
  tooManyTries: 'Terlalu banyak percubaan. Tunggu seminit dan cuba lagi.',
  unreachable: 'Pelayan tidak dapat dihubungi. Semak sambungan dan cuba lagi.',
};

/** What the sign-in form says. Fetched with it, in both languages. */
export function signInWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
