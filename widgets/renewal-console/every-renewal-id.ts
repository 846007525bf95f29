import type { RenewalPage } from '../../types/renewals.ts';
import type { Api } from '../core/api.ts';
import type { ConsoleFilter } from './console-list.ts';

/** As many as the server answers at once. */
const CHUNK = 100;

/** The ids of all renewals that match, page after page; rejects when the signal ends it. */
export async function everyRenewalId(api: Api, filter: ConsoleFilter, signal: AbortSignal): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: RenewalPage = await api.renewals.list.query({ ...filter, limit: CHUNK, cursor }, { signal });
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  return ids;
}
