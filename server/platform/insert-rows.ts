import type { Sql, SqlValue } from './sql.ts';

let step: bigint | undefined;

/**
 * One multi-row `INSERT … VALUES ?` and the ids it made, in the order of `rows`. InnoDB gives a statement with a known
 * number of rows consecutive ids in every lock mode; the step is asked from the server once (clusters set it above 1).
 */
export async function insertRows(sql: Sql, statement: string, rows: readonly (readonly SqlValue[])[]): Promise<string[]> {
  if (rows.length === 0) return [];
  if (step === undefined) {
    const [row] = await sql.query<{ step: string | number }>('SELECT @@SESSION.auto_increment_increment AS step');
    step = BigInt(row?.step ?? 1);
  }
  const by = step;
  const { insertId } = await sql.execute(statement, [rows]);
  const first = BigInt(insertId);
  return rows.map((_, index) => String(first + BigInt(index) * by));
}
