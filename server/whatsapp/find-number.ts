import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';

const KEEP_MS = 30_000;
const MISS_MS = 2_000;
const REOPEN_HOURS = 72;

/** A number of ours: which tenant it belongs to, and that tenant's rule for reopening. */
export interface OwnNumber {
  tenantId: string;
  numberId: string;
  reopenWithinMs: number;
}
let known = new Map<string, { until: number; number: OwnNumber | null }>();

/** Routes a phone_number_id to tenant and number. Kept for half a minute; an unknown one only for 2 s, so that a new number works at once. */
export async function findNumber(phoneNumberId: string, nowMs: number): Promise<OwnNumber | null> {
  const cached = known.get(phoneNumberId);
  if (cached && cached.until > nowMs) return cached.number;
  const [row] = await database().query<{ id: string; tenant_id: string; value: unknown }>(
    `SELECT n.id, n.tenant_id, s.value FROM whatsapp_number n LEFT JOIN setting s ON s.tenant_id = n.tenant_id AND s.name = 'reopen_within_hours' WHERE n.phone_number_id = ?`,
    [phoneNumberId.slice(0, 64)],
  );
  const hours = row ? Number(parseJson(row.value as string | number | null) ?? REOPEN_HOURS) : REOPEN_HOURS;
  const number = row ? { tenantId: row.tenant_id, numberId: row.id, reopenWithinMs: (Number.isFinite(hours) ? hours : REOPEN_HOURS) * 3_600_000 } : null;
  if (known.size > 10_000) known = new Map();
  known.set(phoneNumberId, { until: nowMs + (number ? KEEP_MS : MISS_MS), number });
  return number;
}
