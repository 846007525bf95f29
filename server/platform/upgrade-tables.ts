import type { Connection, RowDataPacket } from 'mysql2/promise';
import { parseSchema, type SchemaTable } from './parse-schema.ts';

/** Empty tables made from schema.sql to compare with; gone again in the end. */
const SHADOW = '_engage_';

type Described = Map<string, Map<string, string>>;

/**
 * Brings tables of an older version up to what schema.sql says (X-27: it is the only source): missing and changed columns (types, defaults,
 * widened ENUMs, generated ones), keys, foreign keys and checks. The engine itself says what a definition means: each table is made once
 * more, empty, and compared in information_schema. Columns nobody declares any more stay, with their data; keys do not. Call it before
 * `CREATE TABLE IF NOT EXISTS` with `part: 'columns'` and after it with `part: 'constraints'`: foreign keys need the other table's keys.
 */
export async function upgradeTables(connection: Connection, schema: string, part: 'columns' | 'constraints'): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'",
  );
  const names = new Set(rows.map((row) => String(row['name'])));
  const tables = parseSchema(schema).filter(({ name }) => names.has(name));
  if (tables.length === 0) return;
  if (part === 'constraints') await addConstraints(connection, tables);
  else {
    try {
      await dropShadows(connection, [...names]);
      for (const table of tables) await connection.query(shadowOf(table));
      const [columns, keys, foreign] = [await describeColumns(connection), await describeKeys(connection), await describeConstraints(connection)];
      for (const table of tables) await upgradeTable(connection, table, columns, keys, foreign);
    } finally {
      await dropShadows(connection, [...tables.map(({ name }) => SHADOW + name)]);
    }
  }
}

async function dropShadows(connection: Connection, names: readonly string[]): Promise<void> {
  const shadows = names.filter((name) => name.startsWith(SHADOW));
  if (shadows.length > 0) await connection.query('DROP TABLE IF EXISTS ??', [shadows]);
}

function shadowOf({ name, columns, keys }: SchemaTable): string {
  const lines = [...columns, ...keys].map(({ text }) => text);
  return `CREATE TABLE ${SHADOW}${name} (${lines.join(', ')}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`;
}

async function upgradeTable(connection: Connection, table: SchemaTable, columns: Described, keys: Described, foreign: Described): Promise<void> {
  const [hasColumns, wantsColumns] = [columns.get(table.name), columns.get(SHADOW + table.name)];
  const [hasKeys, wantsKeys] = [keys.get(table.name), keys.get(SHADOW + table.name)];
  const alterations: string[] = [];
  for (const [index, { name, text }] of table.columns.entries()) {
    const before = table.columns[index - 1]?.name;
    const place = before === undefined ? 'FIRST' : `AFTER ${before}`;
    const own = text.replace(/ PRIMARY KEY$/, '');
    const has = hasColumns?.get(name);
    if (has === undefined) alterations.push(`ADD COLUMN ${own} ${place}`);
    else if (has !== wantsColumns?.get(name)) alterations.push(`MODIFY COLUMN ${own} ${place}`);
  }
  const declared = new Map(table.keys.map(({ name, text }) => [name, text]));
  for (const [name, key] of hasKeys ?? []) {
    const wanted = wantsKeys?.get(name);
    // an index the engine made for a foreign key has its name
    if (wanted === key || (wanted === undefined && (name.startsWith('fk_') || foreign.get(table.name)?.has(name)))) continue;
    alterations.push(name === 'PRIMARY' ? 'DROP PRIMARY KEY' : `DROP KEY ${name}`);
    if (declared.has(name)) alterations.push(`ADD ${declared.get(name)}`);
  }
  for (const [name, text] of declared) if (!hasKeys?.has(name)) alterations.push(`ADD ${text}`);
  if (alterations.length > 0) await connection.query(`ALTER TABLE ${table.name} ${alterations.join(', ')}`);
}

/** Foreign keys and checks that are missing, or say something else. */
async function addConstraints(connection: Connection, tables: readonly SchemaTable[]): Promise<void> {
  const has = await describeConstraints(connection);
  for (const table of tables) {
    const known = has.get(table.name);
    const wrong = table.foreignKeys.filter(({ name, text }) => known?.has(name) === true && known.get(name) !== plain(text));
    for (const { name } of wrong) await connection.query(`ALTER TABLE ${table.name} DROP FOREIGN KEY ${name}`);
    const missing = [...table.foreignKeys, ...table.checks].filter((one) => known?.has(one.name) !== true || wrong.includes(one));
    if (missing.length > 0) await connection.query(`ALTER TABLE ${table.name} ${missing.map(({ text }) => `ADD ${text}`).join(', ')}`);
  }
}

async function describeColumns(connection: Connection): Promise<Described> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS name, CONCAT_WS('|', COLUMN_TYPE, IS_NULLABLE, COALESCE(COLUMN_DEFAULT, 'NULL'), COALESCE(COLLATION_NAME, ''), EXTRA,
       COALESCE(GENERATION_EXPRESSION, '')) AS text FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()`,
  );
  return described(rows);
}

async function describeKeys(connection: Connection): Promise<Described> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS tableName, INDEX_NAME AS name, CONCAT(MIN(NON_UNIQUE), ' ', GROUP_CONCAT(CONCAT(COLUMN_NAME, COALESCE(SUB_PART, '')) ORDER BY SEQ_IN_INDEX)) AS text
     FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() GROUP BY TABLE_NAME, INDEX_NAME`,
  );
  return described(rows);
}

/** Foreign keys in the words of schema.sql, without blanks; of other constraints only the name. */
async function describeConstraints(connection: Connection): Promise<Described> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT c.TABLE_NAME AS tableName, c.CONSTRAINT_NAME AS name, COALESCE((SELECT CONCAT('CONSTRAINT', k.CONSTRAINT_NAME, 'FOREIGNKEY(',
         GROUP_CONCAT(k.COLUMN_NAME ORDER BY k.ORDINAL_POSITION), ')REFERENCES', MIN(k.REFERENCED_TABLE_NAME), '(', GROUP_CONCAT(k.REFERENCED_COLUMN_NAME ORDER BY k.ORDINAL_POSITION), ')')
       FROM information_schema.KEY_COLUMN_USAGE k WHERE k.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME AND k.CONSTRAINT_NAME = c.CONSTRAINT_NAME
         AND k.REFERENCED_TABLE_NAME IS NOT NULL GROUP BY k.CONSTRAINT_NAME), '') AS text
     FROM information_schema.TABLE_CONSTRAINTS c WHERE c.CONSTRAINT_SCHEMA = DATABASE() AND c.CONSTRAINT_TYPE IN ('FOREIGN KEY', 'CHECK')`,
  );
  return described(rows);
}

function described(rows: readonly RowDataPacket[]): Described {
  const all: Described = new Map();
  for (const row of rows) {
    const name = String(row['tableName']);
    const parts = all.get(name) ?? new Map<string, string>();
    all.set(name, parts.set(String(row['name']), String(row['text'])));
  }
  return all;
}

function plain(text: string): string {
  return text.replaceAll(/\s/g, '');
}
