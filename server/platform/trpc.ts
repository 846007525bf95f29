import { initTRPC, TRPCError } from '@trpc/server';
import { treeifyError, ZodError } from 'zod';
import type { ErrorCode, ErrorView } from '../../types/errors.ts';
import { AppError } from './app-error.ts';
import type { Ctx, UserActor } from './context.ts';
import { httpStatus } from './http-status.ts';
import type { Log } from './log.ts';

/** What a procedure starts from. `signIn` reads the bearer token once per request, however many procedures travel in it. */
export interface TrpcContext {
  requestId: string;
  log: Log;
  now: Date;
  /** address of the caller, after trusted proxies */
  ip: string;
  signIn(): Promise<{ tenantId: string; actor: UserActor }>;
  /** what leaves for people without the right to personal data; given by app.ts, because platform knows no domain */
  mask<T>(view: T): T;
}

/** Ctx of a signed-in person, as verbs want it. */
export type UserCtx = Ctx & { actor: UserActor };

const trpcCodes = {
  invalid_input: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  stale_reply: 'CONFLICT',
  window_closed: 'CONFLICT',
  not_linked: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_media: 'UNSUPPORTED_MEDIA_TYPE',
  rate_limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorCode, TRPCError['code']>;

const t = initTRPC.context<TrpcContext>().create({
  isDev: false,
  errorFormatter({ shape, error, ctx }) {
    const engage = errorViewOf(error, ctx?.requestId);
    return { ...shape, message: engage.message, data: { code: shape.data.code, httpStatus: httpStatus[engage.code], engage } };
  },
});

/** Builds a domain's router. */
export const router = t.router;

/** Turns AppErrors into tRPC's own, so that the HTTP status is right; anything else stays a bug. */
const withErrors = t.middleware(async ({ next, path, ctx }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof AppError) throw new TRPCError({ code: trpcCodes[cause.code], message: cause.message, cause });
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    if (isAway(cause)) {
      ctx.log.warn({ err: cause, procedure: path }, 'a service is away');
      const away = new AppError('unavailable', 'A service we need is away. Please try again.');
      throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: away.message, cause: away });
    }
    ctx.log.error({ err: cause, procedure: path }, 'procedure failed');
  }
  return result;
});

/** For everybody: sign-in itself. */
export const publicProcedure = t.procedure.use(withErrors);

/** For people with a valid token; the procedure gets a full Ctx. What it answers, or says of its failure, is masked here for whom it must be (AUTH-04). */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const { tenantId, actor } = await ctx.signIn();
  const result = await next({ ctx: { tenantId, actor } });
  if (actor.pii === 'full') return result;
  if (result.ok) return { ...result, data: ctx.mask(result.data) };
  const { cause } = result.error;
  if (cause instanceof AppError) throw new AppError(cause.code, cause.message, ctx.mask(cause.details));
  return result;
});

/** What a caller learns about a failure: our code and sentence, never a stack, a statement or a vendor's words. */
function errorViewOf(error: TRPCError, requestId: string | undefined): ErrorView {
  const reference = requestId === undefined ? {} : { requestId };
  const { cause } = error;
  if (cause instanceof AppError) return { code: cause.code, message: cause.message, details: cause.details, ...reference };
  if (cause instanceof ZodError) return { code: 'invalid_input', message: 'The input is not valid.', details: { fields: treeifyError(cause) }, ...reference };
  if (error.code === 'INTERNAL_SERVER_ERROR') return { code: 'internal', message: 'Something went wrong on our side.', ...reference };
  if (error.code === 'NOT_FOUND') return { code: 'not_found', message: 'There is no such procedure.', ...reference };
  if (error.code === 'PAYLOAD_TOO_LARGE') return { code: 'too_large', message: 'The request is too large.', ...reference };
  return { code: 'invalid_input', message: 'The request is not valid.', ...reference };
}

/** Connection faults of MySQL, Redis and the pools: worth another try, not a bug. */
function isAway(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 4; depth++) {
    const code = (current as { code?: unknown }).code;
    if (typeof code === 'string' && /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|PROTOCOL_|ER_SERVER_SHUTDOWN|ER_CON_COUNT|POOL_)/.test(code)) return true;
    if (/^Sequelize(Connection|HostNot|Access|AcquireTimeout)|MaxRetriesPerRequest/.test(current.name)) return true;
    if (/Connection is closed|Command timed out|Can't add new command|Stream isn't writeable/.test(current.message)) return true;
    current = (current as { parent?: unknown }).parent ?? current.cause;
  }
  return false;
}
