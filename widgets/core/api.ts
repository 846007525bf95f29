import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '../../server/api.ts';

/** The typed client: `api.tickets.list.query(input, { signal })`. Failures become EngageError through `EngageError.from`. */
export type Api = TRPCClient<AppRouter>;

/** Where a call gets its bearer token from, and whom it tells that the server refused it. */
export interface Bearer {
  /** a token that is good for now, or null when nobody is signed in */
  token(): Promise<string | null>;
  /** the server said 401 to this token: answers the next one, or null when there is none */
  renewed(refused: string): Promise<string | null>;
}

/**
 * One client per server and identity. Calls of the same moment travel as one request, always as POST: what people search for
 * stays out of addresses and logs, and one CORS preflight answers for all. A 401 renews the token once and repeats the request.
 */
export function createApi(server: string, bearer: Bearer): Api {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${server}/trpc`,
        methodOverride: 'POST',
        maxItems: 20,
        async fetch(url, options) {
          const send = (token: string | null): Promise<Response> => {
            const headers = new Headers(options?.headers as HeadersInit | undefined);
            if (token) headers.set('authorization', `Bearer ${token}`);
            return fetch(url, { ...(options as RequestInit), headers, credentials: 'omit' });
          };
          const token = await bearer.token();
          const response = await send(token);
          if (response.status !== 401 || !token) return response;
          const next = await bearer.renewed(token);
          return next && next !== token ? send(next) : response;
        },
      }),
    ],
  });
}
