import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import mysql from 'mysql2/promise';
import { upgradeTables } from './upgrade-tables.ts';

/**
 * Creates the database when missing (with its engine's best collation), brings tables of an older version up to date and applies schema.sql,
 * under a lock, so that many processes may start at once. What was applied is written on the first table, so that a start that has nothing
 * to do compares nothing.
 */
export async function applySchema(url: string): Promise<void> {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  const schema = await readFile(new URL('../schema.sql', import.meta.url), 'utf8');
  const mark = `schema ${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`;
  const connection = await mysql.createConnection({
    host: target.hostname,
    port: Number(target.port || 3306),
    user: decodeURIComponent(target.username),
    password: decodeURIComponent(target.password),
    multipleStatements: true,
    charset: 'utf8mb4',
    connectTimeout: 5_000,
  });
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version, GET_LOCK(?, 60) AS locked', [
      `engage-schema:${name}`.slice(0, 64),
    ]);
    if (rows[0]?.['locked'] !== 1) throw new Error('another process has been applying the schema for 60 s');
    const collation = String(rows[0]['version']).includes('MariaDB') ? 'utf8mb4_unicode_520_ci' : 'utf8mb4_0900_ai_ci';
    await connection.query(`CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4 COLLATE ${collation}`, [name]);
    // not changeUser: it would give the lock back
    await connection.query('USE ??', [name]);
    await connection.query("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
    const [tables] = await connection.query<mysql.RowDataPacket[]>(
      "SELECT TABLE_COMMENT AS comment FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tenant'",
    );
    const isKnown = tables[0]?.['comment'] === mark;
    if (tables.length > 0 && !isKnown) await upgradeTables(connection, schema, 'columns');
    await connection.query(schema);
    if (tables.length > 0 && !isKnown) await upgradeTables(connection, schema, 'constraints');
    if (!isKnown) await connection.query('ALTER TABLE tenant COMMENT = ?', [mark]);
    await connection.query('SELECT RELEASE_LOCK(?)', [`engage-schema:${name}`.slice(0, 64)]);
  } finally {
    await connection.end();
  }
}
