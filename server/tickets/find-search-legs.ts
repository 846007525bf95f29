import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Scope } from '../../types/access.ts';
import { scopeSql, type SqlCondition } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';

const MOST = 200;
const everything: SqlCondition = { sql: 'TRUE', params: [] };

/**
 * What somebody typed as conditions on tickets: a ticket number, a phone as people write it here, a name, an outlet, a franchise,
 * a subject. Each is looked up where it lives, so that the list itself only follows ids; and within the scope, so that the many who
 * bear a name elsewhere do not use up the room.
 */
export async function findSearchLegs(tenantId: string, search: string, scope: Scope): Promise<SqlCondition[]> {
  const like = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const phone = phonePattern(search);
  const sql = database();
  const [ofTicket, ofOutlet] = [scopeSql(scope, 't'), scopeSql(scope, 'o')];
  const isAll = 'all' in scope;
  const ofContact = isAll
    ? everything
    : { sql: `EXISTS (SELECT 1 FROM ticket t WHERE t.tenant_id = c.tenant_id AND t.contact_id = c.id AND ${ofTicket.sql})`, params: ofTicket.params };
  const ofFranchise = isAll
    ? everything
    : { sql: `EXISTS (SELECT 1 FROM ticket t WHERE t.tenant_id = f.tenant_id AND t.fid = f.fid AND ${ofTicket.sql})`, params: ofTicket.params };
  const [contacts, outlets, franchises, subjects] = await Promise.all([
    sql.query<{ id: string }>(
      `SELECT c.id FROM contact c WHERE c.tenant_id = ? AND c.display_name LIKE ? AND ${ofContact.sql}
       UNION SELECT c.id FROM contact c WHERE c.tenant_id = ? AND ${phone ? 'c.wa_phone_e164 LIKE ?' : 'c.username = ?'} AND ${ofContact.sql} LIMIT ?`,
      [tenantId, like, ...ofContact.params, tenantId, phone ?? search.replace(/^@/, ''), ...ofContact.params, MOST],
    ),
    sql.query<{ id: string }>(`SELECT o.oid AS id FROM outlet o WHERE o.tenant_id = ? AND o.name LIKE ? AND ${ofOutlet.sql} LIMIT ?`, [
      tenantId,
      like,
      ...ofOutlet.params,
      MOST,
    ]),
    sql.query<{ id: string }>(`SELECT f.fid AS id FROM franchise f WHERE f.tenant_id = ? AND f.name LIKE ? AND ${ofFranchise.sql} LIMIT ?`, [
      tenantId,
      like,
      ...ofFranchise.params,
      MOST,
    ]),
    sql.query<{ id: string }>(
      `SELECT t.id FROM ticket t WHERE t.tenant_id = ? AND t.subject IS NOT NULL AND t.subject LIKE ? AND ${ofTicket.sql} ORDER BY t.id DESC LIMIT ?`,
      [tenantId, like, ...ofTicket.params, MOST],
    ),
  ]);
  const ids = new Set(subjects.map((row) => row.id));
  const number = ticketNumber(search);
  if (number) ids.add(number);
  const legs: SqlCondition[] = [];
  if (ids.size > 0) legs.push({ sql: 't.id IN (?)', params: [[...ids]] });
  const leg = (column: string, rows: readonly { id: string }[]): void => {
    if (rows.length > 0) legs.push({ sql: `t.${column} IN (?)`, params: [rows.map((row) => row.id)] });
  };
  leg('contact_id', contacts);
  leg('oid', outlets);
  leg('fid', franchises);
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
