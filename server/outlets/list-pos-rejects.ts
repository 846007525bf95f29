import type { PosRejectView } from '../../types/pos.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { findPosRun } from './find-pos-run.ts';
import { readKeyset } from './read-keyset.ts';

interface Row {
  id: string;
  entity: PosRejectView['entity'];
  entity_key: string | null;
  reason: string;
  field: string | null;
  raw: unknown;
}

/** Rows of the POS nobody could use, with the reason. Throws AppError('not_found', 'invalid_input'). */
export async function listPosRejects(
  ctx: Ctx,
  input: { runId: string; limit: number; cursor?: string | null | undefined },
): Promise<{ rows: PosRejectView[]; nextCursor: string | null }> {
  const after = readKeyset(input.cursor);
  await findPosRun(ctx.tenantId, input.runId);
  const rows = await database().query<Row>(
    `SELECT id, entity, entity_key, reason, field, raw FROM pos_sync_reject WHERE tenant_id = ? AND run_id = ?${after === null ? '' : ' AND id > ?'} ORDER BY id LIMIT ?`,
    [ctx.tenantId, input.runId, ...(after === null ? [] : [after]), input.limit + 1],
  );
  const page = rows.slice(0, input.limit).map((row) => ({
    id: row.id,
    entity: row.entity,
    key: row.entity_key,
    reason: row.reason,
    field: row.field,
    raw: typeof row.raw === 'string' ? row.raw : JSON.stringify(row.raw ?? null),
  }));
  return { rows: page, nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
}
