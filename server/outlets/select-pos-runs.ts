/** SELECT … FROM of a PosRunRow; add `WHERE r.tenant_id = ? AND …`. */
export const selectPosRuns = `SELECT r.id, r.kind, r.cause, r.state, r.fence, r.page_cursor, r.since, r.listed_franchises, r.listed_outlets, r.rejected, r.duplicates,
    r.added, r.changed, r.vanished, r.returned, r.reparented, r.contacts, r.has_looked, r.share, r.error, r.tries, r.started_at, r.heartbeat_at, r.finished_at,
    (SELECT COUNT(*) FROM pos_sync_reject j WHERE j.tenant_id = r.tenant_id AND j.run_id = r.id AND j.entity <> 'contact' AND j.entity_key IS NULL) AS unnamed,
    a.name AS started_by, d.name AS decided_by
  FROM pos_sync_run r
  LEFT JOIN user a ON a.tenant_id = r.tenant_id AND a.id = r.actor_user_id
  LEFT JOIN user d ON d.tenant_id = r.tenant_id AND d.id = r.decided_by_user_id`;
