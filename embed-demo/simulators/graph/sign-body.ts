import { createHmac } from 'node:crypto';

/** The value of `X-Hub-Signature-256`: `sha256=` and the HMAC-SHA256 of the raw bytes under the app secret, lowercase hex. */
export function signBody(body: Uint8Array | string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}
