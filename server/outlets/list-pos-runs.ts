import type { PosRunView } from '../../types/pos.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { posRunView } from './pos-run-view.ts';
import type { PosRunRow } from './pos-run-types.ts';
import { readKeyset } from './read-keyset.ts';
import { selectPosRuns } from './select-pos-runs.ts';

/** Loads of the POS, newest first. Throws AppError('invalid_input') for a cursor of somebody else. */
export async function listPosRuns(
  ctx: Ctx,
  input: { limit: number; cursor?: string | null | undefined },
): Promise<{ rows: PosRunView[]; nextCursor: string | null }> {
  const before = readKeyset(input.cursor);
  const rows = await database().query<PosRunRow>(`${selectPosRuns} WHERE r.tenant_id = ?${before === null ? '' : ' AND r.id < ?'} ORDER BY r.id DESC LIMIT ?`, [
    ctx.tenantId,
    ...(before === null ? [] : [before]),
    input.limit + 1,
  ]);
  const page = rows.slice(0, input.limit);
  return { rows: page.map(posRunView), nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
}
