import { setTimeout as pause } from 'node:timers/promises';
import type { GraphSimulator } from '../../embed-demo/simulators/graph/create-graph-simulator.ts';
import { checkIntegrity, type Integrity } from '../load/check-integrity.ts';
import { clock } from '../load/clock.ts';
import { LoadProcess } from '../load/load-process.ts';
import { loadPlan, type LoadPlan } from '../load/load-plan.ts';
import type { GeneratorReport } from '../load/message-generator.ts';
import type { Stage } from '../load/stage.ts';
import { type CausedFault, causeFault } from './cause-fault.ts';
import { checkReplies, type ReplyCheck } from './check-replies.ts';
import { deadLetters } from './dead-letters.ts';
import { type FaultKind, faultPlan } from './fault-plan.ts';
import { ReplyDriver } from './reply-driver.ts';

/** How hard a seed is. */
export interface SeedOptions {
  seed: number;
  profile: string;
  rate: number;
  contacts: number;
  /** load before the first and after the last fault */
  marginMs: number;
  freezeMs: number;
  kinds?: FaultKind[];
  repliesPerSecond: number;
}

/** One fault and how long it took until messages due after it were committed (`firstMs`), and until none took longer than a second (`calmMs`). */
export interface FaultReport {
  kind: FaultKind;
  awayMs: number;
  firstMs: number | null;
  calmMs: number | null;
}

/** What a seed showed. */
export interface SeedReport {
  seed: number;
  seconds: number;
  acknowledged: number;
  unacknowledged: number;
  duplicates: number;
  retries: number;
  statuses: Record<string, number>;
  faults: FaultReport[];
  drainMs: number;
  deadLetters: number;
  integrity: Integrity;
  replies: ReplyCheck;
  replyRefusals: Record<string, number>;
  isClean: boolean;
}

/** Load, replies and faults at the same time; then everything is counted. */
export async function runSeed(stage: Stage, simulator: GraphSimulator, options: SeedOptions): Promise<SeedReport> {
  const faults = faultPlan(options.seed, { freezeMs: options.freezeMs, ...(options.kinds && { kinds: options.kinds }) });
  // starting a service again takes up to six seconds, a broker the longest
  const expectedMs = 2 * options.marginMs + faults.reduce((sum, fault) => sum + fault.waitMs + fault.awayMs + (fault.kind === 'freeze' ? 0 : 3_500), 0);
  const planOptions = { seed: options.seed, contacts: options.contacts, rate: options.rate, seconds: Math.ceil(expectedMs / 1000), duplicates: 0.2, burst: 3 };
  const run = `f${options.seed}${Date.now().toString(36)}`;
  const plan = loadPlan(planOptions);
  const tickets = await stage.rows<{ id: string }>('SELECT id FROM ticket WHERE is_open = 1 ORDER BY id LIMIT 400');
  const driver = new ReplyDriver(
    stage,
    tickets.map((ticket) => ticket.id),
    options.repliesPerSecond,
  );
  const generator = new LoadProcess<GeneratorReport>();
  try {
    generator.order({ do: 'generate', options: { run, wire: stage.wire, plan: planOptions, connections: 64, retryForMs: 120_000, timeoutMs: 5_000 } });
    const startAt = await generator.startAt();
    const began = clock();
    await pause(Math.max(0, startAt - clock()));
    driver.start();
    await pause(options.marginMs);
    const caused: CausedFault[] = [];
    for (const fault of faults) {
      await pause(fault.waitMs);
      caused.push(await causeFault(stage, options.profile, fault));
    }
    const sent = await generator.report();
    await driver.stop();
    const count = async (): Promise<number> =>
      Number((await stage.rows<{ n: string }>('SELECT COUNT(*) AS n FROM message WHERE wa_message_id LIKE ?', [`wamid.${run}.%`]))[0]?.n ?? 0);
    const drained = await stage.settle(sent.acknowledged.length, 120_000, count);
    const underWay = `SELECT (SELECT COUNT(*) FROM event) + (SELECT COUNT(*) FROM webhook_event WHERE status = 'received') + (SELECT COUNT(*) FROM message WHERE direction = 'out' AND status IN ('queued', 'sending')) AS n`;
    await stage.settle(1, 90_000, async () => (Number((await stage.rows<{ n: string }>(underWay))[0]?.n ?? 1) === 0 ? 1 : 0));
    const integrity = await checkIntegrity(stage, run, plan, sent.acknowledged);
    const replies = await checkReplies(stage, driver.written, simulator.control.state().accepted);
    const dead = await deadLetters(stage);
    return {
      seed: options.seed,
      seconds: Math.round((clock() - began) / 1000),
      acknowledged: sent.acknowledged.length,
      unacknowledged: sent.unacknowledged.length,
      duplicates: sent.duplicates,
      retries: sent.retries,
      statuses: sent.statuses,
      faults: await recoveries(stage, run, plan, startAt, caused),
      drainMs: drained.ms,
      deadLetters: dead,
      integrity,
      replies,
      replyRefusals: Object.fromEntries(driver.refused),
      isClean: integrity.isClean && replies.isClean && dead === 0 && sent.unacknowledged.length === 0,
    };
  } finally {
    generator.kill();
  }
}

/** From due times and commit times: how long each fault was felt. */
async function recoveries(stage: Stage, run: string, plan: LoadPlan, startAt: number, caused: readonly CausedFault[]): Promise<FaultReport[]> {
  const rows = await stage.rows<{ wa_message_id: string; created_at: Date }>('SELECT wa_message_id, created_at FROM message WHERE wa_message_id LIKE ?', [
    `wamid.${run}.%`,
  ]);
  const times = rows
    .map((row) => ({ due: startAt + (plan.dueAt[Number(row.wa_message_id.split('.')[2])] ?? 0), committed: row.created_at.getTime() }))
    .sort((one, other) => one.due - other.due);
  return caused.map((fault, index) => {
    const until = caused[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    const after = times.filter((time) => time.due >= fault.to && time.due < until);
    const first = after.reduce((least, time) => Math.min(least, time.committed), Number.POSITIVE_INFINITY);
    const slow = after.filter((time) => time.committed - time.due > 1_000).at(-1);
    const isCalmBeforeNext = slow === undefined || after.some((time) => time.due > slow.due + 200);
    return {
      kind: fault.kind,
      awayMs: Math.round(fault.to - fault.from),
      firstMs: Number.isFinite(first) ? Math.max(0, Math.round(first - fault.to)) : null,
      calmMs: !isCalmBeforeNext ? null : slow === undefined ? 0 : Math.round(slow.due - fault.to),
    };
  });
}
