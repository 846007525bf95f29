import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares a secret somebody gives with the one that is expected, in a time that tells nothing about either. */
export function isSameText(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
