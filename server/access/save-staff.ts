import type { PiiLevel, Role, Scope } from '../../types/access.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { auditUser } from './audit-user.ts';
import { hashPassword } from './hash-password.ts';
import { readUserFacts } from './read-user-facts.ts';
import { writeUserScope } from './write-user-scope.ts';

const SHORTEST_PASSWORD = 12;

/** Somebody who signs in with e-mail and password. What is left out stays as it is (or takes its default when the person is new). */
export interface StaffInput {
  email: string;
  name?: string;
  role?: Role;
  scope?: Scope;
  pii?: PiiLevel;
  password?: string;
  isActive?: boolean;
}

/** Creates or changes a person without a host page; audited, without the password. Ending their sessions is `closeSessionsOf`'s business. */
export async function saveStaff(ctx: Ctx, input: StaffInput): Promise<{ userId: string; isNew: boolean }> {
  if (input.password !== undefined && input.password.length < SHORTEST_PASSWORD)
    throw new AppError('invalid_input', `A password has at least ${SHORTEST_PASSWORD} characters.`);
  const email = input.email.toLowerCase();
  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password);
  return inTransaction(ctx, async ({ tx }) => {
    const [known] = await tx.query<{ id: string }>('SELECT id FROM user WHERE tenant_id = ? AND email = ? FOR UPDATE', [ctx.tenantId, email]);
    let userId = known?.id;
    const before = userId === undefined ? null : await readUserFacts(tx, ctx.tenantId, userId);
    if (userId === undefined) {
      if (input.name === undefined || input.role === undefined || passwordHash === undefined)
        throw new AppError('invalid_input', 'A new person needs a name, a role and a password.');
      ({ insertId: userId } = await tx.execute('INSERT INTO user (tenant_id, email, name, role, password_hash) VALUES (?, ?, ?, ?, ?)', [
        ctx.tenantId,
        email,
        input.name,
        input.role,
        passwordHash,
      ]));
    }
    await tx.execute(
      `UPDATE user SET name = COALESCE(?, name), role = COALESCE(?, role), pii = COALESCE(?, pii), password_hash = COALESCE(?, password_hash), is_active = COALESCE(?, is_active), scope_all = COALESCE(?, scope_all)
       WHERE tenant_id = ? AND id = ?`,
      [
        input.name ?? null,
        input.role ?? null,
        input.pii ?? null,
        passwordHash ?? null,
        input.isActive ?? null,
        input.scope ? 'all' in input.scope : null,
        ctx.tenantId,
        userId,
      ],
    );
    if (input.scope) await writeUserScope(tx, ctx.tenantId, userId, input.scope);
    const { tenantId, actor, requestId, now: at } = ctx;
    await auditUser(tx, { tenantId, actor, requestId, at }, userId, before, input.password === undefined ? {} : { passwordChanged: true });
    return { userId, isNew: !known };
  });
}
