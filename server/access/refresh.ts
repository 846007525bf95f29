import type { SessionTokens } from '../../types/access.ts';
import { AppError } from '../platform/app-error.ts';
import { loadUser } from './load-user.ts';
import { closeSessionsOf, rotateSession } from './sessions.ts';
import { signSessionToken } from './session-token.ts';

/** Trades a refresh token for fresh tokens. `unauthenticated` when the session ended or the person was switched off. */
export async function refresh(refreshToken: string, now: Date): Promise<SessionTokens> {
  const session = await rotateSession(refreshToken, now);
  if (!session) throw new AppError('unauthenticated', 'The session has ended.', { reason: 'ended' });
  if (!(await loadUser(session.tenantId, session.userId))) {
    await closeSessionsOf(session.tenantId, session.userId);
    throw new AppError('unauthenticated', 'The session has ended.', { reason: 'ended' });
  }
  const { accessToken, expiresAt } = await signSessionToken(session, now);
  return { accessToken, refreshToken: session.refreshToken, expiresAt: expiresAt.toISOString() };
}
