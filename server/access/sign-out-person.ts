import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { canSee } from './can-see.ts';
import { endSessions } from './end-sessions.ts';

/** An administrator ends every session of a person, also of one who is switched off; audited. Who is not wholly within the administrator's own scope does not exist here. */
export async function signOutPerson(ctx: UserCtx, input: { userId: string }): Promise<{ ended: number }> {
  if (!(await isWithinScope(ctx, input.userId))) throw new AppError('not_found', 'There is no such person.');
  const ended = await endSessions(ctx, input.userId);
  await inTransaction(ctx, ({ tx }) =>
    recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'user',
        entityId: input.userId,
        action: 'sessions_ended',
        after: { ended },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]),
  );
  return { ended };
}

async function isWithinScope({ tenantId, actor: { scope } }: UserCtx, userId: string): Promise<boolean> {
  const [user] = await database().query<{ scope_all: number }>('SELECT scope_all FROM user WHERE tenant_id = ? AND id = ?', [tenantId, userId]);
  if (!user || 'all' in scope) return user !== undefined;
  const parts = await database().query<{ fid: string | null; oid: string | null }>(
    `SELECT COALESCE(s.fid, o.fid) AS fid, s.oid FROM user_scope s LEFT JOIN outlet o ON o.tenant_id = s.tenant_id AND o.oid = s.oid
     WHERE s.tenant_id = ? AND s.user_id = ?`,
    [tenantId, userId],
  );
  return user.scope_all !== 1 && parts.length > 0 && parts.every((part) => canSee(scope, part));
}
