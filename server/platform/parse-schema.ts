/** One table of schema.sql as it is written there, line by line. */
export interface SchemaTable {
  name: string;
  /** `name definition` each, in order */
  columns: { name: string; text: string }[];
  /** keys by name; the primary key is `PRIMARY` */
  keys: { name: string; text: string }[];
  foreignKeys: { name: string; text: string }[];
  checks: { name: string; text: string }[];
}

/**
 * Reads schema.sql: `CREATE TABLE IF NOT EXISTS name (`, one column, key or constraint per line, `) ENGINE…;`. Throws Error for a line it
 * does not understand, so that nothing of the schema is passed over.
 */
export function parseSchema(sql: string): SchemaTable[] {
  const tables: SchemaTable[] = [];
  for (const [, name = '', body = ''] of sql.matchAll(/^CREATE TABLE IF NOT EXISTS (\w+) \(\n([\s\S]*?)\n\) ENGINE=/gm)) {
    const table: SchemaTable = { name, columns: [], keys: [], foreignKeys: [], checks: [] };
    for (const line of body.split('\n')) {
      const text = line.trim().replace(/,$/, '');
      if (text === '' || text.startsWith('--')) continue;
      const [, foreignKey] = /^CONSTRAINT (\w+) FOREIGN KEY /.exec(text) ?? [];
      const [, check] = /^CONSTRAINT (\w+) CHECK /.exec(text) ?? [];
      const [, key] = /^(?:UNIQUE |FULLTEXT )?KEY (\w+) \(/.exec(text) ?? [];
      const [, column] = /^(\w+) [A-Z]+/.exec(text) ?? [];
      if (foreignKey !== undefined) table.foreignKeys.push({ name: foreignKey, text });
      else if (check !== undefined) table.checks.push({ name: check, text });
      else if (key !== undefined) table.keys.push({ name: key, text });
      else if (text.startsWith('PRIMARY KEY (')) table.keys.push({ name: 'PRIMARY', text });
      else if (column !== undefined && !['CONSTRAINT', 'UNIQUE', 'KEY', 'INDEX', 'CHECK'].includes(column)) table.columns.push({ name: column, text });
      else throw new Error(`schema.sql, table ${name}: "${text}" is no column, key or constraint on one line`);
    }
    tables.push(table);
  }
  return tables;
}
