/** SELECT … FROM of a JobRecord; add `WHERE j.tenant_id = ? AND …`. */
export const selectJobs = 'SELECT j.id, j.user_id, j.state, j.total, j.sent, j.skipped, j.created_at, j.finished_at FROM renewal_job j';
