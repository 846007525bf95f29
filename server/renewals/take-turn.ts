import type { Ctx, Tx } from '../platform/context.ts';

/**
 * Who gets the next piece of renewal work about this outlet: `preferred` when still active and able to see it, else whoever of the renewal
 * staff had one longest ago (round robin). The turn is written down in the caller's transaction. Null: nobody may see it.
 */
export async function takeTurn(
  ctx: Ctx & { tx: Tx },
  kind: string,
  place: { fid: string | null; oid: string | null },
  preferred: string | null,
): Promise<{ id: string; name: string } | null> {
  const { tx, tenantId, now } = ctx;
  const [user] = await tx.query<{ id: string; name: string }>(
    `SELECT u.id, u.name FROM user u LEFT JOIN assignment_turn t ON t.tenant_id = u.tenant_id AND t.user_id = u.id AND t.kind = ?
     WHERE u.tenant_id = ? AND u.is_active = 1 AND (u.role = 'renewal' OR u.id = ?)
       AND (u.scope_all = 1 OR EXISTS (SELECT 1 FROM user_scope s WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND (s.fid = ? OR s.oid = ?)))
     ORDER BY u.id = ? DESC, t.last_at IS NOT NULL, t.last_at, u.id LIMIT 1`,
    [kind, tenantId, preferred ?? '0', place.fid ?? '0', place.oid ?? '0', preferred ?? '0'],
  );
  if (!user) return null;
  await tx.execute('INSERT INTO assignment_turn (tenant_id, kind, user_id, last_at) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE last_at = VALUES(last_at)', [
    tenantId,
    kind,
    user.id,
    now,
  ]);
  return user;
}
