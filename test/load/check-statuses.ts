import type { Stage } from './stage.ts';

/** What the statuses of a run left at the messages they are about; every number but `messages` should be 0. */
export interface StatusCheck {
  /** outbound messages of the run in the database */
  messages: number;
  /** more than once in the database */
  duplicated: number;
  /** ended elsewhere than at read, lack a time, or bear their times the wrong way round */
  reordered: number;
  /** still parked: nobody found the message they are about */
  parked: number;
  /** lines of the list that show another tick than their last message */
  wrongPreviews: number;
  isClean: boolean;
}

/** Counts in the database what the statuses of a run did to the messages whose three statuses were all sent. */
export async function checkStatuses(stage: Stage, prefix: string, outbound: number): Promise<StatusCheck> {
  const rows = await stage.rows<{ wa_message_id: string; is_right: number }>(
    `SELECT wa_message_id, COALESCE(status = 'read' AND sent_at <= delivered_at AND delivered_at <= read_at AND failed_at IS NULL, 0) AS is_right
     FROM message WHERE wa_message_id LIKE ? AND CAST(SUBSTRING_INDEX(wa_message_id, '.', -1) AS UNSIGNED) < ?`,
    [`${prefix}%`, outbound],
  );
  const [parked] = await stage.rows<{ n: string }>('SELECT COUNT(*) AS n FROM unmatched_status WHERE wa_message_id LIKE ?', [`${prefix}%`]);
  const [previews] = await stage.rows<{ n: string }>(
    `SELECT COUNT(*) AS n FROM ticket t JOIN message m ON m.tenant_id = t.tenant_id AND m.id = t.preview_message_id
     WHERE m.wa_message_id LIKE ? AND t.preview_status <> m.status`,
    [`${prefix}%`],
  );
  const found = {
    messages: rows.length,
    duplicated: rows.length - new Set(rows.map((row) => row.wa_message_id)).size,
    reordered: rows.filter((row) => Number(row.is_right) === 0).length,
    parked: Number(parked?.n ?? 0),
    wrongPreviews: Number(previews?.n ?? 0),
  };
  return { ...found, isClean: found.messages === outbound && found.duplicated + found.reordered + found.parked + found.wrongPreviews === 0 };
}
