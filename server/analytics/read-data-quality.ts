import type { DataQuality } from '../../types/pos.ts';
import { activeLinkSql } from '../outlets/active-link-sql.ts';
import { database } from '../platform/database.ts';
import type { Ctx } from '../platform/context.ts';
import { readRenewalSettings } from '../renewals/read-renewal-settings.ts';

/** Of every list so many are named; the counts are whole. */
const MOST = 20;
/** Caps are looked at over so many days. */
const CAP_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * What is wrong with what we hold (POS-13, ANALYT-26): outlets the POS no longer lists, franchises where our outlets and its differ, people
 * without an outlet and outlets without anybody to write to, numbers the POS gave twice, and whether reminders kept to their caps. A few
 * statements side by side, each over a whole table at most once.
 */
export async function readDataQuality(ctx: Ctx): Promise<DataQuality> {
  const [runs, outlets, people, caps] = await Promise.all([readRuns(ctx), readOutlets(ctx), readPeople(ctx), readCaps(ctx)]);
  return { asOf: ctx.now.toISOString(), ...runs, ...outlets, ...people, caps };
}

async function readRuns({ tenantId }: Ctx): Promise<Pick<DataQuality, 'lastRunId' | 'drift' | 'duplicateOids'>> {
  const sql = database();
  const [last] = await sql.query<{ id: string; state: string }>(
    "SELECT id, state FROM pos_sync_run WHERE tenant_id = ? AND kind = 'full' AND state IN ('held', 'applying', 'done') ORDER BY id DESC LIMIT 1",
    [tenantId],
  );
  // while a load is held, what the POS listed is still staged; once applied, it is what is not marked as missing
  const there =
    last?.state === 'held'
      ? '(SELECT fid, COUNT(*) AS total FROM pos_staged_outlet WHERE tenant_id = ? AND run_id = ? GROUP BY fid)'
      : '(SELECT fid, COUNT(*) AS total FROM outlet WHERE tenant_id = ? AND missing_since IS NULL AND ? IS NOT NULL GROUP BY fid)';
  const [drift, duplicates] = await Promise.all([
    sql.query<{ fid: string; name: string; here: string; there: string }>(
      `SELECT f.fid, f.name, h.total AS here, COALESCE(t.total, 0) AS there FROM (SELECT fid, COUNT(*) AS total FROM outlet WHERE tenant_id = ? GROUP BY fid) h
       JOIN franchise f ON f.tenant_id = ? AND f.fid = h.fid LEFT JOIN ${there} t ON t.fid = h.fid
       WHERE h.total <> COALESCE(t.total, 0) ORDER BY ABS(CAST(h.total AS SIGNED) - CAST(COALESCE(t.total, 0) AS SIGNED)) DESC, f.fid LIMIT ?`,
      [tenantId, tenantId, tenantId, last?.id ?? '0', MOST],
    ),
    sql.query<{ entity_key: string | null }>(
      "SELECT DISTINCT entity_key FROM pos_sync_reject WHERE tenant_id = ? AND run_id = ? AND entity = 'outlet' AND reason = 'duplicate'",
      [tenantId, last?.id ?? '0'],
    ),
  ]);
  return {
    lastRunId: last?.id ?? null,
    drift: last ? drift.map((row) => ({ fid: row.fid, name: row.name, here: Number(row.here), there: Number(row.there) })) : [],
    duplicateOids: { count: duplicates.length, oids: duplicates.flatMap(({ entity_key: oid }) => oid ?? []).slice(0, MOST) },
  };
}

async function readOutlets({ tenantId, now }: Ctx): Promise<Pick<DataQuality, 'vanished' | 'noExpiry' | 'unreachable'>> {
  const sql = database();
  const active = activeLinkSql('l', now);
  const lives = "o.missing_since IS NULL AND o.status <> 'closed'";
  // somebody to write to: a link that counts, to a person who did not opt out and has WhatsApp or an e-mail address
  const reached = `SELECT DISTINCT l.oid FROM contact_outlet l JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id
    WHERE l.tenant_id = ? AND ${active.sql} AND c.opted_out_at IS NULL AND (c.wa_phone_e164 IS NOT NULL OR c.email IS NOT NULL
      OR EXISTS (SELECT 1 FROM contact_identity i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id AND i.kind IN ('bsuid', 'parent_bsuid') AND i.valid_to IS NULL))`;
  const [totals, vanished, noExpiry, unreachable] = await Promise.all([
    sql.query<{ vanished: string | null; no_expiry: string | null }>(
      `SELECT SUM(o.missing_since IS NOT NULL) AS vanished, SUM(${lives} AND o.expiry_date IS NULL) AS no_expiry FROM outlet o WHERE o.tenant_id = ?`,
      [tenantId],
    ),
    sql.query<{ oid: string; name: string; since: Date }>(
      'SELECT oid, name, missing_since AS since FROM outlet WHERE tenant_id = ? AND missing_since IS NOT NULL ORDER BY missing_since DESC, oid LIMIT ?',
      [tenantId, MOST],
    ),
    sql.query<{ oid: string; name: string }>(
      `SELECT o.oid, o.name FROM outlet o WHERE o.tenant_id = ? AND o.expiry_date IS NULL AND ${lives} ORDER BY o.oid LIMIT ?`,
      [tenantId, MOST],
    ),
    sql.query<{ oid: string; name: string; due_on: string | null; total: string }>(
      `SELECT o.oid, o.name, CAST(o.expiry_date AS CHAR) AS due_on, COUNT(*) OVER () AS total FROM outlet o LEFT JOIN (${reached}) r ON r.oid = o.oid
       WHERE o.tenant_id = ? AND ${lives} AND r.oid IS NULL ORDER BY o.expiry_date IS NULL, o.expiry_date, o.oid LIMIT ?`,
      [tenantId, ...active.params, tenantId, MOST],
    ),
  ]);
  return {
    vanished: {
      count: Number(totals[0]?.vanished ?? 0),
      outlets: vanished.map(({ oid, name, since }) => ({ oid, name, since: since.toISOString() })),
    },
    noExpiry: { count: Number(totals[0]?.no_expiry ?? 0), outlets: noExpiry },
    unreachable: { count: Number(unreachable[0]?.total ?? 0), outlets: unreachable.map(({ oid, name, due_on }) => ({ oid, name, dueOn: due_on })) },
  };
}

async function readPeople({ tenantId, now }: Ctx): Promise<Pick<DataQuality, 'orphanContacts' | 'staleLinks'>> {
  const sql = database();
  const active = activeLinkSql('l', now);
  const [orphans, stale] = await Promise.all([
    // somebody who was erased is no orphan: nothing of them is left
    sql.query<{ id: string; name: string | null; username: string | null; phone: string | null; total: string }>(
      `SELECT c.id, c.display_name AS name, c.username, c.wa_phone_e164 AS phone, COUNT(*) OVER () AS total FROM contact c
         LEFT JOIN (SELECT DISTINCT l.contact_id FROM contact_outlet l WHERE l.tenant_id = ? AND ${active.sql}) k ON k.contact_id = c.id
       WHERE c.tenant_id = ? AND c.merged_into_id IS NULL AND k.contact_id IS NULL AND (c.wa_phone_e164 IS NOT NULL OR c.display_name IS NOT NULL)
       ORDER BY c.id DESC LIMIT ?`,
      [tenantId, ...active.params, tenantId, MOST],
    ),
    sql.query<{ total: string }>(
      "SELECT COUNT(*) AS total FROM contact_outlet l WHERE l.tenant_id = ? AND l.state = 'active' AND l.is_listed = 0 AND l.expires_at <= ?",
      [tenantId, now],
    ),
  ]);
  return {
    orphanContacts: {
      count: Number(orphans[0]?.total ?? 0),
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
  const settings = await readRenewalSettings(ctx.tenantId, ctx.now);
  const since = new Date(ctx.now.getTime() - CAP_DAYS * DAY_MS);
  const rows = await database().query<{ renewal_id: string; outlet_name: string; attempts: string; is_broken: number; cycles: string }>(
    `SELECT x.renewal_id, o.name AS outlet_name, x.attempts, (x.reminders > ? OR x.outstanding > ?) AS is_broken, x.cycles FROM (
       SELECT a.renewal_id, COUNT(*) AS attempts, COUNT(*) OVER () AS cycles, SUM(a.step NOT LIKE 'winback%') AS reminders,
         SUM(a.superseded_at IS NULL AND a.answered_at IS NULL AND a.result NOT IN ('replied', 'paid')) AS outstanding
       FROM renewal_attempt a WHERE a.tenant_id = ? AND a.created_at >= ? AND a.channel <> 'call' AND a.step <> 'manual' AND a.result NOT IN ('failed', 'bounced', 'withdrawn')
       GROUP BY a.renewal_id
     ) x JOIN renewal r ON r.tenant_id = ? AND r.id = x.renewal_id JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid
     ORDER BY is_broken DESC, x.attempts DESC, x.renewal_id LIMIT ?`,
    [settings.mostPerCycle, settings.mostOutstanding, ctx.tenantId, since, ctx.tenantId, MOST],
  );
  return {
    cycles: Number(rows[0]?.cycles ?? 0),
    broken: rows
      .filter((row) => Number(row.is_broken) === 1)
      .map((row) => ({ renewalId: row.renewal_id, outletName: row.outlet_name, attempts: Number(row.attempts) })),
  };
}
