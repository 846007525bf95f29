import { checkIntegrity, type Integrity } from './check-integrity.ts';
import { DiskMeter } from './disk-meter.ts';
import type { Percentiles } from './histogram.ts';
import { LoadProcess } from './load-process.ts';
import { loadPlan, type LoadPlanOptions } from './load-plan.ts';
import type { SubscriberReport } from './live-subscriber.ts';
import type { GeneratorReport } from './message-generator.ts';
import { ProcessorMeter, type ProcessorUse } from './processor-meter.ts';
import type { Stage } from './stage.ts';
import { stageTimes, type StageTimes } from './stage-times.ts';

/** One ingest run: messages in, deltas out, and what the database says. */
export interface IngestResult {
  rate: number;
  seconds: number;
  contacts: number;
  acknowledged: number;
  unacknowledged: number;
  ack: GeneratorReport['ack'];
  push: SubscriberReport['push'];
  /** messages a subscriber saw in a delta, their own or (merged) a later one of the ticket */
  deltas: number;
  merged: number;
  /** acknowledged messages no delta told of */
  missing: number;
  generatorLate: GeneratorReport['late'];
  /** from the last acknowledgement to the last committed row */
  drainMs: number;
  integrity: Integrity;
  processor: ProcessorUse;
  disk: Percentiles;
  stages: StageTimes;
}

/** Sends a plan, watches one socket, counts afterwards. `besides`: ends what else is under way, before anything is counted. */
export async function runIngest(
  stage: Stage,
  options: LoadPlanOptions & { connections: number; services: Record<string, number[]>; besides?: () => Promise<unknown> },
): Promise<IngestResult> {
  const { connections, services, besides, ...planOptions } = options;
  const run = `r${Date.now().toString(36)}`;
  const subscriber = new LoadProcess<SubscriberReport>();
  const generator = new LoadProcess<GeneratorReport>();
  try {
    const token = stage.token({ sub: 'load-supervisor', name: 'Load Supervisor', role: 'supervisor', scope: { all: true } });
    subscriber.order({ do: 'subscribe', options: { run, url: `ws://${stage.wire.host}:${stage.wire.port}/live`, token, plan: planOptions } });
    await subscriber.ready();
    generator.order({ do: 'generate', options: { run, wire: stage.wire, plan: planOptions, connections, retryForMs: 30_000, timeoutMs: 20_000 } });
    const startAt = await generator.startAt();
    subscriber.order({ do: 'start', startAt });
    const groups = {
      ...services,
      ...Object.fromEntries(stage.servers.map((server) => [server.name, [server.pid]])),
      generator: [generator.pid],
      subscriber: [subscriber.pid],
    };
    const readStages = await stageTimes(stage);
    const meter = new ProcessorMeter(groups);
    const diskMeter = new DiskMeter(stage.serviceFolder);
    const sent = await generator.report();
    const processor = meter.read();
    const disk = await diskMeter.read();
    const count = async (): Promise<number> =>
      Number((await stage.rows<{ n: string }>('SELECT COUNT(*) AS n FROM message WHERE wa_message_id LIKE ?', [`wamid.${run}.%`]))[0]?.n ?? 0);
    const drained = await stage.settle(sent.acknowledged.length, 60_000, count);
    if (!besides) await stage.settle(1, 10_000, async () => ((await leftovers(stage)) === 0 ? 1 : 0));
    subscriber.order({ do: 'finish' });
    const seen = await subscriber.report();
    const plan = loadPlan(planOptions);
    const stages = await readStages();
    if (besides) {
      await besides();
      await stage.settle(1, 10_000, async () => ((await leftovers(stage)) === 0 ? 1 : 0));
    }
    return {
      rate: planOptions.rate,
      seconds: planOptions.seconds,
      contacts: planOptions.contacts,
      acknowledged: sent.acknowledged.length,
      unacknowledged: sent.unacknowledged.length,
      ack: sent.ack,
      push: seen.push,
      deltas: seen.seen,
      merged: seen.merged,
      missing: Math.max(0, sent.acknowledged.length - seen.seen),
      generatorLate: sent.late,
      drainMs: drained.ms,
      integrity: await checkIntegrity(stage, run, plan, sent.acknowledged),
      processor,
      disk,
      stages,
    };
  } finally {
    subscriber.kill();
    generator.kill();
  }
}

async function leftovers(stage: Stage): Promise<number> {
  return Number(
    (await stage.rows<{ n: string }>(`SELECT (SELECT COUNT(*) FROM event) + (SELECT COUNT(*) FROM webhook_event WHERE status = 'received') AS n`))[0]?.n ?? 1,
  );
}
