import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { scopeSql, type SqlCondition } from '../access/scope-sql.ts';
import type { UserActor } from '../platform/context.ts';
import { findMatches, type SearchSource } from './find-matches.ts';

const everything: SqlCondition = { sql: 'TRUE', params: [] };

/**
 * What somebody typed as conditions on tickets: a ticket number, a phone as people write it here, a name, an outlet, a franchise,
 * a subject. Each is looked up where it lives, so that the list itself only follows ids; and within the scope, so that the many who
 * bear a name elsewhere do not use up the room. People without the right to personal data find by ticket number, and by words they
 * can read: never by a phone or an e-mail address, wherever it stands (AUTH-04).
 */
export async function findSearchLegs(tenantId: string, search: string, { scope, pii }: UserActor): Promise<SqlCondition[]> {
  const like = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const phone = pii === 'full' ? phonePattern(search) : null;
  const [ofTicket, ofOutlet] = [scopeSql(scope, 't'), scopeSql(scope, 'o')];
  const isAll = 'all' in scope;
  const ofContact = isAll
    ? everything
    : { sql: `EXISTS (SELECT 1 FROM ticket t WHERE t.tenant_id = c.tenant_id AND t.contact_id = c.id AND ${ofTicket.sql})`, params: ofTicket.params };
  const ofFranchise = isAll
    ? everything
    : { sql: `EXISTS (SELECT 1 FROM ticket t WHERE t.tenant_id = f.tenant_id AND t.fid = f.fid AND ${ofTicket.sql})`, params: ofTicket.params };
  const bare = search.replace(/^@/, '');
  const find = (source: SearchSource): Promise<string[]> => findMatches(source, pii);
  const [named, reached, outlets, franchises, subjects] = await Promise.all([
    find({
      sql: `SELECT c.id, c.display_name AS text FROM contact c WHERE c.tenant_id = ? AND c.display_name LIKE ? AND ${ofContact.sql}`,
      params: [tenantId, like, ...ofContact.params],
      id: 'c.id',
      search,
    }),
    find({
      sql: `SELECT c.id, c.username AS text FROM contact c WHERE c.tenant_id = ? AND ${phone ? 'c.wa_phone_e164 LIKE ?' : 'c.username = ?'} AND ${ofContact.sql}`,
      params: [tenantId, phone ?? bare, ...ofContact.params],
      id: 'c.id',
      search: bare,
    }),
    find({
      sql: `SELECT o.oid AS id, o.name AS text FROM outlet o WHERE o.tenant_id = ? AND o.name LIKE ? AND ${ofOutlet.sql}`,
      params: [tenantId, like, ...ofOutlet.params],
      id: 'o.oid',
      search,
    }),
    find({
      sql: `SELECT f.fid AS id, f.name AS text FROM franchise f WHERE f.tenant_id = ? AND f.name LIKE ? AND ${ofFranchise.sql}`,
      params: [tenantId, like, ...ofFranchise.params],
      id: 'f.fid',
      search,
    }),
    find({
      sql: `SELECT t.id, t.subject AS text FROM ticket t WHERE t.tenant_id = ? AND t.subject IS NOT NULL AND t.subject LIKE ? AND ${ofTicket.sql}`,
      params: [tenantId, like, ...ofTicket.params],
      id: 't.id',
      isNewestFirst: true,
      search,
    }),
  ]);
  const ids = new Set(subjects);
  const number = ticketNumber(search);
  if (number) ids.add(number);
  const legs: SqlCondition[] = [];
  const leg = (column: string, found: ReadonlySet<string>): void => {
    if (found.size > 0) legs.push({ sql: `t.${column} IN (?)`, params: [[...found]] });
  };
  leg('id', ids);
  leg('contact_id', new Set([...named, ...reached]));
  leg('oid', new Set(outlets));
  leg('fid', new Set(franchises));
  return legs;
}
/** `TKT-2026-000123`, `#123` or `123`. */
function ticketNumber(search: string): string | null {
  const match = /^(?:#?TKT-\d{4}-|#)?0*([1-9]\d{0,17})$/i.exec(search.trim());
  return match?.[1] ?? null;
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
