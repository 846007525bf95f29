import { setTimeout as pause } from 'node:timers/promises';
import type { GraphSimulator } from '../../embed-demo/simulators/graph/create-graph-simulator.ts';
import { ReplyDriver } from '../faults/reply-driver.ts';
import { checkNight, type NightCheck } from './check-night.ts';
import { Histogram, type Percentiles } from './histogram.ts';
import { NightClock } from './night-clock.ts';
import { runIngest, type IngestResult } from './run-ingest.ts';
import { seedNight } from './seed-night.ts';
import type { Stage } from './stage.ts';

/** What is asked of a night beside the day's work. */
export interface BulkOptions {
  people: number;
  rate: number;
  seconds: number;
  contacts: number;
  connections: number;
  repliesPerSecond: number;
  services: Record<string, number[]>;
}

/** Reminders on the bulk lane while merchants write and agents answer. */
export interface BulkResult {
  reminders: number;
  /** from the first accepted reminder to the last */
  reminderSeconds: number;
  remindersPerSecond: number;
  /** most reminders WhatsApp took in one second */
  busiestSecond: number;
  support: IngestResult;
  /** how long pushes take when nothing else is under way: what the night is compared with */
  alone: Percentiles;
  /** the disk meanwhile */
  diskAlone: Percentiles;
  /** from the agent's click (row written) to WhatsApp's answer */
  reply: Percentiles;
  replies: number;
  night: NightCheck;
}

/** Everybody's reminder is due at the same moment; the load of support runs until they are out. */
export async function runBulk(stage: Stage, simulator: GraphSimulator, options: BulkOptions): Promise<BulkResult> {
  const { people, repliesPerSecond, ...ingest } = options;
  const { push: alone, disk: diskAlone } = await runIngest(stage, { seed: 6, ...ingest, seconds: Math.ceil(ingest.seconds / 5) });
  const night = await seedNight(stage, { seed: 1, people });
  for (const phone of night.phones) simulator.control.addHandset({ id: phone, name: phone, phone: phone.slice(1) });
  const tickets = await stage.rows<{ id: string }>('SELECT id FROM ticket WHERE is_open = 1 ORDER BY id LIMIT 400');
  const replies = new ReplyDriver(
    stage,
    tickets.map((ticket) => ticket.id),
    repliesPerSecond,
  );
  const waiting = async (): Promise<number> => {
    const [row] = await stage.rows<{ n: string }>(
      `SELECT (SELECT COUNT(*) FROM outlet o LEFT JOIN renewal r ON r.tenant_id = o.tenant_id AND r.oid = o.oid AND r.due_date = o.expiry_date
          LEFT JOIN renewal_attempt a ON a.tenant_id = r.tenant_id AND a.renewal_id = r.id WHERE o.tenant_id = 1 AND o.oid >= ? AND a.id IS NULL) + (SELECT COUNT(*) FROM outbound) AS n`,
      [night.firstOid],
    );
    return Number(row?.n ?? 1);
  };
  const clocks: NightClock[] = [];
  const besides = async (): Promise<void> => {
    await replies.stop();
    await stage.settle(1, 300_000, async () => ((await waiting()) === 0 ? 1 : 0));
    for (const clock of clocks) await clock.stop();
    await stage.settle(1, 15_000, async () => ((await checkNight(stage, night, simulator.control.state().accepted)).isClean ? 1 : 0));
  };
  const support = runIngest(stage, { seed: 7, ...ingest, besides });
  await pause(2_000);
  replies.start();
  clocks.push(new NightClock(stage, { roundMs: 30_000, refreshEvery: 1_000 }));
  const result = await support;
  const { accepted } = simulator.control.state();
  const times = accepted.filter((message) => message.type === 'template').map((message) => Date.parse(message.at));
  const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
  const bySecond = Map.groupBy(times, (at) => Math.floor(at / 1_000));
  const histogram = new Histogram();
  const rows = await stage.rows<{ ms: string }>(
    "SELECT TIMESTAMPDIFF(MICROSECOND, created_at, sent_at) / 1000 AS ms FROM message WHERE direction = 'out' AND client_key LIKE 'reply-%' AND sent_at IS NOT NULL",
  );
  for (const row of rows) histogram.record(Number(row.ms));
  return {
    reminders: times.length,
    reminderSeconds: Math.round(seconds),
    remindersPerSecond: Math.round((times.length / Math.max(1, seconds)) * 10) / 10,
    busiestSecond: Math.max(...[...bySecond.values()].map((same) => same.length)),
    support: result,
    alone,
    diskAlone,
    reply: histogram.percentiles(),
    replies: replies.written.length,
    night: await checkNight(stage, night, accepted),
  };
}
