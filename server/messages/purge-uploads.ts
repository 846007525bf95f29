import { database } from '../platform/database.ts';
import { store } from '../platform/store.ts';

/** Longer than anybody keeps a draft open. */
const KEEP_MS = 2 * 86_400_000;
const AT_ONCE = 500;

/** Removes uploads nobody sent: drafts given up, composers closed. Rows first, so that no message can point at a file that is gone. Returns how many. */
export async function purgeUploads(now: Date): Promise<number> {
  const rows = await database().query<{ tenant_id: string; id: string; media_key: string }>(
    `SELECT u.tenant_id, u.id, u.media_key FROM upload u
     WHERE u.created_at < ? AND NOT EXISTS (SELECT 1 FROM message m WHERE m.tenant_id = u.tenant_id AND m.upload_id = u.id) ORDER BY u.id LIMIT ?`,
    [new Date(now.getTime() - KEEP_MS), AT_ONCE],
  );
  let purged = 0;
  for (const row of rows) {
    const { affectedRows } = await database().execute(
      'DELETE FROM upload WHERE tenant_id = ? AND id = ? AND NOT EXISTS (SELECT 1 FROM message m WHERE m.tenant_id = upload.tenant_id AND m.upload_id = upload.id)',
      [row.tenant_id, row.id],
    );
    if (affectedRows === 0) continue;
    await store().remove(row.media_key);
    purged += 1;
  }
  return purged;
}
