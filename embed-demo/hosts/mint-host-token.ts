import { createHmac } from 'node:crypto';
import type { HostTokenClaims } from '../../types/access.ts';
import type { DemoStaff } from '../seed/demo-staff.ts';

/**
 * Mints the short-lived token by which a host page's back end vouches for its signed-in user: HS256 with EMBED_SECRET, five
 * minutes. This is all a customer has to write on the server side; the claims are in types/access.ts.
 */
export function mintHostToken(staff: DemoStaff, secret: string, now: number = Date.now()): string {
  const iat = Math.floor(now / 1000);
  const claims: HostTokenClaims = {
    sub: staff.key,
    name: staff.name,
    email: staff.email,
    role: staff.role,
    scope: staff.scope,
    tenant: 'default',
    pii: staff.pii,
    aud: 'engage',
    iat,
    exp: iat + 300,
  };
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
}
