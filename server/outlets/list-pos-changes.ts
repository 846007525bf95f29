import type { PosChangeKind, PosChangeView } from '../../types/pos.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';
import { findPosRun } from './find-pos-run.ts';
import { readKeyset } from './read-keyset.ts';

type Part = PosChangeView['before'];
interface Row {
  id: string;
  entity: PosChangeView['entity'];
  entity_key: string;
  kind: PosChangeKind;
  name: string | null;
  before_json: Part | string;
  after_json: Part | string;
}

/** What a load found different, by kind when asked for one. Throws AppError('not_found', 'invalid_input'). */
export async function listPosChanges(
  ctx: Ctx,
  input: { runId: string; kind?: PosChangeKind | undefined; limit: number; cursor?: string | null | undefined },
): Promise<{ rows: PosChangeView[]; nextCursor: string | null }> {
  const after = readKeyset(input.cursor);
  await findPosRun(ctx.tenantId, input.runId);
  const rows = await database().query<Row>(
    `SELECT c.id, c.entity, c.entity_key, c.kind, COALESCE(o.name, f.name) AS name, c.before_json, c.after_json
     FROM pos_sync_change c
     LEFT JOIN outlet o ON c.entity = 'outlet' AND o.tenant_id = c.tenant_id AND o.oid = c.entity_key
     LEFT JOIN franchise f ON c.entity = 'franchise' AND f.tenant_id = c.tenant_id AND f.fid = c.entity_key
     WHERE c.tenant_id = ? AND c.run_id = ?${input.kind ? ' AND c.kind = ?' : ''}${after === null ? '' : ' AND c.id > ?'} ORDER BY c.id LIMIT ?`,
    [ctx.tenantId, input.runId, ...(input.kind ? [input.kind] : []), ...(after === null ? [] : [after]), input.limit + 1],
  );
  const page = rows.slice(0, input.limit).map((row) => {
    const [before, then] = [partOf(row.before_json), partOf(row.after_json)];
    const name = then?.['name'] ?? row.name ?? before?.['name'];
    return { id: row.id, entity: row.entity, key: String(row.entity_key), name: String(name ?? ''), kind: row.kind, before, after: then };
  });
  return { rows: page, nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
}

/** An address is an object; a list shows it as text. */
function partOf(stored: Part | string): Part {
  const part = parseJson<Record<string, unknown>>(stored);
  if (part === null) return null;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, isPlain(value) ? value : JSON.stringify(value)]));
}

function isPlain(value: unknown): value is string | number | null {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
