import type { OutletStatus } from '../../types/outlets.ts';
import type { AttemptResult, RenewalStatus } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import type { Sql } from '../platform/sql.ts';
import { loadComplaints } from './load-complaints.ts';
import { loadSendableTemplates } from './load-sendable-templates.ts';
import { loadTouches } from './load-touches.ts';
import type { Prompt, ReminderInput } from './reminder-types.ts';
import { toldExpirySql } from './told-expiry-sql.ts';

const DAY_MS = 86_400_000;
interface Row {
  id: string;
  oid: string;
  fid: string;
  due_on: string;
  status: RenewalStatus;
  failed_at: Date | null;
  answered_at: Date | null;
  snoozed_until: string | null;
  contact_id: string | null;
  outlet_status: OutletStatus;
  timezone: string;
  expires_on: string | null;
  told_on: string | null;
  missing_since: Date | null;
  wa_phone_e164: string | null;
  email: string | null;
  opted_in_at: Date | null;
  opted_out_at: Date | null;
  undeliverable_at: Date | null;
  has_user_id: number | string;
  is_talking: number | string;
  has_part: number | string;
}

/**
 * Everything decisions about these renewals look at, in the order of the ids (missing ones are left out): seven statements however many
 * they are, a few thousand at most at a time. On a transaction's connection it sees what the transaction has locked.
 */
export async function loadReminderInputs(
  sql: Sql,
  tenantId: string,
  renewalIds: readonly string[],
  settings: RenewalSettings,
  now: Date,
): Promise<ReminderInput[]> {
  if (renewalIds.length === 0) return [];
  const rows = await sql.query<Row>(
    `SELECT r.id, r.oid, r.fid, CAST(r.due_date AS CHAR) AS due_on, r.status, r.failed_at, IF(r.answered_at < r.round_started_at, NULL, r.answered_at) AS answered_at, CAST(r.snoozed_until AS CHAR) AS snoozed_until,
       r.contact_id, o.status AS outlet_status, o.timezone, CAST(o.expiry_date AS CHAR) AS expires_on, ${toldExpirySql} AS told_on, o.missing_since,
       c.wa_phone_e164, c.email, c.opted_in_at, c.opted_out_at, c.undeliverable_at,
       c.wa_phone_e164 IS NULL AND EXISTS (SELECT 1 FROM contact_identity i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id AND i.kind IN ('bsuid', 'parent_bsuid') AND i.valid_to IS NULL) AS has_user_id,
       r.answered_at IS NOT NULL AND EXISTS (SELECT 1 FROM renewal_attempt a JOIN ticket t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id WHERE a.tenant_id = r.tenant_id AND a.renewal_id = r.id AND t.is_open = 1) AS is_talking,
       EXISTS (SELECT 1 FROM renewal_task k WHERE k.tenant_id = r.tenant_id AND k.renewal_id = r.id AND k.reason = 'part_payment' AND k.done_at IS NULL) AS has_part
     FROM renewal r JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid
     LEFT JOIN contact c ON c.tenant_id = r.tenant_id AND c.id = r.contact_id
     WHERE r.tenant_id = ? AND r.id IN (?)`,
    [tenantId, renewalIds],
  );
  const contactIds = [...new Set(rows.flatMap((row) => row.contact_id ?? []))];
  const oids = [...new Set(rows.map((row) => row.oid))];
  // one after the other: on a transaction there is one connection anyway
  const prompts = await loadPrompts(sql, tenantId, renewalIds);
  const handedOver = await loadHandedOver(sql, tenantId, renewalIds);
  const touches = await loadTouches(sql, tenantId, contactIds, new Date(now.getTime() - settings.pressure.days * DAY_MS));
  const complaints = await loadComplaints(sql, tenantId, { oids, contactIds });
  const { sendable, isNumberStopped } = await loadSendableTemplates(sql, tenantId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return renewalIds.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    return {
      renewal: {
        id: row.id,
        oid: row.oid,
        fid: row.fid,
        dueOn: row.due_on,
        status: row.status,
        failedAt: row.failed_at,
        answeredAt: row.answered_at,
        snoozedUntil: row.snoozed_until,
      },
      outlet: { status: row.outlet_status, timeZone: row.timezone, expiresOn: row.expires_on, isMissing: row.missing_since !== null, toldOn: row.told_on },
      prompts: prompts.get(id) ?? [],
      person: row.contact_id === null ? null : personOf(row, row.contact_id, touches.get(row.contact_id) ?? []),
      hasComplaint: complaints.oids.has(row.oid) || (row.contact_id !== null && complaints.contactIds.has(row.contact_id)),
      hasPartPayment: Number(row.has_part) === 1,
      isTalking: Number(row.is_talking) === 1,
      handedOver: handedOver.get(id) ?? [],
      sendable,
      isNumberStopped,
    };
  });
}

function personOf(row: Row, contactId: string, touches: readonly Date[]): NonNullable<ReminderInput['person']> {
  return {
    contactId,
    hasWhatsapp: row.wa_phone_e164 !== null || Number(row.has_user_id) === 1,
    email: row.email,
    isOptedOut: row.opted_out_at !== null,
    isOptedIn: row.opted_in_at !== null && row.opted_out_at === null,
    undeliverableAt: row.undeliverable_at,
    touches,
  };
}

async function loadPrompts(sql: Sql, tenantId: string, renewalIds: readonly string[]): Promise<Map<string, Prompt[]>> {
  const rows = await sql.query<{
    renewal_id: string;
    step: string;
    created_at: Date;
    result: AttemptResult;
    answered_at: Date | null;
    superseded_at: Date | null;
    opted_out_at: Date | null;
  }>(
    `SELECT a.renewal_id, a.step, a.created_at, a.result, a.answered_at, a.superseded_at, c.opted_out_at
     FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id
     LEFT JOIN contact c ON c.tenant_id = a.tenant_id AND c.id = a.contact_id
     WHERE a.tenant_id = ? AND a.renewal_id IN (?) AND a.channel <> 'call' AND (r.round_started_at IS NULL OR a.created_at >= r.round_started_at)
     ORDER BY a.renewal_id, a.id`,
    [tenantId, renewalIds],
  );
  const prompts = new Map<string, Prompt[]>();
  for (const row of rows) {
    const { step, created_at: at, result } = row;
    const prompt = { step, at, result, isAnswered: row.answered_at !== null, isSuperseded: row.superseded_at !== null, isOptedOut: row.opted_out_at !== null };
    const known = prompts.get(row.renewal_id);
    if (known) known.push(prompt);
    else prompts.set(row.renewal_id, [prompt]);
  }
  return prompts;
}

async function loadHandedOver(sql: Sql, tenantId: string, renewalIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await sql.query<{ renewal_id: string; dedupe_key: string }>(
    'SELECT renewal_id, dedupe_key FROM renewal_task WHERE tenant_id = ? AND renewal_id IN (?) AND dedupe_key IS NOT NULL',
    [tenantId, renewalIds],
  );
  const steps = new Map<string, string[]>();
  for (const row of rows) steps.set(row.renewal_id, [...(steps.get(row.renewal_id) ?? []), row.dedupe_key]);
  return steps;
}
