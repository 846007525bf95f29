import { createHash } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { MOST_TOKEN_CHARS } from '../../types/access.ts';
import { AppError } from '../platform/app-error.ts';
import type { Identity } from './access-types.ts';
import { findTenant } from './find-tenant.ts';
import { loadUser } from './load-user.ts';
import { recordHostUser } from './record-host-user.ts';
import { findSession } from './sessions.ts';
import { readSessionToken, SESSION_KEY_ID } from './session-token.ts';
import { trustedIdentities } from './trusted-identities.ts';
import { verifyHostToken } from './verify-host-token.ts';

/**
 * Who is behind a bearer token: a host page's (types/access.ts) or one of our own sign-in. Throws `unauthenticated`, or `too_large`.
 * An answer is remembered for 15 s and never longer than the token lives; calls of the same moment share one look-up.
 */
export async function authenticate(token: string, now: Date): Promise<Identity> {
  if (token.length > MOST_TOKEN_CHARS)
    throw new AppError('too_large', `The token is longer than ${MOST_TOKEN_CHARS} characters: its scope lists too many franchises or outlets.`, {
      mostChars: MOST_TOKEN_CHARS,
    });
  const key = createHash('sha256').update(token).digest('base64');
  const known = trustedIdentities.find(key, now.getTime());
  if (known) {
    const identity = await known;
    if (identity.expiresAt.getTime() > now.getTime()) return identity;
  }
  const identity = identify(token, now);
  trustedIdentities.keep(key, identity, now.getTime());
  return identity;
}

async function identify(token: string, now: Date): Promise<Identity> {
  return isOurs(token) ? identifySession(token, now) : identifyHostUser(token, now);
}

function isOurs(token: string): boolean {
  try {
    return decodeProtectedHeader(token).kid === SESSION_KEY_ID;
  } catch {
    throw new AppError('unauthenticated', 'The token is not valid.', { reason: 'invalid' });
  }
}

async function identifySession(token: string, now: Date): Promise<Identity> {
  const { tenantId, userId, sessionId, expiresAt } = await readSessionToken(token, now);
  const session = await findSession(sessionId);
  const actor = session?.userId === userId && session.tenantId === tenantId ? await loadUser(tenantId, userId) : null;
  if (!actor) throw new AppError('unauthenticated', 'The session has ended.', { reason: 'ended' });
  return { tenantId, actor, expiresAt, sessionId };
}

async function identifyHostUser(token: string, now: Date): Promise<Identity> {
  const claims = await verifyHostToken(token, now);
  const tenantId = await findTenant(claims.tenant);
  if (!tenantId) throw new AppError('unauthenticated', 'The tenant is not known here.', { reason: 'tenant' });
  const { userId, isActive } = await recordHostUser(tenantId, claims);
  if (!isActive) throw new AppError('unauthenticated', 'This account is switched off.', { reason: 'inactive' });
  const actor = { kind: 'user' as const, userId, name: claims.name, role: claims.role, scope: claims.scope, pii: claims.pii ?? 'full' };
  return { tenantId, actor, expiresAt: new Date(claims.exp * 1000), sessionId: null };
}
