/** Anything `?` placeholders take; nested arrays expand for `IN (?)` and `VALUES ?`. */
export type SqlValue = string | number | boolean | Date | Buffer | null | readonly SqlValue[];

/** Parameterised SQL on one connection. BIGINT, DECIMAL and COUNT() come back as strings, INT as numbers, DATETIME as Date, JSON parsed. */
export interface Sql {
  query<T extends object>(sql: string, params?: readonly SqlValue[]): Promise<T[]>;
  execute(sql: string, params?: readonly SqlValue[]): Promise<{ affectedRows: number; insertId: string }>;
}
