import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { hostTokenClaimsSchema, type HostTokenClaims } from '../../types/access.ts';
import { AppError } from '../platform/app-error.ts';
import { accessKeys } from './access-keys.ts';

const MAX_LIFE_S = 600;
const TOLERANCE_S = 30;
const PUBLIC_KEY_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/**
 * Checks a token minted by the host's back end (X-05, G-17): signature by EMBED_SECRET or a key of EMBED_JWKS_URL (other tenants: by
 * their own entry of EMBED_TENANT_SECRETS, so that no host can speak for another's tenant), audience `engage`, at most ten minutes of life, 30 s of clock difference. Throws `unauthenticated`, or `unavailable` when the keys cannot be fetched.
 */
export async function verifyHostToken(token: string, now: Date): Promise<HostTokenClaims> {
  const payload = await checkSignature(token, now);
  const claims = hostTokenClaimsSchema.safeParse(payload);
  if (!claims.success) {
    const fields = [...new Set(claims.error.issues.map((issue) => issue.path.join('.')))];
    throw new AppError('unauthenticated', `The token lacks or misstates: ${fields.join(', ')}.`, { fields });
  }
  const { iat, exp } = claims.data;
  if (exp - iat > MAX_LIFE_S) throw new AppError('unauthenticated', 'The token lives longer than ten minutes.', { reason: 'too_long' });
  if (iat > now.getTime() / 1000 + TOLERANCE_S) throw new AppError('unauthenticated', 'The token is from the future: check the clocks.', { reason: 'not_yet' });
  return claims.data;
}

async function checkSignature(token: string, now: Date): Promise<JWTPayload> {
  const { embedSecrets, jwks } = accessKeys();
  const options = { audience: 'engage', clockTolerance: TOLERANCE_S, currentDate: now, requiredClaims: ['exp', 'iat', 'sub'] };
  try {
    const { alg } = decodeProtectedHeader(token);
    const { tenant = 'default' } = decodeJwt(token);
    const embedSecret = typeof tenant === 'string' ? embedSecrets.get(tenant) : undefined;
    if (alg === 'HS256' && embedSecret) return (await jwtVerify(token, embedSecret, { ...options, algorithms: ['HS256'] })).payload;
    if (alg !== 'HS256' && jwks && tenant === 'default') return (await jwtVerify(token, jwks, { ...options, algorithms: PUBLIC_KEY_ALGORITHMS })).payload;
  } catch (error) {
    if (error instanceof errors.JWKSTimeout || (error instanceof TypeError && error.message === 'fetch failed')) {
      throw new AppError('unavailable', 'The keys of the host page cannot be fetched right now.');
    }
    const reason = error instanceof errors.JWTExpired ? 'expired' : 'invalid';
    throw new AppError('unauthenticated', reason === 'expired' ? 'The token has expired.' : 'The token is not valid.', { reason });
  }
  throw new AppError('unauthenticated', 'Tokens of this kind are not accepted here.', { reason: 'invalid' });
}
