import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { loadRecipients } from '../contacts/load-recipients.ts';
import type { OutletRecipient } from '../contacts/outlet-recipient-types.ts';
import type { Sql } from '../platform/sql.ts';
import { batchByPerson } from './batch-by-person.ts';
import { zoneDayOf, zoneTimeInstant } from './decide-zone-time.ts';
import { loadComplaints } from './load-complaints.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { loadSendableTemplates } from './load-sendable-templates.ts';
import { loadTouches } from './load-touches.ts';
import { moveDay } from './move-day.ts';
import type { ReminderInput } from './reminder-types.ts';
import type { SimulatedRenewal } from './simulation-types.ts';

const AT_ONCE = 2_000;
/** of the list of who has what, of which a line is a few numbers */
const LISTED_AT_ONCE = 10_000;
const DAY_MS = 86_400_000;
const NEVER = Number.POSITIVE_INFINITY;
const COMPANY_ZONE = 'Asia/Kuala_Lumpur';
const NIGHT_MINUTE = 125;

/** What is asked for: everything open, and every outlet whose cycle will begin, from `today` for so many days. */
export interface SimulationAhead {
  settings: RenewalSettings;
  today: string;
  days: number;
  now: Date;
}

interface Open {
  id: string;
  contactId: string | null;
}
interface ComingOutlet {
  outlet: Coming;
  person: OutletRecipient | null;
  contactId: string | null;
}

/**
 * Things as they stand, for what would be sent from now on: open renewals, and outlets that come within the horizon meanwhile. Who has what is
 * listed first; the rest is loaded for whole people, some 2,000 renewals at a time with a few statements, and may be let go of before the next.
 */
export async function* loadSimulatedRenewals(sql: Sql, tenantId: string, ahead: SimulationAhead): AsyncGenerator<SimulatedRenewal[]> {
  const { settings, now } = ahead;
  const all: (Open | ComingOutlet)[] = [...(await listOpen(sql, tenantId)), ...(await listComing(sql, tenantId, ahead))];
  for (const batch of batchByPerson(all, AT_ONCE)) {
    const loaded = new Map<Open | ComingOutlet, SimulatedRenewal>();
    for (let start = 0; start < batch.length; start += AT_ONCE) {
      const slice = batch.slice(start, start + AT_ONCE);
      const open = slice.filter((one) => 'id' in one);
      const inputs = await loadReminderInputs(
        sql,
        tenantId,
        open.map(({ id }) => id),
        settings,
        now,
      );
      const byId = new Map(inputs.map((input) => [input.renewal.id, input]));
      for (const one of open) {
        const input = byId.get(one.id);
        if (input) loaded.set(one, asItStands(input, now.getTime()));
      }
      const coming = slice.filter((one) => 'outlet' in one);
      for (const [one, renewal] of await loadComing(sql, tenantId, coming, ahead)) loaded.set(one, renewal);
    }
    yield batch.flatMap((one) => loaded.get(one) ?? []);
  }
}

async function listOpen(sql: Sql, tenantId: string): Promise<Open[]> {
  const open: Open[] = [];
  for (let after = '0'; ; ) {
    const rows = await sql.query<{ id: string; contact_id: string | null }>(
      "SELECT id, contact_id FROM renewal WHERE tenant_id = ? AND id > ? AND status IN ('due', 'failed') AND (outcome IS NULL OR outcome <> 'lost') ORDER BY id LIMIT ?",
      [tenantId, after, LISTED_AT_ONCE],
    );
    for (const { id, contact_id: contactId } of rows) open.push({ id, contactId });
    const last = rows.at(-1);
    if (rows.length < LISTED_AT_ONCE || !last) return open;
    after = last.id;
  }
}

/** A number that is stopped now will be resumed: the question is what the cadence does. */
function asItStands(input: ReminderInput, startsAt: number): SimulatedRenewal {
  const answeredAt = input.renewal.answeredAt?.getTime() ?? NEVER;
  return {
    input: { ...input, isNumberStopped: false },
    startsAt,
    paidAt: NEVER,
    cancelledAt: NEVER,
    answeredAt,
    optedOutAt: input.person?.isOptedOut ? 0 : NEVER,
  };
}

interface Coming {
  oid: string;
  fid: string;
  due_on: string;
  timezone: string;
}

/** Outlets without a cycle yet: it begins in the night in which they come within the horizon. */
async function listComing(sql: Sql, tenantId: string, { settings, today, days, now }: SimulationAhead): Promise<ComingOutlet[]> {
  const outlets = await sql.query<Coming>(
    `SELECT o.oid, o.fid, CAST(o.expiry_date AS CHAR) AS due_on, o.timezone FROM outlet o
     LEFT JOIN renewal r ON r.tenant_id = o.tenant_id AND r.oid = o.oid AND (r.due_date = o.expiry_date OR (r.status IN ('due', 'failed') AND (r.outcome IS NULL OR r.outcome <> 'lost')))
     WHERE o.tenant_id = ? AND o.expiry_date >= ? AND o.expiry_date <= ? AND o.status <> 'closed' AND o.missing_since IS NULL AND r.id IS NULL`,
    [tenantId, today, moveDay(today, days + settings.horizonDays)],
  );
  const coming: ComingOutlet[] = [];
  for (let start = 0; start < outlets.length; start += AT_ONCE) {
    const page = outlets.slice(start, start + AT_ONCE);
    const oids = page.map(({ oid }) => oid);
    const recipients = await loadRecipients(sql, tenantId, oids, now);
    for (const outlet of page) {
      const person = recipients.get(outlet.oid) ?? null;
      coming.push({ outlet, person, contactId: person?.contactId ?? null });
    }
  }
  return coming;
}

async function loadComing(
  sql: Sql,
  tenantId: string,
  coming: readonly ComingOutlet[],
  { settings, now }: SimulationAhead,
): Promise<Map<ComingOutlet, SimulatedRenewal>> {
  if (coming.length === 0) return new Map();
  const oids = coming.map(({ outlet }) => outlet.oid);
  const contactIds = [...new Set(coming.flatMap(({ contactId }) => contactId ?? []))];
  const complaints = await loadComplaints(sql, tenantId, { oids, contactIds });
  const touches = await loadTouches(sql, tenantId, contactIds, new Date(now.getTime() - settings.pressure.days * DAY_MS));
  const { sendable } = await loadSendableTemplates(sql, tenantId);
  return new Map(
    coming.map((one) => {
      const { outlet, person } = one;
      const hasComplaint = complaints.oids.has(outlet.oid) || (person !== null && complaints.contactIds.has(person.contactId));
      const input = inputOf(outlet, person, { touches: touches.get(person?.contactId ?? '') ?? [], hasComplaint, sendable });
      const night = zoneTimeInstant(COMPANY_ZONE, zoneDayOf(outlet.due_on) - settings.horizonDays, NIGHT_MINUTE);
      return [one, asItStands(input, Math.max(now.getTime(), night))];
    }),
  );
}

function inputOf(
  outlet: Coming,
  person: OutletRecipient | null,
  known: { touches: Date[]; hasComplaint: boolean; sendable: ReadonlySet<string> },
): ReminderInput {
  return {
    renewal: {
      id: `outlet-${outlet.oid}`,
      oid: outlet.oid,
      fid: outlet.fid,
      dueOn: outlet.due_on,
      status: 'due',
      failedAt: null,
      answeredAt: null,
      snoozedUntil: null,
    },
    outlet: { status: 'active', timeZone: outlet.timezone, expiresOn: outlet.due_on, isMissing: false },
    prompts: [],
    person: person && {
      contactId: person.contactId,
      hasWhatsapp: person.hasWhatsapp,
      email: person.email,
      isOptedOut: person.isOptedOut,
      isOptedIn: person.isOptedIn,
      undeliverableAt: person.undeliverableAt,
      touches: known.touches,
    },
    hasComplaint: known.hasComplaint,
    handedOver: [],
    sendable: known.sendable,
    isNumberStopped: false,
  };
}
