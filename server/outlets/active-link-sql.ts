import type { SqlCondition } from '../access/scope-sql.ts';
import { UNCONFIRMED_CONFIDENCE } from './decide-link-trust.ts';

/**
 * Which links between people and outlets count at this moment (the same rule as `decideLinkTrust`, for a WHERE): nobody said they are
 * wrong, and they have not expired, or the POS names them now. Every reader of `contact_outlet` that acts on a link asks this; `alias` is
 * the table's alias in the statement.
 */
export function activeLinkSql(alias: string, now: Date): SqlCondition {
  return { sql: `(${alias}.state = 'active' AND (${alias}.expires_at IS NULL OR ${alias}.is_listed = 1 OR ${alias}.expires_at > ?))`, params: [now] };
}

/** Whether the link's default (`is_primary`) counts: what a merchant chose is remembered until it expires, even where the POS still names the link. */
export function defaultLinkSql(alias: string, now: Date): SqlCondition {
  return { sql: `(${alias}.is_primary = 1 AND ${alias}.state = 'active' AND (${alias}.expires_at IS NULL OR ${alias}.expires_at > ?))`, params: [now] };
}

/** Links that count and that more stands behind than a typed number (`isUnconfirmed`): who is written to, and who is known to whom, rests on these. */
export function provenLinkSql(alias: string, now: Date): SqlCondition {
  const active = activeLinkSql(alias, now);
  return {
    sql: `(${active.sql} AND (${alias}.source <> 'agent' OR ${alias}.confidence > ? OR ${alias}.is_listed = 1))`,
    params: [...active.params, UNCONFIRMED_CONFIDENCE],
  };
}
