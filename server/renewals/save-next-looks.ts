import type { Sql } from '../platform/sql.ts';

/** When to look at a renewal again, for which step, and why; `at` null: not before something changes. */
export interface NextLook {
  renewalId: string;
  at: Date | null;
  step: string | null;
  reason: string;
}

/** Writes the next looks of locked renewals in one statement; those that are as in `known` are left out. The revision stays: it counts changes people make or see. */
export async function saveNextLooks(
  sql: Sql,
  tenantId: string,
  looks: readonly NextLook[],
  known: readonly { id: string; next_at: Date | null; next_step: string | null; next_reason: string | null }[] = [],
): Promise<void> {
  const before = new Map(known.map((row) => [row.id, row]));
  const changed = looks.filter((look) => {
    const row = before.get(look.renewalId);
    return !row || row.next_at?.getTime() !== look.at?.getTime() || row.next_step !== look.step || row.next_reason !== look.reason;
  });
  if (changed.length === 0) return;
  await sql.execute(
    `UPDATE renewal r JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', na DATETIME(3) PATH '$.na', st VARCHAR(16) PATH '$.st', re VARCHAR(32) PATH '$.re')) d
       ON r.tenant_id = ? AND r.id = d.id
     SET r.next_at = d.na, r.next_step = d.st, r.next_reason = d.re`,
    [
      JSON.stringify(
        changed.map(({ renewalId, at, step, reason }) => ({ id: renewalId, na: at && at.toISOString().slice(0, 23).replace('T', ' '), st: step, re: reason })),
      ),
      tenantId,
    ],
  );
}
