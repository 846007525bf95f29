import { seedDefaults } from '../../server/access/seed-defaults.ts';
import { applySchema } from '../../server/platform/apply-schema.ts';
import { closeDatabase, connectDatabase, database } from '../../server/platform/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { malaysianHolidays } from '../../server/renewals/malaysian-holidays.ts';
import { planDueRenewals } from '../../server/renewals/plan-due-renewals.ts';
import { refreshRenewals } from '../../server/renewals/refresh-renewals.ts';
import { simulateRenewals } from '../../server/renewals/simulate-renewals.ts';
import { wakeRenewals } from '../../server/renewals/wake-renewals.ts';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { seedRenewals } from './seed-renewals.ts';

/** The nightly computation over a portfolio, and a simulation of its next month; seconds. */
export interface RenewalsResult {
  outlets: number;
  /** outlets whose cycle was found, written and decided for the first time */
  created: number;
  decisions: number;
  firstSeconds: number;
  firstRowsPerSecond: number;
  /** the night after: everything is looked at and decided again, most stays as it is */
  againSeconds: number;
  againRowsPerSecond: number;
  /** everything woken at once, as saved settings do, and decided in the scheduler's next round */
  roundSeconds: number;
  /** rows that were there twice, or without a look or a reason */
  wrong: number;
  simulateSeconds: number;
  simulatedMessages: number;
  /** longest time in which the process of the simulation could serve nobody */
  longestBreathMs: number;
}

/** Seeds a portfolio in which every outlet is within the window, refreshes and plans it twice, and simulates 30 days of it. */
export async function runRenewals(databaseUrl: string, outlets: number): Promise<RenewalsResult> {
  await applySchema(databaseUrl);
  connectDatabase(databaseUrl, { poolSize: 4, hotPoolSize: 4 });
  try {
    const { tenantId } = await seedDefaults(database(), { phoneNumberId: '106540352242922', wabaId: '102290129340398', messagesPerSecond: 80 });
    const night = new Date();
    night.setUTCHours(18, 5, 0, 0);
    await seedRenewals(tenantId, outlets, night);
    const ctx = systemContext(tenantId, 'bench', createLog('silent'), night);
    const first = await timed(() => refreshRenewals(ctx, { runId: null }));
    const again = await timed(() => refreshRenewals({ ...ctx, now: new Date(night.getTime() + 86_400_000) }, { runId: null }));
    const morning = { ...ctx, now: new Date(night.getTime() + 86_400_000 + 7 * 3_600_000) };
    await wakeRenewals(database(), tenantId, {}, morning.now);
    const round = await timed(() => planDueRenewals(morning));
    const [wrong] = await database().query<{ total: string }>(
      `SELECT (SELECT COUNT(*) - COUNT(DISTINCT oid, due_date) FROM renewal WHERE tenant_id = ?)
            + (SELECT COUNT(*) FROM renewal WHERE tenant_id = ? AND status IN ('due', 'failed') AND outcome IS NULL AND next_reason IS NULL) AS total`,
      [tenantId, tenantId],
    );
    const breath = watchBreath();
    const settings = renewalSettingsSchema.parse({ holidays: malaysianHolidays });
    const simulation = await timed(() => simulateRenewals(ctx, { settings, mode: 'ahead', days: 30 }));
    const longestBreathMs = breath.end();
    return {
      outlets,
      created: first.answer.created,
      decisions: first.answer.decisions,
      firstSeconds: first.seconds,
      firstRowsPerSecond: Math.round(first.answer.created / first.seconds),
      againSeconds: again.seconds,
      againRowsPerSecond: Math.round(first.answer.created / again.seconds),
      roundSeconds: round.seconds,
      wrong: Number(wrong?.total ?? 0) + (outlets - first.answer.created),
      simulateSeconds: simulation.seconds,
      simulatedMessages: simulation.answer.messages,
      longestBreathMs,
    };
  } finally {
    await closeDatabase();
  }
}

async function timed<T>(run: () => Promise<T>): Promise<{ answer: T; seconds: number }> {
  const began = performance.now();
  const answer = await run();
  return { answer, seconds: Math.round(performance.now() - began) / 1_000 };
}

/** How long the event loop was away at most. */
function watchBreath(): { end(): number } {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  return {
    end: () => {
      clearInterval(timer);
      return Math.round(Math.max(longest, performance.now() - last));
    },
  };
}
