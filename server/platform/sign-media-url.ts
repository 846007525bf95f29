import { createHmac, timingSafeEqual } from 'node:crypto';

/** Long enough to look at a thread, short enough that a copied address is worthless tomorrow. */
const VALID_MS = 5 * 60_000;
let secret: string | undefined;

/** Sets the key that signs media addresses (derived from SESSION_SECRET in main). */
export function useMediaSecret(value: string): void {
  secret = value;
}

/** `/media/<tenant>/<message>?e=<expiry>&s=<signature>`, relative to the server. Rounded up, so that a browser may cache it. */
export function signMediaUrl(tenantId: string, messageId: string, now: Date): string {
  const expires = Math.ceil((now.getTime() + VALID_MS) / 300_000) * 300;
  return `/media/${tenantId}/${messageId}?e=${expires}&s=${signature(tenantId, messageId, expires)}`;
}

/** True when the address was signed by us and has not expired. */
export function isSignedMediaUrl(tenantId: string, messageId: string, expires: number, given: string, now: Date): boolean {
  if (!Number.isSafeInteger(expires) || expires * 1000 < now.getTime()) return false;
  const expected = Buffer.from(signature(tenantId, messageId, expires));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function signature(tenantId: string, messageId: string, expires: number): string {
  if (!secret) throw new Error('useMediaSecret was not called');
  return createHmac('sha256', secret).update(`media:${tenantId}:${messageId}:${expires}`).digest('base64url');
}
