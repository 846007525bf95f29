import type { z } from 'zod';
import type { overviewInput, RenewalOverview } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { scopeSql, type SqlCondition } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { companyToday } from './company-today.ts';
import { decideOverview } from './decide-overview.ts';
import { decideRenewalFilter } from './decide-renewal-filter.ts';
import { findRenewalMatches } from './find-renewal-matches.ts';
import { listTemplateFamilies } from './list-template-families.ts';
import { loadSendableTemplates } from './load-sendable-templates.ts';
import { loadRenewalGroups, type OverviewPath } from './load-renewal-groups.ts';
import { moveDay } from './move-day.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';

/** What the console shows on top, of everything within scope and filter: counts and money by tab, aging, both recovery rates, weeks, winback. */
export async function readOverview(ctx: UserCtx, input: z.output<typeof overviewInput>): Promise<RenewalOverview> {
  const settings = await readRenewalSettings(ctx.tenantId);
  const today = companyToday(ctx.now);
  const { days } = input;
  const narrowed = await narrow(ctx, input);
  const { condition } = narrowed;
  // the days that count one by one: those of the rates, and everything that is not lost yet
  const from = moveDay(today, -Math.max(days, settings.lostAfterDays, 31));
  const [groups, winback, openTasks, blocked] = await Promise.all([
    loadRenewalGroups(ctx.tenantId, narrowed, { from, to: moveDay(today, settings.horizonDays) }),
    readWinback(ctx.tenantId, condition, { from: moveDay(today, -days), withinDays: settings.winback.attributionDays }),
    countTasks(ctx),
    readBlocked(ctx, settings),
  ]);
  const counted = decideOverview(groups, { today, days, settings });
  return { asOf: ctx.now.toISOString(), today, ...counted, winback, blocked, isOn: settings.isOn, openTasks };
}

async function narrow(ctx: UserCtx, input: z.output<typeof overviewInput>): Promise<{ condition: SqlCondition; follow: OverviewPath }> {
  const words = input.query ? await findRenewalMatches(ctx, input.query) : null;
  const all: SqlCondition[] = [scopeSql(ctx.actor.scope, 'r'), ...decideRenewalFilter(input, ctx.actor)];
  if (input.fids.length > 0) all.push({ sql: 'r.fid IN (?)', params: [input.fids] });
  if (words?.length === 0) all.push({ sql: 'FALSE', params: [] });
  else if (words) all.push({ sql: `(${words.map(({ sql }) => sql).join(' OR ')})`, params: words.flatMap(({ params }) => params) });
  const condition = { sql: all.map(({ sql }) => sql).join(' AND '), params: all.flatMap(({ params }) => params) };
  const isFound = !('all' in ctx.actor.scope) || input.fids.length > 0 || input.contactId !== undefined || words?.every(({ by }) => by !== 'walk') === true;
  return { condition, follow: isFound ? 'condition' : input.owner !== undefined ? 'owner' : 'count' };
}

/** Renewals that had a winback message in these days, and those of them that came back within its window. */
async function readWinback(
  tenantId: string,
  condition: SqlCondition,
  { from, withinDays }: { from: string; withinDays: number },
): Promise<RenewalOverview['winback']> {
  const [row] = await database().query<{ sent: string; won: string | null }>(
    `SELECT COUNT(*) AS sent, SUM(x.won) AS won FROM (
       SELECT r.id, MAX(r.status = 'paid' AND r.outcome = 'winback' AND r.paid_on <= DATE(a.created_at) + INTERVAL ? DAY) AS won
       FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id
       WHERE a.tenant_id = ? AND a.created_at >= ? AND a.step >= 'winback-' AND a.step < 'winback.' AND a.result NOT IN ('failed', 'bounced', 'withdrawn') AND ${condition.sql} GROUP BY r.id
     ) x`,
    [withinDays, tenantId, from, ...condition.params],
  );
  const [sent, wonBack] = [Number(row?.sent ?? 0), Number(row?.won ?? 0)];
  return { sent, wonBack, share: sent === 0 ? null : wonBack / sent };
}

/** The person's own, as `list-tasks.ts` has them: those they were given, and those nobody has of renewals that are theirs. Whatever is searched for: the tasks are not. */
async function countTasks(ctx: UserCtx): Promise<number> {
  const scope = scopeSql(ctx.actor.scope, 'r');
  const { userId } = ctx.actor;
  const [row] = await database().query<{ n: string }>(
    `SELECT COUNT(*) AS n FROM renewal_task k JOIN renewal r ON r.tenant_id = k.tenant_id AND r.id = k.renewal_id
     WHERE k.tenant_id = ? AND k.done_at IS NULL AND (k.assigned_user_id = ? OR k.assigned_user_id IS NULL) AND (k.assigned_user_id IS NOT NULL OR r.owner_user_id = ?) AND ${scope.sql}`,
    [ctx.tenantId, userId, userId, ...scope.params],
  );
  return Number(row?.n ?? 0);
}

/** Templates the cadence needs that may not be sent now, also while nobody waits yet, and how many renewals' next step needs them; counted only when there is one. */
async function readBlocked(ctx: UserCtx, { isOn, cadence, digest, winback }: RenewalSettings): Promise<RenewalOverview['blocked']> {
  if (!isOn) return [];
  const needed = [...cadence.map(({ template }) => template), ...(digest.isOn ? [digest.template] : []), ...(winback.isOn ? [winback.template] : [])];
  const { sendable } = await loadSendableTemplates(database(), ctx.tenantId);
  if (needed.every((name) => sendable.has(name))) return [];
  const [families, steps] = await Promise.all([
    listTemplateFamilies(ctx),
    database().query<{ next_step: string; n: string }>(
      "SELECT next_step, COUNT(*) AS n FROM renewal WHERE tenant_id = ? AND status IN ('due', 'failed') AND next_at IS NOT NULL AND next_step IS NOT NULL GROUP BY next_step",
      [ctx.tenantId],
    ),
  ]);
  const nextOf = new Map(steps.map(({ next_step: step, n }) => [step, Number(n)]));
  return families.flatMap(({ name, variants, dependants }) => {
    if (!needed.includes(name) || sendable.has(name)) return [];
    const status = variants.find((variant) => variant.status !== 'APPROVED')?.status ?? 'MISSING';
    return { template: name, status, waiting: dependants.reduce((sum, { label }) => sum + (nextOf.get(label) ?? 0), 0) };
  });
}
