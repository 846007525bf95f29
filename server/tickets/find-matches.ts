import type { PiiLevel } from '../../types/access.ts';
import { isVisibleMatch } from '../access/is-visible-match.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';

/** Where a search looks. */
export interface SearchSource {
  /** selects `id` and `text` of what the database takes for a match, up to its last condition */
  sql: string;
  params: readonly SqlValue[];
  /** column behind `id`, with its alias */
  id: string;
  isNewestFirst?: boolean;
  /** what `text` has to contain */
  search: string;
}

const MOST = 200;
const AT_ONCE = 1000;

/**
 * Ids of what matches, 200 at most. For people without the right to personal data only what they can read counts: all matches of the
 * database are walked, so that those by hidden text neither appear nor take the others' room (AUTH-04).
 */
export async function findMatches({ sql, params, id, isNewestFirst, search }: SearchSource, pii: PiiLevel): Promise<string[]> {
  if (pii === 'full') {
    const rows = await database().query<{ id: string }>(`${sql}${isNewestFirst ? ` ORDER BY ${id} DESC` : ''} LIMIT ?`, [...params, MOST]);
    return rows.map((row) => row.id);
  }
  const found: string[] = [];
  for (let below: string | null = null; found.length < MOST; ) {
    const rows: { id: string; text: string | null }[] = await database().query(`${sql}${below === null ? '' : ` AND ${id} < ?`} ORDER BY ${id} DESC LIMIT ?`, [
      ...params,
      ...(below === null ? [] : [below]),
      AT_ONCE,
    ]);
    found.push(...rows.filter((row) => isVisibleMatch(row.text ?? '', search)).map((row) => row.id));
    below = rows.at(-1)?.id ?? null;
    if (rows.length < AT_ONCE || below === null) break;
  }
  return found.slice(0, MOST);
}
