import { createHmac } from 'node:crypto';

/** What is kept of an erased person's number (SEC-03): enough to know it again when the POS names it, and nobody's number without the tenant's key. E.164 in. */
export function digestPhone(key: string, phone: string): string {
  return createHmac('sha256', key).update(phone).digest('hex');
}
