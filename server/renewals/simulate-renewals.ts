import type { z } from 'zod';
import type { ReminderReason } from '../../types/renewals.ts';
import type { RenewalSettings, simulateInput, Simulation } from '../../types/renewal-settings.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { companyToday } from './company-today.ts';
import { countPastMessages } from './count-past-messages.ts';
import { decideSimulatedLife } from './decide-simulated-life.ts';
import { decideZoneTime, zoneDayOf, zoneDayText, zoneTimeInstant } from './decide-zone-time.ts';
import { loadPastRenewals } from './load-past-renewals.ts';
import { loadSimulatedRenewals } from './load-simulated-renewals.ts';
import { moveDay } from './move-day.ts';
import type { SimulatedMessage, SimulatedRenewal } from './simulation-types.ts';

const COMPANY_ZONE = 'Asia/Kuala_Lumpur';
/** Decisions between two breaths: the process serves others meanwhile. */
const DECISIONS_AT_ONCE = 400;
const MOST_LISTED = 300;
/** then those that cannot be listed are let go of */
const MOST_KEPT = 5_000;

interface Span {
  from: string;
  to: string;
  startsAt: number;
  endsAt: number;
}
interface Listed extends SimulatedMessage {
  oid: string;
  contactId: string | null;
}

/**
 * What would be sent with these settings in the next days as things stand, or what last quarter would have looked like with them (peers §3.9):
 * the decisions the senders take, on a snapshot, from one look to the next; nothing is written. The whole company's, so for those who see it.
 * Rejects at its next breath when `signal` says that nobody waits for it any more.
 */
export async function simulateRenewals(ctx: Ctx, { settings, mode, days }: z.output<typeof simulateInput>, signal?: AbortSignal): Promise<Simulation> {
  const today = companyToday(ctx.now);
  const span = mode === 'ahead' ? spanAhead(today, days, ctx.now) : spanBack(today, days, settings);
  const sql = database();
  const batches =
    mode === 'ahead'
      ? loadSimulatedRenewals(sql, ctx.tenantId, { settings, today, days, now: ctx.now })
      : loadPastRenewals(sql, ctx.tenantId, { settings, dueFrom: moveDay(today, -days), dueTo: moveDay(today, -1), startsAt: span.startsAt });
  const actual = mode === 'ahead' ? null : await countPastMessages(sql, ctx.tenantId, { dueFrom: moveDay(today, -days), dueTo: moveDay(today, -1) });
  // counted person by person and let go of: what fifty thousand outlets are sent is never held at once
  const calendar = daysOf(span, actual);
  const skipped = new Map<ReminderReason, number>();
  const counts = { messages: 0, renewals: 0, people: 0 };
  let first: Listed[] = [];
  let breath = 0;
  for await (const batch of batches) {
    for (const group of byPerson(batch)) {
      const life = decideSimulatedLife(group, settings, { from: span.startsAt, to: span.endsAt, isFresh: mode === 'ahead' });
      const person = group[0]?.input.person?.contactId ?? null;
      const oids = new Map(group.map(({ input }) => [input.renewal.id, input.renewal.oid]));
      for (const message of life.messages) {
        count(calendar, message);
        first.push({ ...message, contactId: person, oid: oids.get(message.renewalIds[0] ?? '') ?? '' });
      }
      counts.messages += life.messages.length;
      counts.renewals += new Set(life.messages.flatMap(({ renewalIds }) => renewalIds)).size;
      if (person !== null && life.messages.length > 0) counts.people += 1;
      for (const { reason } of life.skipped) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
      if (first.length > MOST_KEPT) first = firstOf(first);
      breath += life.decisions;
      if (breath < DECISIONS_AT_ONCE) continue;
      breath = 0;
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new AppError('unavailable', 'Nobody waits for this simulation any more.');
    }
  }
  return {
    from: span.from,
    to: span.to,
    ...counts,
    actualMessages: actual && [...actual.values()].reduce((sum, count) => sum + count, 0),
    days: [...calendar.values()],
    skipped: [...skipped].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count),
    list: await listOf(ctx, firstOf(first)),
    isCut: counts.messages > MOST_LISTED,
  };
}

/** By their time; those of the same instant in the order in which people were gone through. */
function firstOf(messages: readonly Listed[]): Listed[] {
  return messages.toSorted((one, other) => one.at - other.at).slice(0, MOST_LISTED);
}

function spanAhead(today: string, days: number, now: Date): Span {
  const to = moveDay(today, days - 1);
  return { from: today, to, startsAt: now.getTime(), endsAt: zoneTimeInstant(COMPANY_ZONE, zoneDayOf(to) + 1, 0) - 1 };
}

/** From the first step of the first cycle until this morning. */
function spanBack(today: string, days: number, settings: RenewalSettings): Span {
  const first = Math.min(0, ...settings.cadence.map(({ offsetDays }) => offsetDays));
  const from = moveDay(today, -days + first);
  return { from, to: today, startsAt: zoneTimeInstant(COMPANY_ZONE, zoneDayOf(from), 0), endsAt: zoneTimeInstant(COMPANY_ZONE, zoneDayOf(today), 0) - 1 };
}

/** Everybody's renewals together, for they share a budget; those of nobody each by itself. */
function byPerson(renewals: readonly SimulatedRenewal[]): SimulatedRenewal[][] {
  const groups = new Map<string, SimulatedRenewal[]>();
  for (const renewal of renewals) {
    const key = renewal.input.person?.contactId ?? `renewal ${renewal.input.renewal.id}`;
    const group = groups.get(key);
    if (group) group.push(renewal);
    else groups.set(key, [renewal]);
  }
  return [...groups.values()];
}

type Days = Map<string, Simulation['days'][number]>;

function daysOf(span: Span, actual: ReadonlyMap<string, number> | null): Days {
  const days: Days = new Map();
  for (let day = zoneDayOf(span.from); day <= zoneDayOf(span.to); day++) {
    const on = zoneDayText(day);
    days.set(on, { on, messages: 0, byStep: {}, actual: actual && (actual.get(on) ?? 0) });
  }
  return days;
}

function count(days: Days, { at, step }: SimulatedMessage): void {
  const day = days.get(zoneDayText(decideZoneTime(COMPANY_ZONE, at).day));
  if (!day) return;
  day.messages += 1;
  day.byStep[step] = (day.byStep[step] ?? 0) + 1;
}

async function listOf(ctx: Ctx, messages: readonly Listed[]): Promise<Simulation['list']> {
  if (messages.length === 0) return [];
  const contactIds = messages.flatMap(({ contactId }) => contactId ?? []);
  const outlets = await database().query<{ oid: string; name: string }>('SELECT oid, name FROM outlet WHERE tenant_id = ? AND oid IN (?)', [
    ctx.tenantId,
    messages.map(({ oid }) => oid),
  ]);
  const contacts = await database().query<{ id: string; name: string | null }>(
    'SELECT id, COALESCE(display_name, username, wa_phone_e164) AS name FROM contact WHERE tenant_id = ? AND id IN (?)',
    [ctx.tenantId, contactIds.length === 0 ? ['0'] : contactIds],
  );
  const outletNames = new Map(outlets.map(({ oid, name }) => [oid, name]));
  const contactNames = new Map(contacts.map(({ id, name }) => [id, name]));
  return messages.map(({ at, oid, contactId, step, renewalIds }) => ({
    at: new Date(at).toISOString(),
    outletName: outletNames.get(oid) ?? '',
    oid,
    contactName: contactNames.get(contactId ?? '') ?? null,
    step,
    outlets: renewalIds.length,
  }));
}
