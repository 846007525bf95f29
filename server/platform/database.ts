import mysql, { type Pool, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import { Sequelize } from 'sequelize';
import type { Sql, SqlValue } from './sql.ts';

/** The process's two ways into MySQL: Sequelize for verbs, a plain mysql2 pool for the hot path and lists. */
export interface Database extends Sql {
  sequelize: Sequelize;
  pool: Pool;
  /** for inBatchTransaction only: autocommit is off, a transaction begins with its first statement and costs no round trip */
  batchPool: Pool;
}

let handle: Database | undefined;

/** mysql2 face of one pool or connection. */
export function sqlOf(target: Pick<Pool, 'query'>): Sql {
  return {
    async query<T extends object>(sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
      const [rows] = await target.query<RowDataPacket[]>(sql, [...params]);
      return rows as unknown as T[];
    },
    async execute(sql, params = []) {
      const [result] = await target.query<ResultSetHeader>(sql, [...params]);
      return { affectedRows: result.affectedRows, insertId: String(result.insertId) };
    },
  };
}

/** Opens the pools (lazily connected). READ COMMITTED everywhere: the hot path must not take gap locks. */
export function connectDatabase(url: string, options: { poolSize: number; hotPoolSize: number }): Database {
  const sequelize = new Sequelize(url, {
    dialect: 'mysql',
    logging: false,
    timezone: '+00:00',
    isolationLevel: 'READ COMMITTED' as never,
    pool: { max: options.poolSize, min: 0, acquire: 10_000, idle: 30_000 },
    define: { freezeTableName: true, timestamps: false, underscored: true },
    dialectOptions: { supportBigNumbers: true, bigNumberStrings: true, connectTimeout: 5_000 },
  });
  const pool = openPool(url, options.hotPoolSize, 'autocommit = 1');
  const batchPool = openPool(url, options.hotPoolSize, 'autocommit = 0');
  handle = { sequelize, pool, batchPool, ...sqlOf(pool) };
  return handle;
}

function openPool(url: string, connectionLimit: number, session: string): Pool {
  const pool = mysql.createPool({
    uri: url,
    connectionLimit,
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: ['DATE'],
    connectTimeout: 5_000,
    enableKeepAlive: true,
    charset: 'utf8mb4',
  });
  pool.pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    connection.query(
      `SET SESSION time_zone = '+00:00', SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO', SESSION ${session}`,
    );
  });
  return pool;
}

/** The connected database; throws when the process has none (a wiring bug, not a fault of the network). */
export function database(): Database {
  if (!handle) throw new Error('connectDatabase was not called');
  return handle;
}

/** Waits for running queries and closes all pools. */
export async function closeDatabase(): Promise<void> {
  const open = handle;
  handle = undefined;
  if (open) await Promise.allSettled([open.sequelize.close(), open.pool.end(), open.batchPool.end()]);
}
