import type { RowDataPacket } from 'mysql2';
import { database } from './database.ts';

/**
 * Runs `run` while holding a database lock of this name, or returns null at once when another process has it. The server gives it
 * back by itself when this process dies. Lock names are per server, so the name of the database is part of it.
 */
export async function withLock<T>(name: string, run: () => Promise<T>): Promise<T | null> {
  const connection = await database().pool.getConnection();
  const lock = "LEFT(CONCAT(?, ':', DATABASE()), 64)";
  try {
    const [rows] = await connection.query<(RowDataPacket & { locked: number | string | null })[]>(`SELECT GET_LOCK(${lock}, 0) AS locked`, [name]);
    const isMine = Number(rows[0]?.locked) === 1;
    const result = isMine ? await run() : null;
    if (isMine) await connection.query(`SELECT RELEASE_LOCK(${lock})`, [name]);
    connection.release();
    return result;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}
