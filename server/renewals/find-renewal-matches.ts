import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { isVisibleMatch } from '../access/is-visible-match.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { NarrowBy, NarrowCondition } from './decide-renewal-filter.ts';

/** So many ids of a kind are followed by their index; what matches more is looked at while the list is walked. */
const MOST_FOLLOWED = 400;

const FREQUENT = 1_000_000;
/** Words of a search that are looked for; who types more has found it long before. */
const MOST_WORDS = 8;

/**
 * A search as legs on renewals: every word stands in the outlet, the franchise, the person or their numbers, in any order, commas apart;
 * a phone as people write it here is one word. Each is looked up where it lives. Rare words become ids, which an index follows; frequent
 * ones a condition on the walk, which then fills a page at once; of several words the rarest leads. Empty: nothing matches.
 * People without the right to personal data find by what they can read (AUTH-04), never by a phone.
 */
export async function findRenewalMatches(ctx: UserCtx, query: string): Promise<NarrowCondition[]> {
  const words = phonePattern(query) === null ? [...new Set(query.toLowerCase().split(/[\s,]+/))].filter((word) => word !== '').slice(0, MOST_WORDS) : [query];
  if (words.length === 0) return [{ sql: 'TRUE', params: [], by: 'walk' }];
  const found = await Promise.all(words.map((word) => findWord(ctx, word)));
  const [leading = [], ...others] = found.toSorted((one, other) => sizeOf(one) - sizeOf(other));
  return leading.map(({ sql, params, by }) => ({
    sql: [sql, ...others.map((legs) => `(${legs.map((leg) => leg.sql).join(' OR ')})`)].join(' AND '),
    params: [...params, ...others.flatMap((legs) => legs.flatMap((leg) => leg.params))],
    by,
  }));
}

/** How many outlets, franchises and people a word leads to; a frequent one to more than all rare ones. */
function sizeOf(legs: readonly NarrowCondition[]): number {
  return legs.reduce((sum, { by, params: [ids] }) => sum + (by === 'walk' ? FREQUENT : Array.isArray(ids) ? ids.length : 1), 0);
}

/** Where one word stands. */
async function findWord(ctx: UserCtx, query: string): Promise<NarrowCondition[]> {
  const like = `%${query.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const isMasked = ctx.actor.pii === 'masked';
  const isNumber = /^[1-9]\d{0,17}$/.test(query);
  const phone = isMasked ? null : phonePattern(query);
  const bare = query.replace(/^@/, '');
  const legs = await Promise.all([
    legOf(ctx, { by: 'oid', table: 'outlet', key: 'oid', text: 'name', condition: 'x.name LIKE ?', params: [like], query }),
    legOf(ctx, { by: 'fid', table: 'franchise', key: 'fid', text: 'name', condition: 'x.name LIKE ?', params: [like], query }),
    legOf(ctx, { by: 'contact', table: 'contact', key: 'id', text: 'display_name', condition: 'x.display_name LIKE ?', params: [like], query }),
    bare === '' ? [] : legOf(ctx, { by: 'contact', table: 'contact', key: 'id', text: 'username', condition: 'x.username = ?', params: [bare], query: bare }),
    phone === null
      ? []
      : legOf(ctx, { by: 'contact', table: 'contact', key: 'id', text: 'display_name', condition: 'x.wa_phone_e164 LIKE ?', params: [phone], query }),
  ]);
  const numbers = isNumber ? (['oid', 'fid'] as const).map((by) => ({ sql: `r.${by} = ?`, params: [query], by })) : [];
  return [...legs.flat(), ...numbers];
}

interface Place {
  by: Exclude<NarrowBy, 'walk'>;
  table: 'outlet' | 'franchise' | 'contact';
  key: string;
  text: string;
  condition: string;
  params: readonly SqlValue[];
  query: string;
}

async function legOf({ tenantId, actor }: UserCtx, { by, table, key, text, condition, params, query }: Place): Promise<NarrowCondition[]> {
  const isMasked = actor.pii === 'masked';
  const column = by === 'contact' ? 'r.contact_id' : `r.${by}`;
  const rows = await database().query<{ id: string; text: string | null }>(
    `SELECT x.${key} AS id, x.${text} AS text FROM ${table} x WHERE x.tenant_id = ? AND ${condition}${isMasked ? '' : ' LIMIT ?'}`,
    [tenantId, ...params, ...(isMasked ? [] : [MOST_FOLLOWED + 1])],
  );
  const hidden = isMasked ? rows.filter((row) => !isVisibleMatch(row.text ?? '', query)).map((row) => row.id) : [];
  const found = rows.length - hidden.length;
  if (found === 0) return [];
  if (found <= MOST_FOLLOWED) {
    const unseen = new Set(hidden);
    return [{ sql: `${column} IN (?)`, params: [rows.map((row) => row.id).filter((id) => !unseen.has(id))], by }];
  }
  const but = hidden.length > 0 ? ` AND x.${key} NOT IN (?)` : '';
  return [
    {
      sql: `EXISTS (SELECT 1 FROM ${table} x WHERE x.tenant_id = r.tenant_id AND x.${key} = ${column} AND ${condition}${but})`,
      params: [...params, ...(hidden.length > 0 ? [hidden] : [])],
      by: 'walk',
    },
  ];
}

/** A whole number as people write it here (`012-345 6789`, `+60 12…`) in E.164; a part of one, from five digits, wherever it stands. */
function phonePattern(search: string): string | null {
  if (!/^[+\d][\d ()./-]{4,}$/.test(search)) return null;
  const parsed = parsePhoneNumberFromString(search, 'MY');
  if (parsed?.isValid()) return parsed.number;
  const digits = search.replace(/\D/g, '');
  if (digits.length < 5) return null;
  return digits.startsWith('0') ? `+60${digits.slice(1)}%` : `%${digits}%`;
}
