import type { MediaState } from '../../types/messages.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { publishLive } from '../platform/publish-live.ts';
import { selectMessages } from './select-messages.ts';
import type { MessageRow } from './message-types.ts';
import { messageView } from './view.ts';

/** How fetching a message's file ended. */
export type MediaOutcome =
  | { state: 'stored'; key: string; mime: string; bytes: number; sha256: string }
  | { state: Exclude<MediaState, 'stored' | 'pending'>; detail: string };

/** Records the outcome on the message, once, and tells those who have the ticket open. False when another worker was faster. */
export async function settleMedia(tenantId: string, messageId: string, outcome: MediaOutcome, now: Date, log: Log): Promise<boolean> {
  const key = [tenantId, messageId];
  const { affectedRows } =
    outcome.state === 'stored'
      ? await database().execute(
          "UPDATE message SET media_state = 'stored', media_key = ?, media_mime = ?, media_bytes = ?, media_sha256 = ?, error_detail = NULL WHERE tenant_id = ? AND id = ? AND media_state <> 'stored'",
          [outcome.key, outcome.mime.slice(0, 128), outcome.bytes, outcome.sha256, ...key],
        )
      : await database().execute("UPDATE message SET media_state = ?, error_detail = ? WHERE tenant_id = ? AND id = ? AND media_state <> 'stored'", [
          outcome.state,
          outcome.detail.slice(0, 500),
          ...key,
        ]);
  if (affectedRows === 0) return false;
  const [row] = await database().query<MessageRow>(`${selectMessages} WHERE m.tenant_id = ? AND m.id = ?`, key);
  const media = row && messageView(row, { now }).media;
  if (row && media)
    await publishLive(tenantId, [{ rooms: [`ticket:${row.ticket_id}`], delta: { t: 'media', ticketId: row.ticket_id, messageId, media } }], log);
  return true;
}
