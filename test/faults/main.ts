/**
 * `npm run faults`: load, replies and faults at the same time, seed after seed. One JSON object for each seed and one for all of
 * them on standard output. Ends with 1 when anything acknowledged was lost, doubled or out of order, or a reply sent twice or forgotten.
 * `--night`: reminders go out meanwhile instead; ends with 1 when one went twice or not at all, or somebody got more than the caps allow.
 */
import { parseArgs } from 'node:util';
import { createGraphSimulator } from '../../embed-demo/simulators/graph/create-graph-simulator.ts';
import { runIngest } from '../load/run-ingest.ts';
import { Stage } from '../load/stage.ts';
import { wirePhone } from '../load/wire.ts';
import { type NightReport, runNight } from './run-night.ts';
import { type SeedReport, runSeed } from './run-seed.ts';
import type { FaultKind } from './fault-plan.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string' },
    kinds: { type: 'string' },
    night: { type: 'boolean', default: false },
    people: { type: 'string' },
    smoke: { type: 'boolean', default: false },
  },
});
const isSmoke = values.smoke;
const profile = process.env['ENGAGE_FAULT_PROFILE'] ?? 'faults';
const contacts = isSmoke ? 200 : 2_000;
const rate = Number(values.rate ?? (isSmoke ? 150 : 1_000));
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const accessToken = 'load-access-token';

const simulator = createGraphSimulator({
  appSecret: 'load-app-secret',
  accessToken,
  verifyToken: 'load-verify-token',
  wabaId: '102290129340398',
  numbers: [{ phoneNumberId: '106540352242922', displayPhoneNumber: '+60 3-1234 5678', verifiedName: 'Load' }],
  webhookUrl: null,
  handsets: Array.from({ length: contacts }, (_, index) => ({
    id: `m${index}`,
    name: `Merchant ${index}`,
    phone: wirePhone(index),
    userId: `MY.${1_000_000_000 + index}`,
  })),
  behaviour: { enforceWindow: false, duplicateRate: 0.2, apiLatencyMs: 15, retryBaseMs: 300, retryLimitMs: 120_000 },
});
const graph = await simulator.listen();
const stage = await Stage.open({
  environment: Object.fromEntries(['DATABASE_URL', 'RABBITMQ_URL', 'REDIS_URL'].map((name) => [name, process.env[name] ?? ''])),
  name: 'faults',
  isFresh: true,
  roles: ['web', 'worker,scheduler'],
  // a slow number: the night is still under way when the last fault comes
  more: { WABA_API_BASE: `${graph}/v26.0`, WABA_TIMEOUT_MS: '2000', ...(values.night ? { WABA_MESSAGES_PER_SECOND: '30' } : {}) },
});
const reports: SeedReport[] = [];
const nights: NightReport[] = [];

async function runNights(): Promise<void> {
  simulator.control.configureWebhook(`${stage.origin}/webhook/whatsapp`);
  // one reminder in ten: accepted, but we never hear it; one in ten: the connection is cut after accepting
  simulator.control.fail({ recipientSuffix: '7', mode: 'timeout-after-accept' });
  simulator.control.fail({ recipientSuffix: '3', mode: 'disconnect' });
  for (let step = 0; step < (isSmoke ? 1 : Number(values.seeds)); step += 1) {
    const seed = Number(values.seed) + step;
    const kinds = values.kinds ? { kinds: values.kinds.split(',') as FaultKind[] } : {};
    const people = Number(values.people ?? (isSmoke ? 100 : 400));
    const report = await runNight(stage, simulator, { seed, profile, people, freezeMs: isSmoke ? 2_000 : 10_000, ...kinds });
    nights.push(report);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    const { night } = report;
    say(
      `night ${seed}: ${report.isClean ? 'clean' : 'NOT CLEAN'}, ${night.reminders} reminders in ${report.seconds} s, ${night.missing} missing, ${night.sentTwice + night.doubled} twice, ${night.overCap} over the cap; ${report.faults.map((fault) => fault.kind).join(', ')}`,
    );
  }
}

try {
  if (values.night) await runNights();
  else await runSeeds();
} finally {
  await stage.close();
  await simulator.close();
}
process.stdout.write(`${JSON.stringify(values.night ? nightSummary() : summary())}\n`);
process.exitCode = [...reports, ...nights].every((report) => report.isClean) ? 0 : 1;

async function runSeeds(): Promise<void> {
  simulator.control.configureWebhook(`${stage.origin}/webhook/whatsapp`);
  await runIngest(stage, { seed: 0, contacts, rate: isSmoke ? 150 : 500, seconds: Math.ceil((contacts * 3) / 500), connections: 32, services: {} });
  // one merchant in ten: accepted, but we never hear it; one in ten: the connection is cut after accepting
  simulator.control.fail({ recipientSuffix: '7', mode: 'timeout-after-accept' });
  simulator.control.fail({ recipientSuffix: '3', mode: 'disconnect' });
  simulator.control.fail({ recipientSuffix: '5', mode: 'http', status: 500, times: 20 });
  const count = isSmoke ? 1 : Number(values.seeds);
  for (let step = 0; step < count; step += 1) {
    const seed = Number(values.seed) + step;
    const kinds = values.kinds ? { kinds: values.kinds.split(',') as FaultKind[] } : {};
    const report = await runSeed(stage, simulator, {
      seed,
      profile,
      rate,
      contacts,
      marginMs: isSmoke ? 1_000 : 3_000,
      freezeMs: isSmoke ? 2_000 : 10_000,
      repliesPerSecond: isSmoke ? 5 : 15,
      ...kinds,
    });
    reports.push(report);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    say(
      `seed ${seed}: ${report.isClean ? 'clean' : 'NOT CLEAN'}, ${report.acknowledged} messages, ${report.replies.written} replies; ${report.faults.map((fault) => `${fault.kind} ${fault.firstMs ?? '?'}/${fault.calmMs ?? '?'} ms`).join(', ')}; drained in ${report.drainMs} ms`,
    );
  }
}

function nightSummary(): object {
  const sum = (read: (report: NightReport) => number): number => nights.reduce((all, report) => all + read(report), 0);
  return {
    nights: nights.length,
    clean: nights.filter((report) => report.isClean).length,
    reminders: sum((report) => report.night.reminders),
    missing: sum((report) => report.night.missing),
    twice: sum((report) => report.night.sentTwice + report.night.doubled),
    overCap: sum((report) => report.night.overCap),
  };
}

function summary(): object {
  const kinds = [...new Set(reports.flatMap((report) => report.faults.map((fault) => fault.kind)))];
  const spread = (numbers: number[]): object => {
    const sorted = numbers.toSorted((one, other) => one - other);
    return { median: sorted[Math.floor(sorted.length / 2)] ?? null, max: sorted.at(-1) ?? null };
  };
  const recovery = kinds.map((kind) => {
    const own = reports.flatMap((report) => report.faults.filter((fault) => fault.kind === kind));
    return [kind, { first: spread(own.flatMap((fault) => fault.firstMs ?? [])), calm: spread(own.flatMap((fault) => fault.calmMs ?? [])) }] as const;
  });
  const sum = (read: (report: SeedReport) => number): number => reports.reduce((all, report) => all + read(report), 0);
  return {
    seeds: reports.length,
    clean: reports.filter((report) => report.isClean).length,
    messages: sum((report) => report.acknowledged),
    lost: sum((report) => report.integrity.lost),
    duplicated: sum((report) => report.integrity.duplicated),
    reordered: sum((report) => report.integrity.reordered),
    wrongCounters: sum((report) => report.integrity.wrongCounters),
    replies: sum((report) => report.replies.written),
    sentTwice: sum((report) => report.replies.sentTwice),
    forgotten: sum((report) => report.replies.forgotten),
    recoveryMs: Object.fromEntries(recovery),
  };
}
