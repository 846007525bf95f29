import { createHash, createHmac, randomBytes } from 'node:crypto';
import { cache } from '../platform/cache.ts';
import { metrics } from '../platform/metrics.ts';
import { accessKeys } from './access-keys.ts';

const IDLE_S = 12 * 3600;
const LONGEST_S = 7 * 24 * 3600;
/** an answer lost on the way, or two tabs at once, must not sign a person out: the former token gives the same new one again this long */
const GRACE_MS = 30_000;

/** One signed-in browser, kept in Redis for 12 idle hours. */
export interface Session {
  sessionId: string;
  tenantId: string;
  userId: string;
}

const ROTATE = `
local s = redis.call('HMGET', KEYS[1], 'current', 'previous', 'rotated', 'tenant', 'user', 'until')
if not s[1] then return {'gone'} end
if tonumber(s[6]) < tonumber(ARGV[3]) then redis.call('DEL', KEYS[1]) return {'gone'} end
if s[1] ~= ARGV[1] then
  if s[2] ~= ARGV[1] or tonumber(ARGV[3]) - tonumber(s[3]) > tonumber(ARGV[4]) then redis.call('DEL', KEYS[1]) return {'stolen', s[4], s[5]} end
else
  redis.call('HSET', KEYS[1], 'current', ARGV[2], 'previous', ARGV[1], 'rotated', ARGV[3])
end
redis.call('EXPIRE', KEYS[1], ARGV[5])
return {'ok', s[4], s[5]}`;

const keyOf = (sessionId: string): string => `session:${sessionId}`;
const userKeyOf = (tenantId: string, userId: string): string => `sessions:${tenantId}:${userId}`;
/** what a token is traded for is decided by the token: whoever trades it twice within the grace gets the same one */
const successorOf = (sessionId: string, secret: string): string =>
  createHmac('sha256', accessKeys().sessionSecret).update(`refresh\n${sessionId}\n${secret}`).digest('base64url');
const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Opens a session and answers its first refresh token. */
export async function openSession(tenantId: string, userId: string, now: Date): Promise<{ sessionId: string; refreshToken: string }> {
  const sessionId = randomBytes(12).toString('base64url');
  const secret = randomBytes(32).toString('base64url');
  await cache()
    .multi()
    .hset(keyOf(sessionId), {
      current: digest(secret),
      previous: '',
      rotated: '0',
      tenant: tenantId,
      user: userId,
      until: String(now.getTime() + LONGEST_S * 1000),
    })
    .expire(keyOf(sessionId), IDLE_S)
    .sadd(userKeyOf(tenantId, userId), sessionId)
    .expire(userKeyOf(tenantId, userId), LONGEST_S)
    .exec();
  return { sessionId, refreshToken: `${sessionId}.${secret}` };
}

/** Trades a refresh token for the next one. A token used again after the grace ends the session: somebody else has a copy. Null: sign in again. */
export async function rotateSession(refreshToken: string, now: Date): Promise<(Session & { refreshToken: string }) | null> {
  const [sessionId = '', secret = ''] = refreshToken.split('.');
  const next = successorOf(sessionId, secret);
  const answer = await cache().eval(ROTATE, 1, keyOf(sessionId), digest(secret), digest(next), String(now.getTime()), String(GRACE_MS), String(IDLE_S));
  if (!Array.isArray(answer)) return null;
  if (answer[0] === 'stolen') metrics.signIns.inc({ result: 'copied_token' });
  if (answer[0] !== 'ok') return null;
  return { sessionId, tenantId: String(answer[1]), userId: String(answer[2]), refreshToken: `${sessionId}.${next}` };
}

/** The session while it lives. */
export async function findSession(sessionId: string): Promise<Session | null> {
  const [tenantId, userId] = await cache().hmget(keyOf(sessionId), 'tenant', 'user');
  return tenantId && userId ? { sessionId, tenantId, userId } : null;
}

/** Which of these sessions live no more. */
export async function findEndedSessions(sessionIds: readonly string[]): Promise<Set<string>> {
  if (sessionIds.length === 0) return new Set();
  const asked = cache().pipeline();
  for (const sessionId of sessionIds) asked.exists(keyOf(sessionId));
  const answers = (await asked.exec()) ?? [];
  return new Set(sessionIds.filter((_, index) => answers[index]?.[0] === null && answers[index][1] === 0));
}

/** Ends the session a refresh token belongs to; its access tokens stop working with it. A wrong secret ends nothing. */
export async function closeSession(refreshToken: string): Promise<void> {
  const [sessionId = '', secret = ''] = refreshToken.split('.');
  const [current, previous] = await cache().hmget(keyOf(sessionId), 'current', 'previous');
  if (current === digest(secret) || previous === digest(secret)) await cache().del(keyOf(sessionId));
}

/** Ends every session of a person. Answers how many there were. */
export async function closeSessionsOf(tenantId: string, userId: string): Promise<number> {
  const ids = await cache().smembers(userKeyOf(tenantId, userId));
  if (ids.length === 0) return 0;
  const ended = await cache().del(...ids.map(keyOf));
  await cache().del(userKeyOf(tenantId, userId));
  return ended;
}
