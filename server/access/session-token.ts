import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { accessKeys } from './access-keys.ts';

const LIFE_S = 600;
/** marks our own tokens in the header, so that they are never mistaken for a host's */
export const SESSION_KEY_ID = 'engage-session';
const claimsSchema = z.object({ sub: z.string(), tid: z.string(), sid: z.string(), exp: z.number() });

/** Access token of our own sign-in: ten minutes. */
export async function signSessionToken(
  session: { tenantId: string; userId: string; sessionId: string },
  now: Date,
): Promise<{ accessToken: string; expiresAt: Date }> {
  const issued = Math.floor(now.getTime() / 1000);
  const accessToken = await new SignJWT({ tid: session.tenantId, sid: session.sessionId })
    .setProtectedHeader({ alg: 'HS256', kid: SESSION_KEY_ID })
    .setSubject(session.userId)
    .setIssuer('engage')
    .setAudience('engage-session')
    .setIssuedAt(issued)
    .setExpirationTime(issued + LIFE_S)
    .sign(accessKeys().sessionSecret);
  return { accessToken, expiresAt: new Date((issued + LIFE_S) * 1000) };
}

/** Reads our own token. Throws `unauthenticated`. */
export async function readSessionToken(token: string, now: Date): Promise<{ tenantId: string; userId: string; sessionId: string; expiresAt: Date }> {
  try {
    const { payload } = await jwtVerify(token, accessKeys().sessionSecret, {
      issuer: 'engage',
      audience: 'engage-session',
      algorithms: ['HS256'],
      currentDate: now,
    });
    const claims = claimsSchema.parse(payload);
    return { tenantId: claims.tid, userId: claims.sub, sessionId: claims.sid, expiresAt: new Date(claims.exp * 1000) };
  } catch (error) {
    const reason = error instanceof errors.JWTExpired ? 'expired' : 'invalid';
    throw new AppError('unauthenticated', reason === 'expired' ? 'The token has expired.' : 'The token is not valid.', { reason });
  }
}
