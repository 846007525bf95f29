import type { MessageStatus } from '../../types/messages.ts';
import type { RenewalHistoryItem } from '../../types/renewals.ts';
import { database } from '../platform/database.ts';
import type { ChangeRecord, NoteRecord } from './history-types.ts';
import { parseJson } from '../platform/parse-json.ts';
import { decideShownResult } from './decide-shown-result.ts';
import { historyView } from './history-view.ts';
import type { AttemptRecord, LoadedRenewal } from './renewal-record-types.ts';

const MOST = 200;

/** What happened to a renewal, newest first, and its attempts. */
export async function loadHistory(
  tenantId: string,
  renewal: Pick<LoadedRenewal, 'id' | 'evidence'>,
): Promise<{ history: RenewalHistoryItem[]; attempts: AttemptRecord[] }> {
  const [stored, notes, changes, payers] = await Promise.all([
    // read_at: the message's, in the calendar's time as the attempt's own
    database().query<AttemptRecord & { message_status: MessageStatus | null }>(
      `SELECT a.id, a.renewal_id, a.step, a.channel, a.template, a.language, a.is_digest, a.message_id, a.ticket_id,
         COALESCE(c.display_name, CONCAT('@', c.username), c.wa_phone_e164) AS contact_name, u.name AS author_name,
         a.result, a.error_code, a.note, a.superseded_at, a.answered_at, a.created_at, m.status AS message_status,
         a.created_at + INTERVAL TIMESTAMPDIFF(MICROSECOND, m.created_at, m.read_at) MICROSECOND AS read_at
       FROM renewal_attempt a
       LEFT JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
       LEFT JOIN contact c ON c.tenant_id = a.tenant_id AND c.id = a.contact_id
       LEFT JOIN user u ON u.tenant_id = a.tenant_id AND u.id = a.author_user_id
       WHERE a.tenant_id = ? AND a.renewal_id = ? ORDER BY a.id DESC LIMIT ?`,
      [tenantId, renewal.id, MOST],
    ),
    database().query<NoteRecord>(
      `SELECT n.id, u.name AS author_name, n.content_text, n.created_at FROM renewal_note n
       LEFT JOIN user u ON u.tenant_id = n.tenant_id AND u.id = n.author_user_id WHERE n.tenant_id = ? AND n.renewal_id = ? ORDER BY n.id DESC LIMIT ?`,
      [tenantId, renewal.id, MOST],
    ),
    database().query<ChangeRecord>(
      `SELECT a.id, COALESCE(u.name, a.actor_name) AS actor_name, a.action, a.before_json, a.after_json, a.created_at
       FROM audit_log a LEFT JOIN user u ON u.tenant_id = a.tenant_id AND u.id = a.actor_user_id
       WHERE a.tenant_id = ? AND a.entity_type = 'renewal' AND a.entity_id = ? ORDER BY a.created_at DESC, a.id DESC LIMIT ?`,
      [tenantId, renewal.id, MOST],
    ),
    // who is written to is chosen for the outlet, and belongs to the cycle it was chosen in
    database().query<ChangeRecord>(
      `SELECT a.id, COALESCE(u.name, a.actor_name) AS actor_name, 'payer' AS action, NULL AS before_json,
         JSON_OBJECT('name', COALESCE(c.display_name, c.wa_phone_e164)) AS after_json, a.created_at
       FROM renewal r
       JOIN audit_log a ON a.tenant_id = r.tenant_id AND a.entity_type = 'outlet' AND a.entity_id = r.oid AND a.action = 'payer_chosen'
         AND a.created_at >= r.created_at AND (r.settled_at IS NULL OR a.created_at <= r.settled_at)
       LEFT JOIN user u ON u.tenant_id = a.tenant_id AND u.id = a.actor_user_id
       LEFT JOIN contact c ON c.tenant_id = a.tenant_id AND c.id = CAST(JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.contactIds[0]')) AS UNSIGNED)
       WHERE r.tenant_id = ? AND r.id = ? ORDER BY a.id DESC LIMIT ?`,
      [tenantId, renewal.id, MOST],
    ),
  ]);
  const evidence = parseJson(renewal.evidence);
  const attempts = stored.map(({ message_status: messageStatus, ...attempt }) => ({
    ...attempt,
    result: decideShownResult({ ...attempt, answeredAt: attempt.answered_at, messageStatus, evidence }),
  }));
  return { history: historyView({ attempts, notes, changes: [...changes, ...payers] }), attempts };
}
