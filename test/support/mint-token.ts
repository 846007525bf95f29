import { SignJWT } from 'jose';
import type { PiiLevel, Role, Scope } from '../../types/access.ts';

/** Who the host page says is signed in; everything but the scope has a default. */
export interface TokenPerson {
  sub?: string;
  name?: string;
  email?: string;
  role?: Role;
  scope?: Scope;
  tenant?: string;
  pii?: PiiLevel;
  /** seconds from now; negative: expired already */
  expiresIn?: number;
  /** seconds the token lives, counted back from its expiry */
  life?: number;
  audience?: string;
}

/** A token as a host page's back end mints it. */
export async function mintToken(secret: string, person: TokenPerson = {}): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + (person.expiresIn ?? 300);
  const { sub = 'agent-1', name = 'Aina', role = 'agent', scope = { all: true as const }, tenant = 'default', email, pii } = person;
  return new SignJWT({ name, role, scope, tenant, ...(email ? { email } : {}), ...(pii ? { pii } : {}) })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(person.audience ?? 'engage')
    .setIssuedAt(exp - (person.life ?? 300))
    .setExpirationTime(exp)
    .sign(new TextEncoder().encode(secret));
}
