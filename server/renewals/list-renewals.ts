import type { ListRenewalsInput } from '../../types/renewals.ts';
import type { SqlCondition } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { companyToday } from './company-today.ts';
import { decideRenewalFilter, decideRenewalLegs, type RenewalLeg } from './decide-renewal-filter.ts';
import { findRenewalMatches } from './find-renewal-matches.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { renewalCursor, type RenewalCursor } from './renewal-cursor.ts';

interface Hit {
  id: string;
  k: string | Date | null;
}

const KEYS = { due: 'due_date', amount: 'amount', next: 'next_at' } as const;

/**
 * One page of a tab, by keyset: the ids, from statements of which each walks an index and stops after a page. Whoever shows them loads
 * the lines with `loadRenewals`. Sorted by when something happens next, what has no next comes last, by due date.
 * Errors: invalid_input (a cursor of another list).
 */
export async function listRenewals(ctx: UserCtx, input: ListRenewalsInput): Promise<{ ids: string[]; nextCursor: string | null }> {
  const { sort, descending, limit } = input;
  const cursor = input.cursor ? renewalCursor.read(input.cursor, { sort, descending }) : null;
  const settings = await readRenewalSettings(ctx.tenantId);
  const sight = { ...settings, today: companyToday(ctx.now), userId: ctx.actor.userId };
  const words = input.query ? await findRenewalMatches(ctx, input.query) : null;
  const conditions = decideRenewalFilter(input, sight);
  const legs = decideRenewalLegs(input, ctx.actor.scope, words, { ...sight, sort });

  const hits: (Hit & { part: number })[] = [];
  // what is paid has no next
  const parts = sort !== 'next' ? [0] : input.tab === 'recovered' ? [1] : [0, 1];
  for (const part of parts.filter((one) => one >= (cursor?.part ?? 0))) {
    if (legs.length === 0 || hits.length > limit) break;
    const order = { column: sort === 'next' && part === 1 ? 'due_date' : KEYS[sort], isDescending: part === 0 && descending };
    const ofPart = sort === 'next' ? [{ sql: `r.next_at IS ${part === 0 ? 'NOT NULL' : 'NULL'}`, params: [] }] : [];
    const from = cursor?.part === part ? [after(order, cursor)] : [];
    const rows = await query(ctx.tenantId, legs, [...conditions, ...ofPart, ...from], order, limit + 1 - hits.length);
    hits.push(...rows.map((row) => ({ ...row, part })));
  }
  const page = hits.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = hits.length > limit && last ? renewalCursor.write({ sort, descending, part: last.part, key: textOf(last.k), id: last.id }) : null;
  return { ids: page.map((hit) => hit.id), nextCursor };
}

interface Order {
  column: string;
  isDescending: boolean;
}

async function query(tenantId: string, legs: readonly RenewalLeg[], conditions: readonly SqlCondition[], order: Order, limit: number): Promise<Hit[]> {
  const direction = order.isDescending ? 'DESC' : 'ASC';
  const params: SqlValue[] = [];
  const selects = legs.map((leg) => {
    const all = [leg, ...conditions];
    params.push(tenantId, ...all.flatMap((one) => one.params), limit);
    return `(SELECT r.id, r.${order.column} AS k FROM renewal r FORCE INDEX (${leg.index}) WHERE r.tenant_id = ? AND ${all.map((one) => one.sql).join(' AND ')}
      ORDER BY r.${order.column} ${direction}, r.id ${direction} LIMIT ?)`;
  });
  if (selects.length === 1) return database().query<Hit>(selects.join(''), params);
  return database().query<Hit>(`SELECT id, k FROM (${selects.join(' UNION ')}) x ORDER BY k ${direction}, id ${direction} LIMIT ?`, [...params, limit]);
}

function after({ column, isDescending }: Order, { key, id }: RenewalCursor): SqlCondition {
  const sign = isDescending ? '<' : '>';
  const value = column === 'next_at' ? new Date(key) : key;
  return { sql: `r.${column} ${sign}= ? AND (r.${column} ${sign} ? OR r.id ${sign} ?)`, params: [value, value, id] };
}

function textOf(key: Hit['k']): string {
  return key instanceof Date ? key.toISOString() : (key ?? '');
}
