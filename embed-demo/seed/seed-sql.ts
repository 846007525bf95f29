import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';

/** A value of a row. */
export type SeedValue = string | number | boolean | Date | null;

/** The few ways in which the seed writes: parameterised, many rows at a time. */
export class SeedSql {
  readonly #connection: Pool | PoolConnection;

  constructor(connection: Pool | PoolConnection) {
    this.#connection = connection;
  }

  /** Rows of a query. */
  async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const [rows] = await this.#connection.query<RowDataPacket[]>(sql, [...values]);
    return rows as unknown as Row[];
  }

  /** Runs one statement. */
  async execute(sql: string, values: readonly unknown[] = []): Promise<void> {
    await this.#connection.query(sql, [...values]);
  }

  /** Inserts rows (or refreshes `update` columns of those that exist); returns the ids of new AUTO_INCREMENT rows in order. */
  async insert(table: string, rows: readonly Readonly<Record<string, SeedValue>>[], update: readonly string[] | null = null): Promise<string[]> {
    const ids: string[] = [];
    const columns = Object.keys(rows[0] ?? {});
    const tail = update === null ? '' : ` ON DUPLICATE KEY UPDATE ${update.map((column) => `\`${column}\` = VALUES(\`${column}\`)`).join(', ')}`;
    for (let at = 0; at < rows.length; at += 250) {
      const slice = rows.slice(at, at + 250);
      const [result] = await this.#connection.query<ResultSetHeader>(`INSERT INTO ?? (??) VALUES ?${tail}`, [
        table,
        columns,
        slice.map((row) => columns.map((column) => row[column] ?? null)),
      ]);
      for (let index = 0; index < slice.length; index += 1) ids.push(String(BigInt(result.insertId) + BigInt(index)));
    }
    return ids;
  }
}
