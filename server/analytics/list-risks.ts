import type { RiskList, RiskRow } from '../../types/risk.ts';
import type { Scope } from '../../types/access.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { companyToday } from '../renewals/company-today.ts';
import { moveDay } from '../renewals/move-day.ts';
import { readRenewalSettings } from '../renewals/read-renewal-settings.ts';
import { ticketReference } from '../tickets/ticket-reference.ts';
import { compareRisks, decideRisk, type Risk, type RiskFacts } from './decide-risk.ts';

const MOST = 200;
/** so many outlets can be named in a statement instead of looking through everything that is overdue */
const FEW = 5_000;
const DAY_MS = 86_400_000;
const MONTH_MS = 30 * DAY_MS;

interface Reader {
  tenantId: string;
  scope: Scope;
}

/**
 * Merchants who may be lost, of those within the caller's scope (ANALYT-25, G-03): one statement over the tickets somebody wrote in within
 * 30 days, one over what is overdue (of those outlets only, where that is enough), and two for the names and tickets of the 200 that are shown.
 */
export async function listRisks({ tenantId, actor, now }: UserCtx): Promise<RiskList> {
  const { risk, lostAfterDays } = await readRenewalSettings(tenantId);
  const reader = { tenantId, scope: actor.scope };
  const tickets = await readTickets(reader, new Date(now.getTime() - MONTH_MS));
  // being overdue is one sign: where two are asked for, only outlets with another one matter
  const among = risk.threshold > 1 && tickets.size <= FEW ? [...tickets.keys()] : null;
  const overdue = await readOverdue(reader, { today: companyToday(now), lostAfterDays }, among);
  const oids = new Set([...overdue.keys(), ...tickets.keys()]);
  const risks: Risk[] = [];
  for (const oid of oids) {
    const found = decideRisk({ oid, overdue: overdue.get(oid) ?? null, ...(tickets.get(oid) ?? { tickets: 0, reopened: 0 }) }, risk);
    if (found) risks.push(found);
  }
  risks.sort(compareRisks);
  return { asOf: now.toISOString(), ...risk, total: risks.length, rows: await name(reader, risks.slice(0, MOST)) };
}

/** The oldest renewal of each outlet that is overdue, and not lost yet. */
async function readOverdue(
  { tenantId, scope }: Reader,
  { today, lostAfterDays }: { today: string; lostAfterDays: number },
  among: readonly string[] | null,
): Promise<Map<string, NonNullable<RiskRow['overdue']>>> {
  if (among?.length === 0) return new Map();
  const seen = scopeSql(scope, 'r');
  const rows = await database().query<{ id: string; oid: string; due_on: string; amount: string; currency: string }>(
    `SELECT r.id, r.oid, CAST(r.due_date AS CHAR) AS due_on, r.amount, r.currency FROM renewal r
     WHERE r.tenant_id = ? AND r.status IN ('due', 'failed') AND r.due_date < ? AND r.due_date >= ? AND (r.outcome IS NULL OR r.outcome <> 'lost') AND ${seen.sql} ${among ? 'AND r.oid IN (?)' : ''}
     ORDER BY r.due_date DESC, r.id DESC`,
    [tenantId, today, moveDay(today, -lostAfterDays), ...seen.params, ...(among ? [among] : [])],
  );
  return new Map(
    rows.map((row) => {
      const days = Math.round((Date.parse(today) - Date.parse(row.due_on)) / DAY_MS);
      return [row.oid, { renewalId: row.id, dueOn: row.due_on, days, amount: row.amount, currency: row.currency }];
    }),
  );
}

/** Tickets of each outlet: begun since then, and reopened ones among those somebody wrote in. Our own questions are none. */
async function readTickets({ tenantId, scope }: Reader, since: Date): Promise<Map<string, Omit<RiskFacts, 'oid' | 'overdue'>>> {
  const seen = scopeSql(scope, 't');
  const rows = await database().query<{ oid: string; begun: string; reopened: string }>(
    `SELECT t.oid, SUM(IF(t.created_at >= ?, 1, 0)) AS begun, SUM(t.reopen_count) AS reopened FROM ticket t
     WHERE t.tenant_id = ? AND t.is_open IN (0, 1) AND t.last_message_at >= ? AND t.oid IS NOT NULL AND t.prompt_state <> 'outreach' AND ${seen.sql}
     GROUP BY t.oid HAVING begun > 1 OR reopened > 0`,
    [since, tenantId, since, ...seen.params],
  );
  return new Map(rows.map((row) => [row.oid, { tickets: Number(row.begun), reopened: Number(row.reopened) }]));
}

async function name({ tenantId, scope }: Reader, risks: readonly Risk[]): Promise<RiskRow[]> {
  if (risks.length === 0) return [];
  const oids = risks.map(({ oid }) => oid);
  const [outlets, open] = [scopeSql(scope, 'o'), scopeSql(scope, 't')];
  const [named, tickets] = await Promise.all([
    database().query<{ oid: string; name: string; fid: string; franchise_name: string | null }>(
      `SELECT o.oid, o.name, o.fid, f.name AS franchise_name FROM outlet o LEFT JOIN franchise f ON f.tenant_id = o.tenant_id AND f.fid = o.fid
       WHERE o.tenant_id = ? AND o.oid IN (?) AND ${outlets.sql}`,
      [tenantId, oids, ...outlets.params],
    ),
    database().query<{ id: string; oid: string; created_at: Date }>(
      `SELECT t.id, t.oid, t.created_at FROM ticket t WHERE t.tenant_id = ? AND t.oid IN (?) AND t.is_open = 1 AND ${open.sql} ORDER BY t.last_message_at, t.id`,
      [tenantId, oids, ...open.params],
    ),
  ]);
  const known = new Map(named.map((outlet) => [outlet.oid, outlet]));
  const newest = new Map(tickets.map((ticket) => [ticket.oid, { id: ticket.id, reference: ticketReference(ticket.id, ticket.created_at) }]));
  return risks.flatMap((risk) => {
    const outlet = known.get(risk.oid);
    if (!outlet) return [];
    return { ...risk, outletName: outlet.name, fid: outlet.fid, franchiseName: outlet.franchise_name, ticket: newest.get(risk.oid) ?? null };
  });
}
