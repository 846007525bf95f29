import { ERROR_CODES, type ErrorView } from '../../types/errors.ts';
import type { Connection } from '../core/connection.ts';
import { EngageError } from '../core/engage-error.ts';
import type { ConsoleFilter } from './console-list.ts';

/**
 * Everything that matches as the server writes it, however long: `GET /api/renewals/export`, which keeps who took it. A 401 renews the
 * token once. Rejects with an EngageError (`forbidden`, `rate_limited`, `unavailable` …), or with AbortError when given up.
 */
export async function fetchExport({ session }: Connection, filter: ConsoleFilter, signal: AbortSignal): Promise<string> {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]));
  const ask = (token: string | null): Promise<Response> =>
    fetch(`${session.server}/api/renewals/export?${query}`, { credentials: 'omit', signal, headers: token ? { authorization: `Bearer ${token}` } : {} });
  try {
    const token = await session.token();
    let response = await ask(token);
    if (response.status === 401 && token) response = await ask(await session.renewed(token));
    if (response.ok) return await response.text();
    const view: Partial<ErrorView> | null = await response.json().catch(() => null);
    const code = ERROR_CODES.find((known) => known === view?.code) ?? (response.status >= 502 ? 'unavailable' : 'internal');
    throw new EngageError({
      code,
      message: view?.message ?? `The export was answered with ${response.status}.`,
      ...(view?.requestId && { requestId: view.requestId }),
    });
  } catch (thrown) {
    throw EngageError.isAbort(thrown) ? thrown : EngageError.from(thrown);
  }
}
