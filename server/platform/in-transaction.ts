import { QueryTypes } from 'sequelize';
import type { Ctx, Tx } from './context.ts';
import { database } from './database.ts';
import { isLockConflict } from './is-lock-conflict.ts';
import type { SqlValue } from './sql.ts';

/**
 * Joins the caller's transaction, or opens one, commits and then runs what was registered with `afterCommit`.
 * A deadlock or lock wait of the outermost transaction is tried again (3 times): `run` must be free of outside effects.
 */
export async function inTransaction<T>(ctx: Ctx, run: (ctx: Ctx & { tx: Tx }) => Promise<T>): Promise<T> {
  if (ctx.tx) return run({ ...ctx, tx: ctx.tx });
  for (let attempt = 1; ; attempt++) {
    const after: (() => void | Promise<void>)[] = [];
    try {
      const result = await database().sequelize.transaction(async (transaction) => {
        const { sequelize } = database();
        const tx: Tx = {
          sequelize: transaction,
          afterCommit: (task) => void after.push(task),
          query: <R extends object>(sql: string, params: readonly SqlValue[] = []) =>
            sequelize.query<R>(sql, { transaction, type: QueryTypes.SELECT, replacements: [...params], raw: true }),
          execute: async (sql, params = []) => {
            const [, meta] = await sequelize.query(sql, { transaction, replacements: [...params], type: QueryTypes.RAW });
            const header = meta as { affectedRows?: number; insertId?: number | string };
            return { affectedRows: header.affectedRows ?? 0, insertId: String(header.insertId ?? 0) };
          },
        };
        return run({ ...ctx, tx });
      });
      for (const task of after) {
        Promise.resolve()
          .then(task)
          .catch((error: unknown) => ctx.log.warn({ err: error }, 'after-commit task failed'));
      }
      return result;
    } catch (error) {
      if (attempt >= 4 || !isLockConflict(error)) throw error;
    }
  }
}
