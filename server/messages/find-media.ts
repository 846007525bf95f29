import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';

/** Where the stored file of a message is. Rejects with `not_found` while it is not stored, or once the message was deleted. */
export async function findMedia(tenantId: string, messageId: string): Promise<{ key: string; mime: string; bytes: number; filename: string | null }> {
  const [row] = await database().query<{ media_key: string | null; media_mime: string | null; media_bytes: string | null; media_filename: string | null }>(
    "SELECT media_key, media_mime, media_bytes, media_filename FROM message WHERE tenant_id = ? AND id = ? AND media_state = 'stored' AND deleted_at IS NULL",
    [tenantId, messageId],
  );
  if (!row?.media_key) throw new AppError('not_found', 'This file does not exist.');
  return { key: row.media_key, mime: row.media_mime ?? 'application/octet-stream', bytes: Number(row.media_bytes ?? 0), filename: row.media_filename };
}
