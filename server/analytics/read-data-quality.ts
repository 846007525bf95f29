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

/**
 * What is wrong with what we hold (POS-13, ANALYT-26): outlets the POS no longer lists, franchises where our outlets and its differ, people
 * without an outlet and outlets without anybody to write to, outlets paid here and expired there, numbers the POS gave twice, and whether reminders kept to their caps. A few
 * statements side by side, each over a whole table at most once.
 */
export async function readDataQuality(ctx: Ctx): Promise<DataQuality> {
  const [runs, outlets, people, caps] = await Promise.all([readRuns(ctx), readOutlets(ctx), readPeople(ctx), readCaps(ctx)]);
  return { asOf: ctx.now.toISOString(), ...runs, ...outlets, ...people, caps };
}

async function readRuns({ tenantId }: Ctx): Promise<Pick<DataQuality, 'lastRunId' | 'notLooked' | 'drift' | 'duplicateOids'>> {
  const sql = database();
  const [last] = await sql.query<{ id: string; state: string; has_looked: number }>(
    "SELECT id, state, has_looked FROM pos_sync_run WHERE tenant_id = ? AND kind = 'full' AND state IN ('held', 'applying', 'done') ORDER BY id DESC LIMIT 1",
    [tenantId],
  );
  const [notLooked, drift, duplicates] = await Promise.all([
    last && last.has_looked === 0 ? readNotLooked(tenantId) : null,
    last ? readDrift(tenantId, last) : [],
    sql.query<{ entity_key: string | null }>(
      "SELECT DISTINCT entity_key FROM pos_sync_reject WHERE tenant_id = ? AND run_id = ? AND entity = 'outlet' AND reason = 'duplicate'",
      [tenantId, last?.id ?? '0'],
    ),
  ]);
  return {
    lastRunId: last?.id ?? null,
    notLooked,
    drift: drift.map((row) => ({ ...row, here: Number(row.here), there: Number(row.there) })),
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
async function readDrift(tenantId: string, run: { id: string; state: string }): Promise<{ fid: string; name: string; here: string; there: string }[]> {
  const isHeld = run.state === 'held';
  const counted = isHeld
    ? `SELECT h.fid, h.total AS here, COALESCE(t.total, 0) AS there FROM (SELECT fid, COUNT(*) AS total FROM outlet WHERE tenant_id = ? GROUP BY fid) h
         LEFT JOIN (SELECT fid, COUNT(*) AS total FROM pos_staged_outlet WHERE tenant_id = ? AND run_id = ? GROUP BY fid) t ON t.fid = h.fid WHERE h.total <> COALESCE(t.total, 0)`
    : 'SELECT fid, COUNT(*) AS here, SUM(missing_since IS NULL) AS there FROM outlet WHERE tenant_id = ? GROUP BY fid HAVING here <> there';
  return database().query(
    `SELECT f.fid, f.name, g.here, g.there FROM (SELECT * FROM (${counted}) x ORDER BY ABS(CAST(x.here AS SIGNED) - CAST(x.there AS SIGNED)) DESC, x.fid LIMIT ?) g
     JOIN franchise f ON f.tenant_id = ? AND f.fid = g.fid ORDER BY ABS(CAST(g.here AS SIGNED) - CAST(g.there AS SIGNED)) DESC, f.fid`,
    [tenantId, ...(isHeld ? [tenantId, run.id] : []), MOST, tenantId],
  );
}

async function readOutlets({ tenantId, now }: Ctx): Promise<Pick<DataQuality, 'vanished' | 'noExpiry' | 'unreachable' | 'coveredButExpired'>> {
  const sql = database();
  const [totals, vanished, noExpiry, unreachable, coveredButExpired] = await Promise.all([
    sql.query<{ vanished: string | null; no_expiry: string | null }>(
      `SELECT SUM(o.missing_since IS NOT NULL) AS vanished, SUM(${LIVES} AND o.expiry_date IS NULL) AS no_expiry FROM outlet o WHERE o.tenant_id = ?`,
      [tenantId],
    ),
    sql.query<{ oid: string; name: string; since: Date }>(
      'SELECT oid, name, missing_since AS since FROM outlet WHERE tenant_id = ? AND missing_since IS NOT NULL ORDER BY missing_since DESC, oid LIMIT ?',
      [tenantId, MOST],
    ),
    sql.query<{ oid: string; name: string }>(
      `SELECT o.oid, o.name FROM outlet o WHERE o.tenant_id = ? AND o.expiry_date IS NULL AND ${LIVES} ORDER BY o.oid LIMIT ?`,
      [tenantId, MOST],
    ),
    readUnreachable({ tenantId, now }),
    readCoveredButExpired(tenantId),
  ]);
  return {
    vanished: {
      count: Number(totals[0]?.vanished ?? 0),
      outlets: vanished.map(({ oid, name, since }) => ({ oid, name, since: since.toISOString() })),
    },
    noExpiry: { count: Number(totals[0]?.no_expiry ?? 0), outlets: noExpiry },
    unreachable,
    coveredButExpired,
  };
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
     WHERE o.tenant_id = ? AND ${LIVES} AND NOT EXISTS (SELECT 1 FROM contact_outlet l WHERE l.tenant_id = o.tenant_id AND l.oid = o.oid AND ${active.sql} AND l.contact_id NOT IN (?))
     ORDER BY o.expiry_date IS NULL, o.expiry_date, o.oid LIMIT ?`,
    [tenantId, ...active.params, silent.length > 0 ? silent.map(({ id }) => id) : ['0'], MOST],
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
  const [known, linked, stale] = await Promise.all([
    sql.query<{ total: string }>(`SELECT COUNT(*) AS total FROM contact c WHERE c.tenant_id = ? AND c.merged_into_id IS NULL AND ${exists}`, of),
    sql.query<{ total: string }>(`SELECT COUNT(DISTINCT l.contact_id) AS total FROM contact_outlet l WHERE l.tenant_id = ? AND ${active.sql}`, [
      ...of,
      ...active.params,
    ]),
    sql.query<{ total: string }>(
      "SELECT COUNT(*) AS total FROM contact_outlet l WHERE l.tenant_id = ? AND l.state = 'active' AND l.is_listed = 0 AND l.expires_at <= ?",
      [tenantId, now],
    ),
  ]);
  const count = Math.max(0, Number(known[0]?.total ?? 0) - Number(linked[0]?.total ?? 0));
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
    staleLinks: Number(stale[0]?.total ?? 0),
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
       FROM renewal_attempt a WHERE a.tenant_id = ? AND a.created_at >= ? AND a.channel <> 'call' AND a.step <> 'manual' AND a.result NOT IN ('failed', 'bounced', 'withdrawn')
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
