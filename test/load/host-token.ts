import { createHmac } from 'node:crypto';
import type { Scope } from '../../types/access.ts';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The ten-minute token a host page's back end would mint for a person. */
export function hostToken(secret: string, person: { sub: string; name: string; role: 'agent' | 'renewal' | 'supervisor' | 'admin'; scope: Scope }): string {
  const now = Math.floor(Date.now() / 1000);
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...person, tenant: 'default', aud: 'engage', iat: now, exp: now + 600 })}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
