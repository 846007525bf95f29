import type { Ctx, Tx } from './context.ts';
import { database, sqlOf } from './database.ts';
import { isLockConflict } from './is-lock-conflict.ts';

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
        // The statements go to the transaction's own connection: Sequelize's raw queries cut milliseconds off and return no insert id.
        const { connection } = transaction as unknown as { connection: { promise(): Parameters<typeof sqlOf>[0] } };
        const tx: Tx = { sequelize: transaction, afterCommit: (task) => void after.push(task), ...sqlOf(connection.promise()) };
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
