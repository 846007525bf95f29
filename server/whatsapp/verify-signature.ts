import { createHmac, timingSafeEqual } from 'node:crypto';

const FORM = /^sha256=([0-9a-f]{64})$/i;

/**
 * Checks Meta's `X-Hub-Signature-256` over the raw bytes (never over re-serialised JSON: the wire form is escaped unicode).
 * All secrets are always tried, each in constant time, so that the answer's timing says nothing.
 */
export function verifySignature(body: Buffer, header: string, secrets: readonly string[]): boolean {
  const given = FORM.exec(header)?.[1];
  if (!given) return false;
  const signature = Buffer.from(given, 'hex');
  let valid = false;
  for (const secret of secrets) {
    const same = timingSafeEqual(createHmac('sha256', secret).update(body).digest(), signature);
    valid = same || valid;
  }
  return valid;
}
