import type { RenewalStatus } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import type { Sql } from '../platform/sql.ts';
import { batchByPerson } from './batch-by-person.ts';
import { zoneDayOf, zoneTimeInstant } from './decide-zone-time.ts';
import { loadTouches } from './load-touches.ts';
import type { ReminderPerson } from './reminder-types.ts';
import type { SimulatedRenewal } from './simulation-types.ts';

const AT_ONCE = 3_000;
/** of the list of who had what, of which a line is two numbers */
const LISTED_AT_ONCE = 20_000;
const NEVER = Number.POSITIVE_INFINITY;
const COMPANY_ZONE = 'Asia/Kuala_Lumpur';

interface Row {
  id: string;
  oid: string;
  fid: string;
  due_on: string;
  timezone: string;
  status: RenewalStatus;
  paid_on: string | null;
  settled_at: Date | null;
  answered_at: Date | null;
  contact_id: string | null;
  wa_phone_e164: string | null;
  has_user_id: number | string;
  email: string | null;
  opted_in_at: Date | null;
  opted_out_at: Date | null;
}

/** Cycles that were due in those days (not those another cycle took the place of), as they really were paid, answered and cancelled, with none of our reminders: what another cadence is tried on. For whole people, some 3,000 cycles at a time. */
export async function* loadPastRenewals(
  sql: Sql,
  tenantId: string,
  past: { settings: RenewalSettings; dueFrom: string; dueTo: string; startsAt: number },
): AsyncGenerator<SimulatedRenewal[]> {
  const { settings } = past;
  // what was sendable then is not known: the question is what the cadence would have done
  const sendable = new Set([...settings.cadence.map(({ template }) => template), settings.digest.template, settings.winback.template]);
  for (const batch of batchByPerson(await listPast(sql, tenantId, past), AT_ONCE)) {
    const rows = new Map<string, Row>();
    for (let start = 0; start < batch.length; start += AT_ONCE) {
      const page = await sql.query<Row>(
        `SELECT r.id, r.oid, r.fid, CAST(r.due_date AS CHAR) AS due_on, o.timezone, r.status, CAST(r.paid_on AS CHAR) AS paid_on, r.settled_at, r.answered_at, r.contact_id,
           c.wa_phone_e164, c.email, c.opted_in_at, c.opted_out_at,
           c.wa_phone_e164 IS NULL AND EXISTS (SELECT 1 FROM contact_identity i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id AND i.kind IN ('bsuid', 'parent_bsuid') AND i.valid_to IS NULL) AS has_user_id
         FROM renewal r JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid LEFT JOIN contact c ON c.tenant_id = r.tenant_id AND c.id = r.contact_id
         WHERE r.tenant_id = ? AND r.id IN (?)`,
        [tenantId, batch.slice(start, start + AT_ONCE).map(({ id }) => id)],
      );
      for (const row of page) rows.set(row.id, row);
    }
    const contactIds = [...new Set(batch.flatMap(({ contactId }) => contactId ?? []))];
    const touches = await loadTouches(sql, tenantId, contactIds, new Date(past.startsAt - settings.pressure.days * 86_400_000), {
      kinds: ['outlet_question', 'csat'],
    });
    yield batch.flatMap(({ id }) => {
      const row = rows.get(id);
      return row ? asItWas(row, touches.get(row.contact_id ?? '') ?? [], sendable, past.startsAt) : [];
    });
  }
}

interface Past {
  id: string;
  contactId: string | null;
}

async function listPast(sql: Sql, tenantId: string, { dueFrom, dueTo }: { dueFrom: string; dueTo: string }): Promise<Past[]> {
  const all: Past[] = [];
  for (let after = '0'; ; ) {
    const rows = await sql.query<{ id: string; contact_id: string | null }>(
      "SELECT id, contact_id FROM renewal WHERE tenant_id = ? AND due_date >= ? AND due_date <= ? AND id > ? AND (status <> 'cancelled' OR outcome IS NOT NULL) ORDER BY id LIMIT ?",
      [tenantId, dueFrom, dueTo, after, LISTED_AT_ONCE],
    );
    for (const { id, contact_id: contactId } of rows) all.push({ id, contactId });
    const last = rows.at(-1);
    if (rows.length < LISTED_AT_ONCE || !last) return all;
    after = last.id;
  }
}

function asItWas(row: Row, touches: readonly Date[], sendable: ReadonlySet<string>, startsAt: number): SimulatedRenewal {
  const settledAt = row.settled_at?.getTime() ?? NEVER;
  // known at the latest when the day of payment was over
  const endOfPaidDay = row.paid_on === null ? NEVER : zoneTimeInstant(COMPANY_ZONE, zoneDayOf(row.paid_on) + 1, 0);
  return {
    startsAt,
    paidAt: row.status === 'paid' ? Math.min(settledAt, endOfPaidDay) : NEVER,
    cancelledAt: row.status === 'cancelled' ? settledAt : NEVER,
    answeredAt: row.answered_at?.getTime() ?? NEVER,
    optedOutAt: row.opted_out_at?.getTime() ?? NEVER,
    input: {
      renewal: { id: row.id, oid: row.oid, fid: row.fid, dueOn: row.due_on, status: 'due', failedAt: null, answeredAt: null, snoozedUntil: null },
      outlet: { status: 'active', timeZone: row.timezone, expiresOn: row.due_on, isMissing: false },
      prompts: [],
      person: row.contact_id === null ? null : personOf(row, row.contact_id, touches),
      hasComplaint: false,
      handedOver: [],
      sendable,
      isNumberStopped: false,
    },
  };
}

function personOf(row: Row, contactId: string, touches: readonly Date[]): ReminderPerson {
  const hasWhatsapp = row.wa_phone_e164 !== null || Number(row.has_user_id) === 1;
  return { contactId, hasWhatsapp, email: row.email, isOptedOut: false, isOptedIn: row.opted_in_at !== null, undeliverableAt: null, touches };
}
