import { database, sqlOf } from './database.ts';
import type { Sql } from './sql.ts';

/** One transaction on the hot path's own pool. No retry here: the lane decides what to do with a batch that failed. */
export async function inBatchTransaction<T>(run: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await database().batchPool.getConnection();
  let broken = false;
  try {
    const result = await run(sqlOf(connection));
    await connection.commit();
    return result;
  } catch (error) {
    await connection.rollback().catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    if (broken) connection.destroy();
    else connection.release();
  }
}
