import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '../../server/api.ts';
import { EngageError } from './engage-error.ts';

/** The typed client: `api.tickets.list.query(input, { signal })`. Rejects with an EngageError, or with AbortError when given up. */
export type Api = TRPCClient<AppRouter>;

/** Where a call gets its bearer token from, and whom it tells that the server refused it. */
export interface Bearer {
  /** a token that is good for now, or null when nobody is signed in */
  token(): Promise<string | null>;
  /** the server said 401 to this token: answers the next one, or null when there is none */
  renewed(refused: string): Promise<string | null>;
}

/** One procedure call waiting for its request. */
interface Call {
  path: string;
  input: unknown;
  signal: AbortSignal | undefined;
  resolve: (data: unknown) => void;
  reject: (reason: unknown) => void;
}

/** One answer of a batch, as tRPC writes it. */
interface Answer {
  result?: { data?: unknown };
  error?: { message?: string; data?: unknown };
}

/** The server refuses larger batches. */
const MAX_BATCH = 20;

/**
 * One client per server and identity, speaking tRPC's batch protocol: the types are @trpc/client's, its 9 KB are not. Calls of the
 * same moment travel as one request, always as POST: what people search for stays out of addresses and logs, and one CORS
 * preflight answers for all. A 401 renews the token once and repeats the request.
 * `reached` hears of every answer.
 */
export function createApi(server: string, bearer: Bearer, reached: () => void = () => undefined): Api {
  const waiting: Record<'query' | 'mutate', Call[]> = { query: [], mutate: [] };

  const enqueue = (kind: 'query' | 'mutate', path: string, input: unknown, signal: AbortSignal | undefined): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortError());
        return;
      }
      signal?.addEventListener('abort', () => reject(abortError()), { once: true });
      const calls = waiting[kind];
      calls.push({ path, input, signal, resolve, reject });
      if (calls.length > 1) return;
      setTimeout(() => {
        const all = calls.splice(0).filter((call) => !call.signal?.aborted);
        while (all.length) send(server, bearer, all.splice(0, MAX_BATCH), reached);
      });
    });

  return procedures([], enqueue) as Api;
}

/** `a.b.query(input)` by whatever names it is asked for. */
function procedures(
  path: readonly string[],
  enqueue: (kind: 'query' | 'mutate', path: string, input: unknown, signal: AbortSignal | undefined) => Promise<unknown>,
): object {
  return new Proxy(
    {},
    {
      get(_target, name) {
        // a promise looks for `then` on what it is resolved with
        if (typeof name !== 'string' || name === 'then') return undefined;
        if (name !== 'query' && name !== 'mutate') return procedures([...path, name], enqueue);
        return (input: unknown, options?: { signal?: AbortSignal }) => enqueue(name, path.join('.'), input, options?.signal);
      },
    },
  );
}

/** Sends a batch and settles its calls; never rejects itself. */
function send(server: string, bearer: Bearer, calls: readonly Call[], reached: () => void): void {
  const controller = new AbortController();
  let left = calls.length;
  for (const { signal } of calls) {
    signal?.addEventListener('abort', () => {
      left -= 1;
      if (left === 0) controller.abort();
    });
  }
  const url = `${server}/trpc/${calls.map((call) => call.path).join(',')}?batch=1`;
  const body = JSON.stringify(Object.fromEntries(calls.map((call, index) => [index, call.input])));
  const request = (token: string | null): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body,
      signal: controller.signal,
    });
  const ask = async (): Promise<unknown> => {
    const token = await bearer.token();
    let response = await request(token);
    const next = response.status === 401 && token ? await bearer.renewed(token) : null;
    if (next && next !== token) response = await request(next);
    return response.json().catch(() => {
      throw new EngageError({ code: 'unavailable', message: `The server answered ${response.status} without words.` });
    });
  };
  ask().then(
    (answers) => {
      reached();
      calls.forEach((call, index) => {
        const answer: Answer = (Array.isArray(answers) ? answers[index] : answers) ?? {};
        if (answer.result) call.resolve(answer.result.data);
        else call.reject(EngageError.from(Object.assign(new Error(answer.error?.message ?? 'no answer'), { data: answer.error?.data })));
      });
    },
    (reason: unknown) => {
      for (const call of calls) call.reject(EngageError.isAbort(reason) ? reason : EngageError.from(reason));
    },
  );
}

function abortError(): DOMException {
  return new DOMException('The call was given up.', 'AbortError');
}
