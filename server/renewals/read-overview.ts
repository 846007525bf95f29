import type { z } from 'zod';
import type { Money, overviewInput, RenewalOverview } from '../../types/renewals.ts';
import { scopeSql, type SqlCondition } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { companyToday } from './company-today.ts';
import { decideRenewalFilter } from './decide-renewal-filter.ts';
import { zoneDayOf, zoneWeekday } from './decide-zone-time.ts';
import { findRenewalMatches } from './find-renewal-matches.ts';
import { listTemplateFamilies } from './list-template-families.ts';
import { moveDay } from './move-day.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';

/** paid within so many days of the due date is in time. */
const IN_TIME_DAYS = 7;
const AGES = [
  { from: 0, to: 7 },
  { from: 8, to: 14 },
  { from: 15, to: 30 },
  { from: 31, to: 60 },
  { from: -7, to: -1 },
  { from: -14, to: -8 },
  { from: -30, to: -15 },
  { from: null, to: -31 },
] as const;

/** Renewals that are alike, counted: of one due date, one end, one currency, paid equally early or late. */
interface Group {
  due_date: string;
  status: 'due' | 'paid' | 'failed' | 'cancelled';
  outcome: string | null;
  currency: string;
  /** paid by the due date, within seven days, later; `no`: not paid */
  paid: 'early' | 'in_time' | 'late' | 'no';
  n: number;
  amount: number;
}

type Tab = 'due' | 'overdue' | 'recovered' | 'lost';
const TABS: readonly Tab[] = ['due', 'overdue', 'recovered', 'lost'];

/**
 * What the console shows on top, of everything within scope and filter: one statement groups the renewals, the rest is counted from the
 * groups. Rates by X-12: B, paid within seven days of the due date, over all whose seven days are over; A, paid after the due date, over
 * those unpaid on it.
 */
export async function readOverview(ctx: UserCtx, input: z.output<typeof overviewInput>): Promise<RenewalOverview> {
  const settings = await readRenewalSettings(ctx.tenantId, ctx.now);
  const today = companyToday(ctx.now);
  const condition = await narrow(ctx, input);
  const [groups, winback, tasks, blocked] = await Promise.all([
    readGroups(ctx.tenantId, condition),
    readWinback(ctx.tenantId, condition, moveDay(today, -input.days), settings.winback.attributionDays),
    countTasks(ctx.tenantId, condition),
    readBlocked(ctx),
  ]);
  const lostFrom = moveDay(today, -settings.lostAfterDays);
  const horizon = moveDay(today, settings.horizonDays);
  const tabOf = (group: Group): Tab | null => {
    if (group.status === 'cancelled') return 'lost';
    if (group.status === 'paid') return group.outcome === 'recovered' || group.outcome === 'winback' ? 'recovered' : null;
    if (group.due_date < lostFrom) return 'lost';
    if (group.due_date < today) return 'overdue';
    return group.status === 'due' && group.due_date <= horizon ? 'due' : null;
  };
  const byTab = new Map<Tab, Group[]>(TABS.map((tab) => [tab, []]));
  for (const group of groups) {
    const tab = tabOf(group);
    if (tab) byTab.get(tab)?.push(group);
  }
  const ofTab = <T>(map: (of: readonly Group[]) => T): Record<Tab, T> => {
    const [due, overdue, recovered, lost] = TABS.map((tab) => map(byTab.get(tab) ?? [])) as [T, T, T, T];
    return { due, overdue, recovered, lost };
  };
  const open = [...(byTab.get('due') ?? []), ...(byTab.get('overdue') ?? []), ...(byTab.get('lost') ?? []).filter(({ status }) => status !== 'cancelled')];
  return {
    asOf: ctx.now.toISOString(),
    today,
    counts: ofTab(countOf),
    money: ofTab(moneyOf),
    aging: AGES.map(({ from, to }) => {
      const inside = open.filter(({ due_date: due }) => (from === null || due >= moveDay(today, from)) && due <= moveDay(today, to));
      return { from, to, count: countOf(inside), money: moneyOf(inside) };
    }),
    rates: { days: input.days, ...ratesOf(groups, today, input.days), goal: settings.goalShare },
    weeks: weeksOf(groups, today, input.days, lostFrom),
    winback,
    blocked,
    isOn: settings.isOn,
    openTasks: tasks,
  };
}

async function narrow(ctx: UserCtx, input: z.output<typeof overviewInput>): Promise<SqlCondition> {
  const words = input.query ? await findRenewalMatches(ctx, input.query) : null;
  const all: SqlCondition[] = [scopeSql(ctx.actor.scope, 'r'), ...decideRenewalFilter(input, ctx.actor)];
  if (input.fids.length > 0) all.push({ sql: 'r.fid IN (?)', params: [input.fids] });
  if (words)
    all.push(
      words.length === 0
        ? { sql: 'FALSE', params: [] }
        : { sql: `(${words.map(({ sql }) => sql).join(' OR ')})`, params: words.flatMap(({ params }) => params) },
    );
  return { sql: all.map(({ sql }) => sql).join(' AND '), params: all.flatMap(({ params }) => params) };
}

async function readGroups(tenantId: string, condition: SqlCondition): Promise<Group[]> {
  const rows = await database().query<Omit<Group, 'n' | 'amount'> & { n: string; amount: string }>(
    `SELECT r.due_date, r.status, r.outcome, r.currency,
       CASE WHEN r.status <> 'paid' OR r.paid_on IS NULL THEN 'no' WHEN r.paid_on <= r.due_date THEN 'early'
            WHEN r.paid_on <= r.due_date + INTERVAL ${IN_TIME_DAYS} DAY THEN 'in_time' ELSE 'late' END AS paid,
       COUNT(*) AS n, SUM(r.amount) AS amount
     FROM renewal r WHERE r.tenant_id = ? AND ${condition.sql} GROUP BY r.due_date, r.status, r.outcome, r.currency, paid`,
    [tenantId, ...condition.params],
  );
  return rows.map((row) => ({ ...row, n: Number(row.n), amount: Number(row.amount) }));
}

function countOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { n }) => sum + n, 0);
}

function moneyOf(groups: readonly Group[]): Money[] {
  const sums = new Map<string, { n: number; amount: number }>();
  for (const { currency, n, amount } of groups) {
    const sum = sums.get(currency) ?? { n: 0, amount: 0 };
    sums.set(currency, { n: sum.n + n, amount: sum.amount + amount });
  }
  return [...sums].toSorted(([, one], [, other]) => other.n - one.n).map(([currency, { amount }]) => ({ amount: amount.toFixed(2), currency }));
}

function ratesOf(groups: readonly Group[], today: string, days: number): Pick<RenewalOverview['rates'], 'a' | 'b'> {
  const from = moveDay(today, -days);
  const counting = groups.filter(({ due_date: due, status }) => due >= from && due < today && status !== 'cancelled');
  const over = counting.filter(({ due_date: due, status }) => status === 'paid' || moveDay(due, IN_TIME_DAYS) < today);
  const late = counting.filter(({ paid }) => paid !== 'early');
  const share = (recovered: readonly Group[], of: readonly Group[]): RenewalOverview['rates']['a'] => {
    const [part, whole] = [countOf(recovered), countOf(of)];
    return { recovered: part, of: whole, share: whole === 0 ? null : part / whole };
  };
  return {
    b: share(
      over.filter(({ paid }) => paid === 'early' || paid === 'in_time'),
      over,
    ),
    a: share(
      late.filter(({ paid }) => paid !== 'no'),
      late,
    ),
  };
}

function weeksOf(groups: readonly Group[], today: string, days: number, lostFrom: string): RenewalOverview['weeks'] {
  const mondayOf = (day: string): string => moveDay(day, -((zoneWeekday(zoneDayOf(day)) + 6) % 7));
  const weeks = new Map<string, Group[]>();
  for (let week = mondayOf(moveDay(today, -days)); week <= today; week = moveDay(week, 7)) weeks.set(week, []);
  for (const group of groups) weeks.get(mondayOf(group.due_date))?.push(group);
  return [...weeks].map(([week, of]) => ({
    week,
    due: countOf(of),
    paidInTime: countOf(of.filter(({ paid }) => paid === 'early' || paid === 'in_time')),
    recovered: countOf(of.filter(({ outcome }) => outcome === 'recovered' || outcome === 'winback')),
    lost: countOf(of.filter(({ status, due_date: due }) => status === 'cancelled' || (status !== 'paid' && due < lostFrom))),
  }));
}

async function readWinback(tenantId: string, condition: SqlCondition, from: string, withinDays: number): Promise<RenewalOverview['winback']> {
  const [row] = await database().query<{ sent: string; won: string | null }>(
    `SELECT COUNT(*) AS sent, SUM(x.won) AS won FROM (
       SELECT r.id, MAX(r.status = 'paid' AND r.outcome = 'winback' AND r.paid_on <= DATE(a.created_at) + INTERVAL ? DAY) AS won
       FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id
       WHERE a.tenant_id = ? AND a.created_at >= ? AND a.step LIKE 'winback-%' AND a.result NOT IN ('failed', 'bounced', 'withdrawn') AND ${condition.sql} GROUP BY r.id
     ) x`,
    [withinDays, tenantId, from, ...condition.params],
  );
  const [sent, wonBack] = [Number(row?.sent ?? 0), Number(row?.won ?? 0)];
  return { sent, wonBack, share: sent === 0 ? null : wonBack / sent };
}

async function countTasks(tenantId: string, condition: SqlCondition): Promise<number> {
  const [row] = await database().query<{ n: string }>(
    `SELECT COUNT(*) AS n FROM renewal_task k JOIN renewal r ON r.tenant_id = k.tenant_id AND r.id = k.renewal_id WHERE k.tenant_id = ? AND k.done_at IS NULL AND ${condition.sql}`,
    [tenantId, ...condition.params],
  );
  return Number(row?.n ?? 0);
}

/** Templates the cadence needs that may not be sent in any language, and how many renewals wait for them. */
async function readBlocked(ctx: UserCtx): Promise<RenewalOverview['blocked']> {
  const families = await listTemplateFamilies(ctx);
  return families.flatMap(({ name, variants, dependants }) => {
    if (!dependants.some(({ isStopped }) => isStopped)) return [];
    return { template: name, status: variants[0]?.status ?? 'MISSING', waiting: dependants.reduce((sum, { waiting }) => sum + waiting, 0) };
  });
}
