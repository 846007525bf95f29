import type { DataQuality } from '../../types/pos.ts';
import { activeLinkSql } from '../outlets/active-link-sql.ts';
import { clock } from '../platform/clock.ts';
import { database } from '../platform/database.ts';
import type { Ctx } from '../platform/context.ts';
import { companyToday } from '../renewals/company-today.ts';
import { readRenewalSettings } from '../renewals/read-renewal-settings.ts';

/** Of every list so many are named; the counts are whole. */
const MOST = 20;
/** Caps are looked at over so many days. */
const CAP_DAYS = 90;
const DAY_MS = 86_400_000;
/** A payment told now is in tonight's load, and in tomorrow's at the latest. */
const COVERED_DAYS = 2;
/** outlets there is something to do about */
const LIVES = "o.missing_since IS NULL AND o.status <> 'closed'";

/** How many outlets of a franchise we hold, how many of them the POS lists, and how many that live have no end. */
interface FranchiseTotals {
  fid: string;
  here: number;
  there: number;
  noExpiry: number;
}

/**
 * What is wrong with what we hold (POS-13, ANALYT-26): outlets the POS no longer lists, franchises where our outlets and its differ, people
 * without an outlet and outlets without anybody to write to, outlets paid here and expired there, numbers the POS gave twice, and whether reminders kept to their caps. A few
 * statements side by side, each over a whole table at most once, and told which index to follow: left to itself the database takes the one
 * in the order of the groups, and looks every row up.
 */
export async function readDataQuality(ctx: Ctx): Promise<DataQuality> {
  const totals = readTotals(ctx);
  const [runs, outlets, people, caps] = await Promise.all([readRuns(ctx, totals), readOutlets(ctx, totals), readPeople(ctx), readCaps(ctx)]);
  return { asOf: ctx.now.toISOString(), ...runs, ...outlets, ...people, caps };
}

async function readTotals({ tenantId }: Ctx): Promise<FranchiseTotals[]> {
  const rows = await database().query<Record<keyof FranchiseTotals, string>>(
    `SELECT o.fid, COUNT(*) AS here, SUM(o.missing_since IS NULL) AS there, SUM(${LIVES} AND o.expiry_date IS NULL) AS noExpiry
     FROM outlet o FORCE INDEX (PRIMARY) WHERE o.tenant_id = ? GROUP BY o.fid`,
    [tenantId],
  );
  return rows.map(({ fid, here, there, noExpiry }) => ({ fid: String(fid), here: Number(here), there: Number(there), noExpiry: Number(noExpiry) }));
}

async function readRuns(
  { tenantId }: Ctx,
  totals: Promise<FranchiseTotals[]>,
): Promise<Pick<DataQuality, 'lastRunId' | 'notLooked' | 'drift' | 'duplicateOids'>> {
  const sql = database();
  const [last] = await sql.query<{ id: string; state: string; has_looked: number }>(
    "SELECT id, state, has_looked FROM pos_sync_run WHERE tenant_id = ? AND kind = 'full' AND state IN ('held', 'applying', 'done') ORDER BY id DESC LIMIT 1",
    [tenantId],
  );
  const [notLooked, drift, duplicates] = await Promise.all([
    last && last.has_looked === 0 ? readNotLooked(tenantId) : null,
    last ? readDrift(tenantId, last, totals) : [],
    sql.query<{ entity_key: string | null }>(
      "SELECT DISTINCT entity_key FROM pos_sync_reject WHERE tenant_id = ? AND run_id = ? AND entity = 'outlet' AND reason = 'duplicate'",
      [tenantId, last?.id ?? '0'],
    ),
  ]);
  return {
    lastRunId: last?.id ?? null,
    notLooked,
    drift,
    duplicateOids: { count: duplicates.length, oids: duplicates.flatMap(({ entity_key: oid }) => oid ?? []).slice(0, MOST) },
  };
}

/** A row of the POS without a readable number may be any outlet: as long as it sends one, somebody has to be told that nothing is found vanished. */
async function readNotLooked(tenantId: string): Promise<DataQuality['notLooked']> {
  const sql = database();
  const [good] = await sql.query<{ id: string; finished_at: Date | null }>(
    "SELECT id, finished_at FROM pos_sync_run WHERE tenant_id = ? AND kind = 'full' AND state = 'done' AND has_looked = 1 ORDER BY id DESC LIMIT 1",
    [tenantId],
  );
  const [row] = await sql.query<{ loads: string }>(
    "SELECT COUNT(*) AS loads FROM pos_sync_run WHERE tenant_id = ? AND kind = 'full' AND state IN ('held', 'applying', 'done') AND has_looked = 0 AND id > ?",
    [tenantId, good?.id ?? '0'],
  );
  return { loads: Number(row?.loads ?? 0), since: good?.finished_at?.toISOString() ?? null };
}

/** While a load is held, what the POS listed is still staged; once applied, it is what is not marked as missing. */
async function readDrift(tenantId: string, run: { id: string; state: string }, totals: Promise<FranchiseTotals[]>): Promise<DataQuality['drift']> {
  const sql = database();
  const staged =
    run.state === 'held'
      ? await sql.query<{ fid: string; total: string }>(
          'SELECT fid, COUNT(*) AS total FROM pos_staged_outlet WHERE tenant_id = ? AND run_id = ? GROUP BY fid',
          [tenantId, run.id],
        )
      : null;
  const listed = staged && new Map(staged.map(({ fid, total }) => [String(fid), Number(total)]));
  const counted = (await totals).map(({ fid, here, there }) => ({ fid, here, there: listed ? (listed.get(fid) ?? 0) : there }));
  const worst = counted
    .filter(({ here, there }) => here !== there)
    .sort((one, other) => Math.abs(other.here - other.there) - Math.abs(one.here - one.there) || Number(one.fid) - Number(other.fid))
    .slice(0, MOST);
  if (worst.length === 0) return [];
  const franchises = await sql.query<{ fid: string; name: string }>('SELECT fid, name FROM franchise WHERE tenant_id = ? AND fid IN (?)', [
    tenantId,
    worst.map(({ fid }) => fid),
  ]);
  const names = new Map(franchises.map(({ fid, name }) => [String(fid), name]));
  return worst.map(({ fid, here, there }) => ({ fid, name: names.get(fid) ?? '', here, there }));
}

async function readOutlets(
  { tenantId, now }: Ctx,
  totals: Promise<FranchiseTotals[]>,
): Promise<Pick<DataQuality, 'vanished' | 'noExpiry' | 'unreachable' | 'coveredButExpired' | 'toldLater'>> {
  const [vanished, noExpiry, unreachable, coveredButExpired, toldLater] = await Promise.all([
    readVanished(tenantId, totals),
    database().query<{ oid: string; name: string }>(
      `SELECT o.oid, o.name FROM outlet o WHERE o.tenant_id = ? AND o.expiry_date IS NULL AND ${LIVES} ORDER BY o.oid LIMIT ?`,
      [tenantId, MOST],
    ),
    readUnreachable({ tenantId, now }),
    readCoveredButExpired(tenantId),
    readToldLater(tenantId),
  ]);
  const endless = (await totals).reduce((sum, { noExpiry: count }) => sum + count, 0);
  return { vanished, noExpiry: { count: endless, outlets: noExpiry }, unreachable, coveredButExpired, toldLater };
}

/** Most nights there are none, and nothing is looked for. */
async function readVanished(tenantId: string, totals: Promise<FranchiseTotals[]>): Promise<DataQuality['vanished']> {
  const count = (await totals).reduce((sum, { here, there }) => sum + here - there, 0);
  if (count === 0) return { count, outlets: [] };
  const rows = await database().query<{ oid: string; name: string; since: Date }>(
    'SELECT oid, name, missing_since AS since FROM outlet WHERE tenant_id = ? AND missing_since IS NOT NULL ORDER BY missing_since DESC, oid LIMIT ?',
    [tenantId, MOST],
  );
  return { count, outlets: rows.map(({ oid, name, since }) => ({ oid, name, since: since.toISOString() })) };
}

/** Paid here and expired there: the payment never reached the POS, or was taken for another outlet. In the calendar of renewals. */
async function readCoveredButExpired(tenantId: string): Promise<DataQuality['coveredButExpired']> {
  const now = clock.now();
  const rows = await database().query<{ oid: string; name: string; due_on: string; total: string }>(
    `SELECT o.oid, o.name, CAST(o.expiry_date AS CHAR) AS due_on, COUNT(*) OVER () AS total FROM outlet o JOIN renewal r ON r.tenant_id = o.tenant_id AND r.oid = o.oid
     WHERE o.tenant_id = ? AND ${LIVES} AND o.expiry_date < ? AND r.status = 'paid' AND r.paid_on <= ? AND r.due_date >= o.expiry_date
       AND NOT EXISTS (SELECT 1 FROM renewal n WHERE n.tenant_id = r.tenant_id AND n.oid = r.oid AND n.due_date > r.due_date)
     ORDER BY o.expiry_date, o.oid LIMIT ?`,
    [tenantId, companyToday(now), companyToday(new Date(now.getTime() - COVERED_DAYS * DAY_MS)), MOST],
  );
  return { count: Number(rows[0]?.total ?? 0), outlets: rows.map(({ oid, name, due_on: dueOn }) => ({ oid, name, dueOn })) };
}

/** Who may have paid, by a row of the POS that could not be used. */
async function readToldLater(tenantId: string): Promise<DataQuality['toldLater']> {
  const rows = await database().query<{ oid: string; name: string; due_on: string; told_on: string; total: string }>(
    `SELECT o.oid, o.name, CAST(o.expiry_date AS CHAR) AS due_on, CAST(o.told_expiry AS CHAR) AS told_on, COUNT(*) OVER () AS total FROM outlet o
     WHERE o.tenant_id = ? AND ${LIVES} AND o.told_expiry > o.expiry_date ORDER BY o.expiry_date, o.oid LIMIT ?`,
    [tenantId, MOST],
  );
  return { count: Number(rows[0]?.total ?? 0), outlets: rows.map(({ oid, name, due_on: dueOn, told_on: toldOn }) => ({ oid, name, dueOn, toldOn })) };
}

/** Outlets without a link that counts to somebody who may and can be written to. Who may or can not are few: they are looked up first. */
async function readUnreachable({ tenantId, now }: { tenantId: string; now: Date }): Promise<DataQuality['unreachable']> {
  const sql = database();
  const silent = await sql.query<{ id: string }>(
    `SELECT c.id FROM contact c WHERE c.tenant_id = ? AND (c.opted_out_at IS NOT NULL OR (c.wa_phone_e164 IS NULL AND c.email IS NULL
       AND NOT EXISTS (SELECT 1 FROM contact_identity i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id AND i.kind IN ('bsuid', 'parent_bsuid') AND i.valid_to IS NULL)))`,
    [tenantId],
  );
  const active = activeLinkSql('l', now);
  const rows = await sql.query<{ oid: string; name: string; due_on: string | null; total: string }>(
    `SELECT o.oid, o.name, CAST(o.expiry_date AS CHAR) AS due_on, COUNT(*) OVER () AS total FROM outlet o
     LEFT JOIN (SELECT DISTINCT l.oid FROM contact_outlet l FORCE INDEX (idx_co_outlet) WHERE l.tenant_id = ? AND ${active.sql} AND l.contact_id NOT IN (?)) d ON d.oid = o.oid
     WHERE o.tenant_id = ? AND ${LIVES} AND d.oid IS NULL ORDER BY o.expiry_date IS NULL, o.expiry_date, o.oid LIMIT ?`,
    [tenantId, ...active.params, silent.length > 0 ? silent.map(({ id }) => id) : ['0'], tenantId, MOST],
  );
  return { count: Number(rows[0]?.total ?? 0), outlets: rows.map(({ oid, name, due_on }) => ({ oid, name, dueOn: due_on })) };
}

async function readPeople({ tenantId, now }: Ctx): Promise<Pick<DataQuality, 'orphanContacts' | 'staleLinks'>> {
  const sql = database();
  const active = activeLinkSql('l', now);
  // somebody who was erased is no orphan: nothing of them is left
  const exists = `(c.wa_phone_e164 IS NOT NULL OR c.display_name IS NOT NULL OR c.username IS NOT NULL
    OR EXISTS (SELECT 1 FROM contact_identity i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id))`;
  const of = [tenantId];
  const [known, links] = await Promise.all([
    sql.query<{ total: string }>(`SELECT COUNT(*) AS total FROM contact c WHERE c.tenant_id = ? AND c.merged_into_id IS NULL AND ${exists}`, of),
    sql.query<{ linked: string; stale: string | null }>(
      `SELECT COUNT(DISTINCT IF(${active.sql}, l.contact_id, NULL)) AS linked, SUM(l.state = 'active' AND l.is_listed = 0 AND l.expires_at <= ?) AS stale
       FROM contact_outlet l WHERE l.tenant_id = ?`,
      [...active.params, now, tenantId],
    ),
  ]);
  const count = Math.max(0, Number(known[0]?.total ?? 0) - Number(links[0]?.linked ?? 0));
  const orphans =
    count === 0
      ? []
      : await sql.query<{ id: string; name: string | null; username: string | null; phone: string | null }>(
          `SELECT c.id, c.display_name AS name, c.username, c.wa_phone_e164 AS phone FROM contact c WHERE c.tenant_id = ? AND c.merged_into_id IS NULL AND ${exists}
             AND NOT EXISTS (SELECT 1 FROM contact_outlet l WHERE l.tenant_id = c.tenant_id AND l.contact_id = c.id AND ${active.sql}) ORDER BY c.id DESC LIMIT ?`,
          [...of, ...active.params, MOST],
        );
  return {
    orphanContacts: {
      count,
      contacts: orphans.map(({ id, name, username, phone }) => ({ id, name: name ?? (username ? `@${username}` : phone) ?? '', phone })),
    },
    staleLinks: Number(links[0]?.stale ?? 0),
  };
}

/**
 * Whether reminders kept to their caps (RENEW-04, X-19), counted from what was sent and not from what was decided: more reminders in a cycle
 * than may be, or more without an answer. What a person sent by hand may go beyond them and breaks nothing by itself.
 */
async function readCaps(ctx: Ctx): Promise<DataQuality['caps']> {
  const settings = await readRenewalSettings(ctx.tenantId);
  const since = new Date(ctx.now.getTime() - CAP_DAYS * DAY_MS);
  const rows = await database().query<{ renewal_id: string; outlet_name: string; attempts: string; is_broken: number; cycles: string }>(
    `SELECT x.renewal_id, o.name AS outlet_name, x.attempts, x.is_broken, x.cycles FROM (
       SELECT a.renewal_id, COUNT(*) AS attempts, COUNT(*) OVER () AS cycles, (SUM(a.step NOT LIKE 'winback%') > ?
         OR SUM(a.superseded_at IS NULL AND a.answered_at IS NULL AND a.result NOT IN ('replied', 'paid')) > ?) AS is_broken
       FROM renewal_attempt a FORCE INDEX (idx_renewal_attempt_created) WHERE a.tenant_id = ? AND a.created_at >= ? AND a.channel <> 'call' AND a.step NOT IN ('manual', 'winback-manual') AND a.result NOT IN ('failed', 'bounced', 'withdrawn')
       GROUP BY a.renewal_id ORDER BY is_broken DESC, attempts DESC, a.renewal_id LIMIT ?
     ) x JOIN renewal r ON r.tenant_id = ? AND r.id = x.renewal_id JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid
     ORDER BY x.is_broken DESC, x.attempts DESC, x.renewal_id`,
    [settings.mostPerCycle, settings.mostOutstanding, ctx.tenantId, since, MOST, ctx.tenantId],
  );
  return {
    cycles: Number(rows[0]?.cycles ?? 0),
    broken: rows
      .filter((row) => Number(row.is_broken) === 1)
      .map((row) => ({ renewalId: row.renewal_id, outletName: row.outlet_name, attempts: Number(row.attempts) })),
  };
}
