import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { Sql } from '../platform/sql.ts';
import type { PosRunRow } from './pos-run-types.ts';
import { selectPosRuns } from './select-pos-runs.ts';

/** A load of this tenant, on the caller's connection when it is in a transaction. Throws AppError('not_found'). */
export async function findPosRun(tenantId: string, runId: string, sql: Sql = database()): Promise<PosRunRow> {
  const [row] = await sql.query<PosRunRow>(`${selectPosRuns} WHERE r.tenant_id = ? AND r.id = ?`, [tenantId, runId]);
  if (!row) throw new AppError('not_found', 'There is no such load of the POS.');
  return row;
}
