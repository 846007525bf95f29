import type { PosRunView } from '../../types/pos.ts';
import type { PosRunRow } from './pos-run-types.ts';

/** A load of the POS's lists as the widgets see it. */
export function posRunView(row: PosRunRow): PosRunView {
  return {
    id: row.id,
    kind: row.kind,
    cause: row.cause,
    startedBy: row.started_by,
    state: row.state,
    listedFranchises: row.listed_franchises,
    listedOutlets: row.listed_outlets,
    counts: { added: row.added, changed: row.changed, vanished: row.vanished, returned: row.returned, reparented: row.reparented },
    rejected: row.rejected,
    unnamed: Number(row.unnamed),
    duplicates: row.duplicates,
    contacts: row.contacts,
    hasLooked: row.has_looked === 1,
    share: row.share === null ? null : Number(row.share),
    error: row.error,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    decidedBy: row.decided_by,
  };
}
