import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { SqlCondition } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';

const MOST = 200;

/**
 * What somebody typed as conditions on tickets: a ticket number, a phone as people write it here, a name, an outlet, a franchise,
 * a subject. Each is looked up where it lives, so that the list itself only follows ids.
 */
export async function findSearchLegs(tenantId: string, search: string): Promise<SqlCondition[]> {
  const like = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const phone = phonePattern(search);
  const sql = database();
  const [contacts, outlets, franchises, subjects] = await Promise.all([
    sql.query<{ id: string }>(
      `SELECT id FROM contact WHERE tenant_id = ? AND display_name LIKE ? UNION SELECT id FROM contact WHERE tenant_id = ? AND ${phone ? 'wa_phone_e164 LIKE ?' : 'username = ?'} LIMIT ?`,
      [tenantId, like, tenantId, phone ?? search.replace(/^@/, ''), MOST],
    ),
    sql.query<{ id: string }>('SELECT oid AS id FROM outlet WHERE tenant_id = ? AND name LIKE ? LIMIT ?', [tenantId, like, MOST]),
    sql.query<{ id: string }>('SELECT fid AS id FROM franchise WHERE tenant_id = ? AND name LIKE ? LIMIT ?', [tenantId, like, MOST]),
    sql.query<{ id: string }>('SELECT id FROM ticket WHERE tenant_id = ? AND subject IS NOT NULL AND subject LIKE ? ORDER BY id DESC LIMIT ?', [
      tenantId,
      like,
      MOST,
    ]),
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
