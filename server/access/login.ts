import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { SessionTokens } from '../../types/access.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { metrics } from '../platform/metrics.ts';
import type { UserRow } from './access-types.ts';
import { findTenant } from './find-tenant.ts';
import { guardLogin } from './guard-login.ts';
import { openSession } from './sessions.ts';
import { signSessionToken } from './session-token.ts';

/** what is compared with when there is no such account, so that the time taken tells nothing */
let decoy: Promise<string> | undefined;

/** Signs in with e-mail and password (AUTH-01). `unauthenticated` whatever was wrong; `rate_limited` after too many tries. */
export async function login(input: { tenant: string; email: string; password: string }, caller: { ip: string; now: Date }): Promise<SessionTokens> {
  const email = input.email.toLowerCase();
  const guard = await guardLogin(caller.ip);
  const tenantId = await findTenant(input.tenant);
  const [user] = tenantId
    ? await database().query<Pick<UserRow, 'id' | 'password_hash'>>(
        'SELECT id, password_hash FROM user WHERE tenant_id = ? AND email = ? AND is_active = 1 AND password_hash IS NOT NULL',
        [tenantId, email],
      )
    : [];
  // the account by its own id, so that no other spelling of it is counted apart
  await guard.atAccount(tenantId && user ? `${tenantId}:${user.id}` : `${tenantId ?? ''}:${createHash('sha256').update(email).digest('base64url')}`);
  decoy ??= hash('nobody has this password');
  const isRight = await verify(user?.password_hash ?? (await decoy), input.password);
  if (!tenantId || !user || !isRight) {
    metrics.signIns.inc({ result: 'refused' });
    throw new AppError('unauthenticated', 'E-mail or password is not right.', { reason: 'credentials' });
  }
  await guard.succeeded();
  metrics.signIns.inc({ result: 'ok' });
  const { sessionId, refreshToken } = await openSession(tenantId, user.id, caller.now);
  const { accessToken, expiresAt } = await signSessionToken({ tenantId, userId: user.id, sessionId }, caller.now);
  return { accessToken, refreshToken, expiresAt: expiresAt.toISOString() };
}
