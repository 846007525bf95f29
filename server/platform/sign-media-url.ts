import { createHmac, timingSafeEqual } from 'node:crypto';

/** Long enough to look at a thread, short enough that a copied address is worthless tomorrow. */
const VALID_MS = 5 * 60_000;
/** Half of the hash opens the file, the other half tells its name as well. */
const HALF = 16;
let secret: string | undefined;

/** Sets the key that signs media addresses (derived from SESSION_SECRET in main). */
export function useMediaSecret(value: string): void {
  secret = value;
}

/**
 * `/media/<tenant>/<message>?e=<expiry>&s=<signature>&n=<signature of the name>`, relative to the server. Rounded up, so that a browser
 * may cache it. Without `n` the file is served under a name without personal data.
 */
export function signMediaUrl(tenantId: string, messageId: string, now: Date): string {
  const expires = Math.ceil((now.getTime() + VALID_MS) / 300_000) * 300;
  const [file, name] = signatures(tenantId, messageId, expires);
  return `/media/${tenantId}/${messageId}?e=${expires}&s=${file.toString('base64url')}&n=${name.toString('base64url')}`;
}

/** One of our addresses as people without the right to personal data get it; null for any other text. */
export function withoutMediaName(url: string): string | null {
  const [, address = null, tenantId = '', messageId = '', expires = '', given = ''] =
    /^(\/media\/(\d+)\/(\d+)\?e=(\d+)&s=([\w-]{22}))(?:&n=[\w-]{22})?$/.exec(url) ?? [];
  return address !== null && isSame(signatures(tenantId, messageId, Number(expires))[0], given) ? address : null;
}

/** Whether the address was signed by us, as it is, and has not expired (`file`), and whether it tells the file's name (`name`). */
export function checkMediaUrl(
  tenantId: string,
  messageId: string,
  { expires, file, name }: { expires: number; file: string; name: string },
  now: Date,
): { file: boolean; name: boolean } {
  if (!Number.isSafeInteger(expires) || expires * 1000 < now.getTime()) return { file: false, name: false };
  const [ofFile, ofName] = signatures(tenantId, messageId, expires);
  const isNamed = name !== '' && isSame(ofName, name);
  return { file: isSame(ofFile, file) && (isNamed || name === ''), name: isNamed };
}

function isSame(expected: Buffer, given: string): boolean {
  const actual = Buffer.from(given, 'base64url');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function signatures(tenantId: string, messageId: string, expires: number): [Buffer, Buffer] {
  if (!secret) throw new Error('useMediaSecret was not called');
  const hash = createHmac('sha256', secret).update(`media:${tenantId}:${messageId}:${expires}`).digest();
  return [hash.subarray(0, HALF), hash.subarray(HALF)];
}
