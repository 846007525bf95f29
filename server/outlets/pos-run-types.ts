import type { PosRunState, PosRunView } from '../../types/pos.ts';

/** A row of pos_sync_run with the names of whoever began and decided it (select-pos-runs.ts). */
export interface PosRunRow {
  id: string;
  kind: PosRunView['kind'];
  cause: PosRunView['cause'];
  state: PosRunState;
  /** the lock's number: a process whose number is no longer this one has lost the run */
  fence: string;
  page_cursor: string | null;
  since: Date | null;
  listed_franchises: number;
  listed_outlets: number;
  rejected: number;
  /** of those: franchises and outlets without a readable number */
  unnamed: string;
  duplicates: number;
  added: number;
  changed: number;
  vanished: number;
  returned: number;
  reparented: number;
  contacts: number;
  /** 0: a full load that found nothing vanished because a row it could not use may be any outlet */
  has_looked: number;
  share: string | null;
  error: string | null;
  tries: number;
  started_at: Date;
  heartbeat_at: Date;
  finished_at: Date | null;
  started_by: string | null;
  decided_by: string | null;
}
